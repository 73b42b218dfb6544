package com.wattwell.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;

/**
 * Which days are worked: Monday to Friday but for holidays, and make-up working days besides. A value: the same calendar
 * gives the same answer for ever.
 */
public record WorkingDays(Map<LocalDate, CalendarDay.Kind> exceptions) {

    /** Monday to Friday, without any holiday. */
    public static final WorkingDays WEEKDAYS = new WorkingDays(Map.of());

    /** Days off in a row after which no working day is looked for any more. */
    static final int LONGEST_BREAK = 92;

    public WorkingDays {
        exceptions = Map.copyOf(exceptions);
    }

    public boolean isWorking(LocalDate day) {
        CalendarDay.Kind kind = exceptions.get(day);
        if (kind != null) {
            return kind == CalendarDay.Kind.WORKING_DAY;
        }
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** The day itself when it is worked, or the first after it that is; itself, too, when a break of more than {@value #LONGEST_BREAK} days begins there. */
    public LocalDate sameOrNext(LocalDate day) {
        for (LocalDate next = day; next.isBefore(day.plusDays(LONGEST_BREAK)); next = next.plusDays(1)) {
            if (isWorking(next)) {
                return next;
            }
        }
        return day;
    }
}
