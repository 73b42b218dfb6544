package com.wattwell.usage;

import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What stands in for a missing value, in this order: the share of days of what the next reading shows; the average of the same
 * day of the week in the last {@value #WEEKS} weeks, when at least {@value #LEAST} of them are known; what a day took on average
 * between the known readings of the last {@value #AVERAGE_DAYS} days. Kept with {@value #SCALE} decimals.
 */
final class Estimation {

    static final int WEEKS = 4;
    static final int LEAST = 2;
    static final int AVERAGE_DAYS = 92;
    private static final int SCALE = 3;

    private final PointFacts facts;
    private final PointReadings readings;
    private final Map<Register, Map<LocalDate, Optional<BigDecimal>>> days = new HashMap<>();

    Estimation(PointFacts facts, PointReadings readings) {
        this.facts = facts;
        this.readings = readings;
    }

    /** The share of what the next reading shows, or empty when there is none that can be believed. */
    Optional<BigDecimal> share(Register register, Mark mark, LocalDate from, LocalDate to) {
        return readings.firstAfter(register, facts.start(to)).flatMap(next -> {
            BigDecimal moved = Advance.between(facts, readings, register, mark.reading(), next).quantity();
            if (moved == null || moved.signum() < 0 || moved.compareTo(Advance.most(facts, mark.reading().at(), next.at())) > 0) {
                return Optional.empty();
            }
            BigDecimal open = moved.subtract(mark.ahead()).max(BigDecimal.ZERO);
            BigDecimal part = Advance.days(facts.start(from), facts.start(to)).divide(Advance.days(facts.start(from), next.at()), MathContext.DECIMAL64);
            return Optional.of(open.multiply(part).setScale(SCALE, RoundingMode.DOWN));
        });
    }

    /** By what was usual, or empty when nothing is known. */
    Optional<BigDecimal> usual(Register register, LocalDate from, LocalDate to) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal average = null;
        for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
            BigDecimal one = sameWeekday(register, day, from);
            if (one == null) {
                average = average == null ? average(register, from).orElse(null) : average;
                one = average;
            }
            if (one == null) {
                return Optional.empty();
            }
            sum = sum.add(one);
        }
        return Optional.of(sum.setScale(SCALE, RoundingMode.HALF_UP));
    }

    private BigDecimal sameWeekday(Register register, LocalDate day, LocalDate before) {
        LocalDate last = day;
        while (!last.isBefore(before)) {
            last = last.minusWeeks(1);
        }
        LocalDate newest = last;
        List<BigDecimal> known = IntStream.range(0, WEEKS).mapToObj(week -> day(register, newest.minusWeeks(week))).flatMap(Optional::stream).toList();
        return known.size() < LEAST ? null
                : known.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(BigDecimal.valueOf(known.size()), MathContext.DECIMAL64);
    }

    /** What a day took, when both of its ends were read. */
    private Optional<BigDecimal> day(Register register, LocalDate day) {
        return days.computeIfAbsent(register, each -> new HashMap<>()).computeIfAbsent(day, each -> {
            Optional<ReadingRef> start = readings.standingFor(register, facts.start(day));
            Optional<ReadingRef> end = readings.standingFor(register, facts.start(day.plusDays(1)));
            return start.isEmpty() || end.isEmpty() ? Optional.empty() : believed(register, start.get(), end.get());
        });
    }

    private Optional<BigDecimal> average(Register register, LocalDate before) {
        List<ReadingRef> known = readings.of(register).stream()
                .filter(reading -> reading.at().isBefore(facts.start(before).plus(PointReadings.REACH)) && reading.at().isAfter(facts.start(before.minusDays(AVERAGE_DAYS)))).toList();
        if (known.size() < 2) {
            return Optional.empty();
        }
        BigDecimal length = Advance.days(known.getFirst().at(), known.getLast().at());
        if (length.compareTo(new BigDecimal("0.5")) < 0) {
            return Optional.empty();
        }
        return believed(register, known.getFirst(), known.getLast()).map(moved -> moved.divide(length, MathContext.DECIMAL64));
    }

    private Optional<BigDecimal> believed(Register register, ReadingRef from, ReadingRef to) {
        BigDecimal moved = Advance.between(facts, readings, register, from, to).quantity();
        return Optional.ofNullable(moved).filter(amount -> amount.signum() >= 0 && amount.compareTo(Advance.most(facts, from.at(), to.at())) <= 0);
    }
}
