package com.wattwell.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TimesTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-05-10T10:00:00Z");
    private static final Texts ENGLISH = Texts.in(Locale.ENGLISH);
    private static final Times TIMES = new Times(Clock.fixed(NOW, ZoneOffset.UTC), null, ENGLISH);

    @Test
    void howLongAgoIsToldInOneUnit() {
        assertThat(ago(Duration.ZERO)).isEqualTo("now");
        assertThat(ago(Duration.ofSeconds(5))).isEqualTo("5 s ago");
        assertThat(ago(Duration.ofSeconds(119))).isEqualTo("119 s ago");
        assertThat(ago(Duration.ofSeconds(120))).isEqualTo("2 min ago");
        assertThat(ago(Duration.ofMinutes(119))).isEqualTo("119 min ago");
        assertThat(ago(Duration.ofHours(47))).isEqualTo("47 h ago");
        assertThat(ago(Duration.ofHours(48))).isEqualTo("2 days ago");
        assertThat(ago(Duration.ofDays(-3))).isEqualTo("in 3 days");
        assertThat(Times.relative(Duration.ofMinutes(5), Texts.in(Locale.CHINESE))).isEqualTo("5 分钟前");
    }

    @Test
    void aTimeIsAsShortAsItIsClear() {
        assertThat(TIMES.exact(NOW, SHANGHAI)).isEqualTo("18:00:00");
        // yesterday in London's evening is already today in Shanghai
        assertThat(TIMES.exact(Instant.parse("2026-05-09T17:30:00Z"), SHANGHAI)).isEqualTo("01:30:00");
        assertThat(TIMES.exact(Instant.parse("2026-05-09T15:59:00Z"), SHANGHAI)).isEqualTo("05-09 23:59");
        assertThat(TIMES.exact(Instant.parse("2025-12-31T15:59:00Z"), SHANGHAI)).isEqualTo("2025-12-31 23:59");
        assertThat(TIMES.full(NOW, SHANGHAI)).isEqualTo("2026-05-10 18:00:00 +08:00");
        assertThat(TIMES.exact(null, SHANGHAI)).isEmpty();
    }

    @Test
    void aStretchOfTimeIsToldInItsTwoLargestUnits() {
        assertThat(TIMES.seconds(42)).isEqualTo("42 s");
        assertThat(TIMES.seconds(95)).isEqualTo("1 min 35 s");
        assertThat(TIMES.seconds(2 * 3600 + 60)).isEqualTo("2 h 1 min");
        assertThat(TIMES.seconds(60)).isEqualTo("1 min");
        assertThat(TIMES.seconds(7200)).isEqualTo("2 h");
        assertThat(TIMES.seconds(3 * 86_400)).isEqualTo("3 days");
        assertThat(TIMES.stretch(NOW, NOW.plus(Duration.ofHours(50)))).isEqualTo("2 days 2 h");
        assertThat(TIMES.stretch(null, NOW)).isEmpty();
    }

    private static String ago(Duration ago) {
        return Times.relative(ago, ENGLISH);
    }
}
