package com.wattwell.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.calendar.CalendarDay;
import com.wattwell.calendar.WorkingDays;
import com.wattwell.platform.RefusedException;
import com.wattwell.schedule.SwitchingHours.Pair;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offs and the ons that belong to them, in Shanghai. 2026-09-25, a Friday, is a holiday here. */
class SwitchingHoursTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDate HOLIDAY = LocalDate.of(2026, 9, 25);
    private static final WorkingDays CALENDAR = new WorkingDays(Map.of(HOLIDAY, CalendarDay.Kind.HOLIDAY));

    private static Instant at(String local) {
        return LocalDateTime.parse("2026-09-" + local).atZone(SHANGHAI).toInstant();
    }

    @Test
    void aNightGoesOverMidnightAndItsOnIsOnTheNextDayWhateverDayThatIs() {
        assertThat(SwitchingHours.written("WORKING_DAYS", "23:00", "06:00").next(at("23T12:00"), 3, SHANGHAI, CALENDAR)).containsExactly(
                new Pair(at("23T23:00"), at("24T06:00")), new Pair(at("24T23:00"), at("25T06:00")), new Pair(at("28T23:00"), at("29T06:00")));
    }

    @Test
    void daysOffAreTheHolidayAndTheWeekend() {
        assertThat(SwitchingHours.written("NON_WORKING_DAYS", "23:30", "07:00").next(at("23T12:00"), 3, SHANGHAI, CALENDAR)).extracting(Pair::off)
                .containsExactly(at("25T23:30"), at("26T23:30"), at("27T23:30"));
    }

    @Test
    void aPauseByDayEndsTheSameDay() {
        assertThat(SwitchingHours.written("EVERY_DAY", "13:00", "14:30").next(at("23T13:00"), 2, SHANGHAI, CALENDAR)).containsExactly(
                new Pair(at("24T13:00"), at("24T14:30")), new Pair(at("25T13:00"), at("25T14:30")));
    }

    @ParameterizedTest
    @CsvSource({"SOMETIMES,23:00,06:00,days", ",23:00,06:00,days", "EVERY_DAY,24:00,06:00,offTime", "EVERY_DAY,,06:00,offTime", "EVERY_DAY,23:00:30,06:00,offTime",
            "EVERY_DAY,23:00,6,onTime", "EVERY_DAY,23:00,23:00,onTime"})
    void whatIsWrongIsRefusedByItsField(String days, String off, String on, String field) {
        assertThatThrownBy(() -> SwitchingHours.written(days, off, on)).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).isEqualTo(field));
    }
}
