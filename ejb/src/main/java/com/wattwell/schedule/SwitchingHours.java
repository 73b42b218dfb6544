package com.wattwell.schedule;

import com.wattwell.calendar.WorkingDays;
import com.wattwell.platform.RefusedException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;

/**
 * When supply goes off and comes back, such as from 23:00 to 06:00. The days are those of the off; the on belongs to the off
 * before it, on the same day or, over midnight, on the next, whatever day that is. Pure.
 */
public record SwitchingHours(Days days, LocalTime off, LocalTime on) implements Serializable {

    /** On which days supply goes off. */
    public enum Days {
        EVERY_DAY, WORKING_DAYS, NON_WORKING_DAYS
    }

    /** An off and the on that belongs to it. */
    public record Pair(Instant off, Instant on) implements Serializable {
    }

    /**
     * As a person wrote it, times as {@code 23:00}.
     *
     * @throws RefusedException naming {@code days}, {@code offTime} or {@code onTime}
     */
    public static SwitchingHours written(String days, String offTime, String onTime) {
        Days when = Arrays.stream(Days.values()).filter(each -> each.name().equals(days)).findFirst()
                .orElseThrow(() -> RefusedException.invalid("days", "refused.switchingDays", "days must be EVERY_DAY, WORKING_DAYS or NON_WORKING_DAYS."));
        LocalTime off = time("offTime", offTime);
        LocalTime on = time("onTime", onTime);
        if (off.equals(on)) {
            throw RefusedException.invalid("onTime", "refused.switchingSame", "offTime and onTime must differ.");
        }
        return new SwitchingHours(when, off, on);
    }

    private static LocalTime time(String field, String written) {
        try {
            LocalTime time = LocalTime.parse(written == null ? "" : written.strip());
            if (time.toSecondOfDay() % 60 == 0 && time.getNano() == 0) {
                return time;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw RefusedException.invalid(field, "refused.timeOfDay", field + " must be a local time such as 03:30.");
    }

    /** When supply goes off. */
    public Recurrence offs(ZoneId zone, WorkingDays calendar) {
        RecurrenceRule rule = days == Days.EVERY_DAY ? RecurrenceRule.cron(off.getMinute() + " " + off.getHour() + " * * *")
                : RecurrenceRule.onWorkingDays(List.of(off.toString()), days == Days.NON_WORKING_DAYS);
        return rule.recurrence(zone, calendar);
    }

    /** When it comes back after it went off then. */
    public Instant onAfter(Instant wentOff, ZoneId zone) {
        LocalDate day = wentOff.atZone(zone).toLocalDate();
        return ZonedDateTime.of(on.isAfter(off) ? day : day.plusDays(1), on, zone).toInstant();
    }

    /** The next offs after an instant, each with its on; fewer when the calendar has no more. */
    public List<Pair> next(Instant after, int count, ZoneId zone, WorkingDays calendar) {
        return offs(zone, calendar).next(after, count).stream().map(each -> new Pair(each, onAfter(each, zone))).toList();
    }
}
