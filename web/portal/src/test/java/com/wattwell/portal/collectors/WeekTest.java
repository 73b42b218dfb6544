package com.wattwell.portal.collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wattwell.collector.OnlineQueries;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeekTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    // 18:00 of 10 May in Shanghai
    private static final Instant NOW = Instant.parse("2026-05-10T10:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(100));

    @Test
    void aSpellOverMidnightIsOnBothDays() {
        Week week = Week.of(List.of(spell(NOW.minus(Duration.ofHours(20)), NOW.minus(Duration.ofHours(12)))), LONG_AGO, NOW, SHANGHAI);

        Week.Day today = week.days().getFirst();
        Week.Day yesterday = week.days().get(1);
        assertThat(today.date()).isEqualTo(LocalDate.of(2026, 5, 10));
        assertThat(today.share()).isEqualTo(6.0 / 18, within(1e-9));
        assertThat(today.online()).singleElement().satisfies(on -> {
            assertThat(on.left()).isZero();
            assertThat(on.width()).isEqualTo(25);
        });
        assertThat(yesterday.share()).isEqualTo(2.0 / 24, within(1e-9));
        assertThat(yesterday.online().getFirst().left()).isEqualTo(100 * 22.0 / 24, within(1e-9));
        assertThat(week.days()).hasSize(7);
    }

    @Test
    void theRestOfTodayIsNotCountedAsOffline() {
        Week.Day today = Week.of(List.of(spell(NOW.minus(Duration.ofDays(3)), null)), LONG_AGO, NOW, SHANGHAI).days().getFirst();

        assertThat(today.share()).isEqualTo(1);
        assertThat(today.later().left()).isEqualTo(75);
        assertThat(today.later().width()).isEqualTo(25);
    }

    @Test
    void daysBeforeItBecameKnownHaveNoShare() {
        Instant known = NOW.minus(Duration.ofHours(6));
        Week week = Week.of(List.of(spell(known, null)), known, NOW, SHANGHAI);

        assertThat(week.days().getFirst().share()).isEqualTo(1);
        assertThat(week.days().getFirst().unknown().width()).isEqualTo(50);
        assertThat(week.days().get(1).share()).isNull();
        assertThat(week.days().get(1).unknown().width()).isEqualTo(100);
    }

    @Test
    void theWeekBeginsAtMidnightSixDaysAgo() {
        assertThat(Week.from(NOW, SHANGHAI)).isEqualTo("2026-05-03T16:00:00Z");
    }

    private static OnlineQueries.Spell spell(Instant from, Instant to) {
        return new OnlineQueries.Spell(from, to, "10.0.0.1", null);
    }
}
