package com.wattwell.portal.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.wattwell.metering.ReadingQueries;
import com.wattwell.platform.RefusedException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PeriodTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    // 02:30 of 10 May in Shanghai, still 9 May in London
    private static final Instant NOW = Instant.parse("2026-05-09T18:30:00Z");

    @Test
    void todayBeginsAtTheCompanysMidnight() {
        Period today = of("TODAY", null, null);

        assertThat(today.from()).isEqualTo("2026-05-09T16:00:00Z");
        assertThat(today.to()).isEqualTo(NOW);
        assertThat(today.step()).isEqualTo(ReadingQueries.Step.HOUR);
    }

    @Test
    void aWeekHasTodayAsItsLastDay() {
        Period week = of("week", null, null);

        assertThat(week.firstDay()).isEqualTo(LocalDate.of(2026, 5, 4));
        assertThat(week.lastDay()).isEqualTo(LocalDate.of(2026, 5, 10));
        assertThat(week.step()).isEqualTo(ReadingQueries.Step.DAY);
        assertThat(of("YEAR", null, null).step()).isEqualTo(ReadingQueries.Step.MONTH);
    }

    @Test
    void whatIsNoPeriodIsAWeek() {
        assertThat(of("<script>", null, null).kind()).isEqualTo(Period.Kind.WEEK);
        assertThat(of(null, null, null).kind()).isEqualTo(Period.Kind.WEEK);
    }

    @Test
    void theLastDayOfOnesOwnPeriodIsIncluded() {
        Period one = of("CUSTOM", "2026-05-01", "2026-05-01");

        assertThat(one.from()).isEqualTo("2026-04-30T16:00:00Z");
        assertThat(one.to()).isEqualTo("2026-05-01T16:00:00Z");
        assertThat(one.step()).isEqualTo(ReadingQueries.Step.HOUR);
    }

    @Test
    void aWrongDayNamesItsField() {
        refused("from", "2026-02-30", "2026-05-01");
        refused("from", null, "2026-05-01");
        refused("to", "2026-05-01", "tomorrow");
        refused("to", "2026-05-02", "2026-05-01");
        refused("to", "2020-01-01", "2026-05-01");
        refused("from", "+999999999-01-01", "2026-05-01");
    }

    private static void refused(String field, String from, String to) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> of("CUSTOM", from, to)).matches(refused -> refused.field().equals(field));
    }

    private static Period of(String kind, String from, String to) {
        return Period.of(kind, from, to, NOW, SHANGHAI);
    }
}
