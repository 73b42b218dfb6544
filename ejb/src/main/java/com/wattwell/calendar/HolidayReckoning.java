package com.wattwell.calendar;

import com.nlf.calendar.JieQi;
import com.nlf.calendar.Lunar;
import com.nlf.calendar.Solar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The statutory holidays of a year that follow from the law alone (全国年节及纪念日放假办法, as it stands since 1 January 2025:
 * 13 days). Which days around them are exchanged for weekends is announced each November and cannot be reckoned.
 */
final class HolidayReckoning {

    private static final String QINGMING = "清明";

    private HolidayReckoning() {
    }

    /** In order; a day on which two festivals fall is named once, by the first of them. @param year 2000 to 2100 */
    static List<CalendarDay> of(int year) {
        List<CalendarDay> days = new ArrayList<>();
        add(days, LocalDate.of(year, 1, 1), 1, HolidayNames.NEW_YEAR);
        add(days, lunar(year, 1, 1).minusDays(1), 4, HolidayNames.SPRING_FESTIVAL);
        add(days, qingming(year), 1, HolidayNames.QINGMING);
        add(days, LocalDate.of(year, 5, 1), 2, HolidayNames.LABOUR_DAY);
        add(days, lunar(year, 5, 5), 1, HolidayNames.DRAGON_BOAT);
        add(days, LocalDate.of(year, 10, 1), 3, HolidayNames.NATIONAL_DAY);
        add(days, lunar(year, 8, 15), 1, HolidayNames.MID_AUTUMN);
        days.sort(Comparator.comparing(CalendarDay::day));
        return days;
    }

    private static void add(List<CalendarDay> days, LocalDate first, int count, HolidayNames name) {
        for (int i = 0; i < count; i++) {
            LocalDate day = first.plusDays(i);
            if (days.stream().noneMatch(known -> known.day().equals(day))) {
                days.add(new CalendarDay(day, CalendarDay.Kind.HOLIDAY, name.zh(), name.en(), true));
            }
        }
    }

    /** A day of the lunar year that begins in this year. */
    private static LocalDate lunar(int year, int month, int day) {
        return date(Lunar.fromYmd(year, month, day).getSolar());
    }

    /** The day of the solar term Clear and Bright, on 4, 5 or 6 April. */
    private static LocalDate qingming(int year) {
        LocalDate day = LocalDate.of(year, 4, 4);
        while (!isQingming(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private static boolean isQingming(LocalDate day) {
        if (day.getDayOfMonth() > 6) {
            throw new IllegalStateException("No Qingming in " + day.getYear());
        }
        JieQi term = Solar.fromYmd(day.getYear(), day.getMonthValue(), day.getDayOfMonth()).getLunar().getCurrentJieQi();
        return term != null && QINGMING.equals(term.getName());
    }

    private static LocalDate date(Solar solar) {
        return LocalDate.of(solar.getYear(), solar.getMonth(), solar.getDay());
    }
}
