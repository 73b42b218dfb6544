package com.wattwell.calendar;

import java.time.LocalDate;

/**
 * A day that is not what its day of the week says.
 *
 * @param nameZh   what it is called, 1 to 100 characters
 * @param nameEn   the same in English
 * @param reckoned whether it follows from the law and the lunar calendar alone and was neither announced nor confirmed
 */
public record CalendarDay(LocalDate day, Kind kind, String nameZh, String nameEn, boolean reckoned) {

    /** What a day is instead. */
    public enum Kind {
        /** A day off (节假日). */
        HOLIDAY,
        /** A day worked, most often a Saturday or Sunday in exchange for a holiday (调休上班). */
        WORKING_DAY
    }
}
