package com.wattwell.schedule;

import com.wattwell.calendar.WorkingDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * At local times of settlement days (结算日): days of the month that every month has, and its last one. With {@code shift}
 * one that is not worked gives way to the next working day, which may lie in the next month.
 *
 * @param days  of the month, 1 to 28, rising
 * @param last  the last day of the month besides
 * @param times rising
 */
record RecurrenceOnSettlementDays(List<Integer> days, boolean last, List<LocalTime> times, boolean shift, ZoneId zone, WorkingDays calendar)
        implements Recurrence {

    /** Months before this one whose settlement day may have been put off until now, by the longest break there is. */
    private static final int MONTHS_BACK = 4;
    private static final int HORIZON_MONTHS = MONTHS_BACK + 6;

    RecurrenceOnSettlementDays {
        days = List.copyOf(days);
        times = List.copyOf(times);
    }

    @Override
    public Optional<Instant> after(Instant instant) {
        YearMonth first = YearMonth.from(instant.atZone(zone)).minusMonths(MONTHS_BACK);
        return Stream.iterate(first, month -> month.plusMonths(1)).limit(HORIZON_MONTHS)
                .flatMap(this::daysOf)
                .map(day -> shift ? calendar.sameOrNext(day) : day)
                .flatMap(day -> RecurrenceOnWorkingDays.instants(day, times, zone))
                .filter(due -> due.isAfter(instant)).findFirst();
    }

    private Stream<LocalDate> daysOf(YearMonth month) {
        IntStream numbers = days.stream().mapToInt(Integer::intValue);
        return (last ? IntStream.concat(numbers, IntStream.of(month.lengthOfMonth())) : numbers).mapToObj(month::atDay);
    }
}
