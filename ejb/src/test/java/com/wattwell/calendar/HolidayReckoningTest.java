package com.wattwell.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.calendar.CalendarDay.Kind;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolidayReckoningTest {

    /** New Year's Day of the lunar calendar, Qingming, Dragon Boat and Mid-Autumn, as almanacs print them. */
    @ParameterizedTest
    @CsvSource({"2024,2024-02-10,2024-04-04,2024-06-10,2024-09-17", "2025,2025-01-29,2025-04-04,2025-05-31,2025-10-06", "2026,2026-02-17,2026-04-05,2026-06-19,2026-09-25",
        "2027,2027-02-06,2027-04-05,2027-06-09,2027-09-15", "2028,2028-01-26,2028-04-04,2028-05-28,2028-10-03"})
    void theLunarFestivalsFallOnTheDaysOfTheAlmanac(int year, LocalDate newYear, LocalDate qingming, LocalDate dragonBoat, LocalDate midAutumn) {
        List<CalendarDay> days = HolidayReckoning.of(year);
        assertThat(first(days, "Spring Festival")).isEqualTo(newYear.minusDays(1));
        assertThat(first(days, "Qingming Festival")).isEqualTo(qingming);
        assertThat(first(days, "Dragon Boat Festival")).isEqualTo(dragonBoat);
        LocalDate marked = midAutumn.getMonthValue() == 10 && midAutumn.getDayOfMonth() <= 3 ? null : midAutumn;
        assertThat(first(days, "Mid-Autumn Festival")).isEqualTo(marked);
    }

    private static LocalDate first(List<CalendarDay> days, String name) {
        return days.stream().filter(day -> day.nameEn().equals(name)).map(CalendarDay::day).findFirst().orElse(null);
    }

    @Test
    void everyYearOfTheCenturyHasItsThirteenDaysUnlessTwoFestivalsMeet() {
        assertThat(IntStream.rangeClosed(2000, 2100)).allSatisfy(year -> {
            List<CalendarDay> days = HolidayReckoning.of(year);
            assertThat(days).as("%d", year).hasSizeBetween(12, 13).isSortedAccordingTo((a, b) -> a.day().compareTo(b.day()));
            assertThat(days).allSatisfy(day -> {
                assertThat(day.reckoned()).isTrue();
                assertThat(day.kind()).isEqualTo(Kind.HOLIDAY);
                assertThat(day.day().getYear()).isEqualTo(year);
            });
        });
    }

    /** The announcement keeps every statutory day off and adds weekends and exchanged days; so the two can be held against each other. */
    @ParameterizedTest
    @ValueSource(ints = {2025, 2026})
    void everyReckonedDayIsADayOffInTheAnnouncementOfItsYear(int year) {
        Set<LocalDate> off = CalendarProposals.announced(year).stream().filter(day -> day.kind() == Kind.HOLIDAY).map(CalendarDay::day).collect(Collectors.toSet());
        assertThat(HolidayReckoning.of(year)).extracting(CalendarDay::day).allSatisfy(day -> assertThat(off).contains(day));
    }

    @ParameterizedTest
    @CsvSource({"2024,30,8", "2025,28,5", "2026,33,6"})
    void theAnnouncedYearsAreWholeAndEveryMadeUpDayIsAWeekend(int year, int holidays, int madeUp) {
        List<CalendarDay> days = CalendarProposals.announced(year);
        assertThat(days.stream().filter(day -> day.kind() == Kind.HOLIDAY)).hasSize(holidays);
        assertThat(days.stream().filter(day -> day.kind() == Kind.WORKING_DAY)).hasSize(madeUp)
                .allSatisfy(day -> assertThat(WorkingDays.WEEKDAYS.isWorking(day.day())).as("%s", day).isFalse());
        assertThat(days).noneMatch(CalendarDay::reckoned);
    }
}
