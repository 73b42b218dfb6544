package com.wattwell.schedule;

import com.wattwell.calendar.WorkingDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * At local times of every working day of a calendar, or of every other day. A time that daylight saving takes away is
 * moved behind the gap; one that it gives twice counts the first time.
 *
 * @param times rising
 */
record RecurrenceOnWorkingDays(List<LocalTime> times, boolean nonWorking, ZoneId zone, WorkingDays calendar) implements Recurrence {

    /** How far it is looked for a day: beyond the longest break, and over a year's end. */
    private static final int HORIZON_DAYS = 400;

    RecurrenceOnWorkingDays {
        times = List.copyOf(times);
    }

    @Override
    public Optional<Instant> after(Instant instant) {
        LocalDate yesterday = instant.atZone(zone).toLocalDate().minusDays(1);
        return Stream.iterate(yesterday, day -> day.plusDays(1)).limit(HORIZON_DAYS)
                .filter(day -> calendar.isWorking(day) != nonWorking)
                .flatMap(day -> instants(day, times, zone))
                .filter(due -> due.isAfter(instant)).findFirst();
    }

    /** The instants of local times of one day, rising. */
    static Stream<Instant> instants(LocalDate day, List<LocalTime> times, ZoneId zone) {
        return times.stream().map(time -> ZonedDateTime.of(day, time, zone).toInstant()).sorted();
    }
}
