package com.wattwell.portal.meters;

import com.wattwell.metering.ReadingQueries;
import com.wattwell.platform.RefusedException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The stretch of time a person looks at, in local days of the meter's company.
 *
 * @param to the end, not included: now, or the midnight after the last day
 */
public record Period(Kind kind, LocalDate firstDay, LocalDate lastDay, Instant from, Instant to) {

    /** Longest stretch that is shown at once. */
    public static final int MAX_DAYS = 1100;

    /** What is offered; each ends today but {@link #CUSTOM}. */
    public enum Kind {
        TODAY(1), WEEK(7), MONTH(30), YEAR(365), CUSTOM(0);

        private final int days;

        Kind(int days) {
            this.days = days;
        }
    }

    /**
     * @param kind     name of a {@link Kind}; what is none of them, or nothing, is a week
     * @param fromText first day as {@code 2026-05-01}, for CUSTOM only
     * @param toText   last day, included
     * @throws RefusedException naming {@code from} or {@code to}
     */
    public static Period of(String kind, String fromText, String toText, Instant now, ZoneId zone) {
        Kind wanted = kind(kind);
        LocalDate today = now.atZone(zone).toLocalDate();
        if (wanted != Kind.CUSTOM) {
            LocalDate first = today.minusDays(wanted.days - 1L);
            return new Period(wanted, first, today, first.atStartOfDay(zone).toInstant(), now);
        }
        LocalDate first = day("from", fromText);
        LocalDate last = day("to", toText);
        if (last.isBefore(first)) {
            throw RefusedException.invalid("to", "period.backwards", "The last day is before the first.");
        }
        if (first.plusDays(MAX_DAYS).isBefore(last)) {
            throw RefusedException.invalid("to", "period.tooLong", "At most " + MAX_DAYS + " days are shown at once.", MAX_DAYS);
        }
        return new Period(wanted, first, last, first.atStartOfDay(zone).toInstant(), last.plusDays(1).atStartOfDay(zone).toInstant());
    }

    private static Kind kind(String text) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equalsIgnoreCase(text)) {
                return kind;
            }
        }
        return Kind.WEEK;
    }

    private static LocalDate day(String field, String text) {
        try {
            LocalDate day = LocalDate.parse(text == null ? "" : text.strip());
            if (day.getYear() >= 2000 && day.getYear() < 2100) {
                return day;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw RefusedException.invalid(field, "period.day", "Write a day such as 2026-05-01.");
    }

    /** The step in which consumption is shown so that the columns are neither few nor countless. */
    public ReadingQueries.Step step() {
        long days = Duration.between(from, to).toDays();
        return days <= 2 ? ReadingQueries.Step.HOUR : days <= 92 ? ReadingQueries.Step.DAY : ReadingQueries.Step.MONTH;
    }
}
