package com.wattwell.portal.meters;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.metering.ReadingQueries;
import com.wattwell.metering.ReadingType;
import com.wattwell.portal.Texts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HistoryChartsTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-05-10T10:00:00Z");
    private static final ReadingType ENERGY = new ReadingType(1, "ACTIVE_ENERGY_FORWARD", "Energy", "电能", "kWh", ReadingType.Kind.REGISTER, null);
    private static final ReadingType VOLTAGE = new ReadingType(21, "VOLTAGE_A", "Voltage", "电压", "V", ReadingType.Kind.GAUGE, null);

    @Test
    void theColumnOfTodayHasItsWholePlaceThoughTheDayIsNotOver() {
        Instant midnight = Instant.parse("2026-05-09T16:00:00Z");
        String json = charts(ENERGY).columns(List.of(new ReadingQueries.Consumption(midnight, new BigDecimal("4.5"), true),
                new ReadingQueries.Consumption(midnight.minus(Duration.ofDays(1)), null, true)));

        assertThat(json).contains("\"to\":" + Instant.parse("2026-05-10T16:00:00Z").toEpochMilli())
                .contains("\"x\":" + midnight.plus(Duration.ofHours(12)).toEpochMilli()).contains("\"label\":\"2026-05-10\"")
                .doesNotContain("2026-05-09\"");
    }

    @Test
    void aGaugePutTogetherShowsHowFarItsValuesGo() {
        ReadingQueries.Point point = new ReadingQueries.Point(NOW, new BigDecimal("230"), new BigDecimal("228"), new BigDecimal("233"));

        assertThat(charts(VOLTAGE).curve(new ReadingQueries.Series(List.of(point), Duration.ofHours(1)))).contains("\"role\":\"band\"");
        assertThat(charts(VOLTAGE).curve(new ReadingQueries.Series(List.of(point), null))).doesNotContain("band").doesNotContain("low");
        assertThat(charts(ENERGY).curve(new ReadingQueries.Series(List.of(point), Duration.ofHours(1)))).doesNotContain("band");
    }

    private static HistoryCharts charts(ReadingType type) {
        return new HistoryCharts(Texts.in(Locale.ENGLISH), type, Period.of("WEEK", null, null, NOW, SHANGHAI), SHANGHAI);
    }
}
