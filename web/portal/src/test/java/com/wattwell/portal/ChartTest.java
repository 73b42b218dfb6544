package com.wattwell.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ChartTest {

    private static final Instant FROM = Instant.parse("2026-05-09T16:00:00Z");

    @Test
    void seriesCarryTimesInMillisecondsAndTheZoneOfTheAxis() {
        Chart chart = Chart.lines(FROM, FROM.plusSeconds(60), ZoneId.of("Asia/Shanghai")).unit("V");
        Chart.Series line = chart.line("Voltage <A>");
        line.point(FROM, new BigDecimal("230.1"));
        line.point(FROM.plusSeconds(30), new BigDecimal("230.5"), new BigDecimal("229"), new BigDecimal("231"));

        assertThat(chart.json()).contains("\"type\":\"line\"").contains("\"zone\":\"Asia/Shanghai\"").contains("\"offset\":28800000")
                .contains("{\"x\":1778342400000,\"y\":230.1}").contains("\"low\":229,\"high\":231").contains("\"label\":\"Voltage <A>\"");
    }

    @Test
    void aColumnThatIsNotOfOneStepIsMarked() {
        Chart chart = Chart.bars(FROM, FROM.plusSeconds(60), ZoneId.of("Asia/Shanghai"));
        chart.column("Consumption").column(FROM, "2026-05-10", new BigDecimal("5"), true);

        assertThat(chart.json()).contains("\"part\":true").contains("\"label\":\"2026-05-10\"").contains("\"zero\":true");
    }
}
