package com.wattwell.portal.calendar;

import com.wattwell.calendar.CalendarDay;
import com.wattwell.calendar.Calendars;
import com.wattwell.calendar.WorkingDays;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A month as a small table: weeks from Monday to Sunday, with empty places before its first day and behind its last. */
public record CalendarMonth(int number, List<List<Place>> weeks) {

    private static final int DAYS_OF_WEEK = 7;

    /**
     * A place of the table.
     *
     * @param date  {@code null} for one without a day
     * @param style how it looks: off, worked or plain, and whether it was only reckoned
     * @param entry what is marked there, or {@code null}
     */
    public record Place(LocalDate date, String style, Calendars.Entry entry) {

        private static final Place NONE = new Place(null, "none", null);
    }

    static CalendarMonth of(YearMonth month, Map<LocalDate, Calendars.Entry> marked, LocalDate today) {
        List<Place> places = new ArrayList<>();
        for (int i = 1; i < month.atDay(1).getDayOfWeek().getValue(); i++) {
            places.add(Place.NONE);
        }
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            places.add(place(month.atDay(day), marked.get(month.atDay(day)), today));
        }
        while (places.size() % DAYS_OF_WEEK != 0) {
            places.add(Place.NONE);
        }
        List<List<Place>> weeks = new ArrayList<>();
        for (int i = 0; i < places.size(); i += DAYS_OF_WEEK) {
            weeks.add(List.copyOf(places.subList(i, i + DAYS_OF_WEEK)));
        }
        return new CalendarMonth(month.getMonthValue(), weeks);
    }

    private static Place place(LocalDate date, Calendars.Entry entry, LocalDate today) {
        String style;
        if (entry == null) {
            style = WorkingDays.WEEKDAYS.isWorking(date) ? "plain" : "weekend";
        } else {
            style = (entry.day().kind() == CalendarDay.Kind.HOLIDAY ? "off" : "worked") + (entry.day().reckoned() ? " reckoned" : "");
        }
        return new Place(date, date.equals(today) ? style + " today" : style, entry);
    }
}
