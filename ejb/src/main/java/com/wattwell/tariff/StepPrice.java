package com.wattwell.tariff;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The more is taken within a month or a year, the dearer it becomes (阶梯价). With {@link TimeOfUsePrice} beside it, its prices are what comes on top
 * in each step: {@code 0, 0.05, 0.30}. A step may also have prices by parts of the day; then what falls into it is taken from the
 * parts in the proportion in which the span used them.
 *
 * @param cycle     after what time the steps begin anew
 * @param resetMonth the month in which a year begins, 1 to 12; without meaning for months
 * @param resetDay  the day on which a month or year begins, 1 to 28
 * @param steps     1 to {@value #MAX_STEPS}, with rising bounds, the last without one
 * @param persons   persons of a household that the bounds are meant for; {@code 0} when its size does not matter
 * @param morePersons how many persons beyond those can count, at most
 * @param partCycle what becomes of the bounds when version or household begins within a cycle
 */
public record StepPrice(String id, Label name, Months season, Cycle cycle, int resetMonth, int resetDay, List<Step> steps, int persons, int morePersons,
                        PartCycle partCycle) implements QuantityRule {

    public static final int MAX_STEPS = 10;

    /** After what time steps begin anew. */
    public enum Cycle { MONTH, YEAR }

    /** What becomes of the bounds of a cycle that a version or a household has only a part of. */
    public enum PartCycle {
        /** They are whole, and what was used before in the cycle, by whatever version, fills them. */
        WHOLE,
        /**
         * They are of a year as many twelfths as months have been begun until its end, of a month as many parts as days are left; what was used
         * before does not count (Shanghai in 2012: 1,560 of 3,120 kWh for the half year in which its steps began).
         */
        PRO_RATA
    }

    /**
     * One step.
     *
     * @param upTo      its bound in kWh or cubic metres, itself included; {@code null} for the last
     * @param perPerson how much the bound grows with each person more; 0 for none
     * @param price     yuan per unit, or {@code null} when there are prices by parts
     * @param parts     prices by parts of the day, or {@code null}
     */
    public record Step(BigDecimal upTo, BigDecimal perPerson, BigDecimal price, PartPrices parts) {

        public Step {
            if ((price == null) == (parts == null)) {
                throw new IllegalArgumentException("a step has one price, or prices by parts of the day");
            }
        }

        public static Step of(String upTo, String price) {
            return new Step(upTo == null ? null : new BigDecimal(upTo), BigDecimal.ZERO, new BigDecimal(price), null);
        }
    }

    public StepPrice {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException("1 to " + MAX_STEPS + " steps, not " + steps.size());
        }
        BigDecimal before = BigDecimal.ZERO;
        BigDecimal growth = BigDecimal.ZERO;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            boolean last = i == steps.size() - 1;
            if (last != (step.upTo() == null)) {
                throw new IllegalArgumentException("every step but the last has a bound");
            }
            if (!last && step.upTo().compareTo(before) <= 0) {
                throw new IllegalArgumentException("the bounds of steps rise");
            }
            if (!last && step.perPerson().compareTo(growth) < 0) {
                throw new IllegalArgumentException("a higher bound grows at least as much with a person as a lower one");
            }
            before = step.upTo();
            growth = step.perPerson();
        }
        if (resetMonth < 1 || resetMonth > 12 || resetDay < 1 || resetDay > 28 || persons < 0 || morePersons < 0) {
            throw new IllegalArgumentException("a reset on the days 1 to 28 of the months 1 to 12, and a number of persons");
        }
    }

    @Override
    public LocalDate nextChange(LocalDate day) {
        LocalDate season = season().nextChange(day);
        LocalDate end = end(start(day));
        return end.isBefore(season) ? end : season;
    }

    /** The first day of the cycle that a day belongs to. */
    public LocalDate start(LocalDate day) {
        if (cycle == Cycle.MONTH) {
            LocalDate start = day.withDayOfMonth(resetDay);
            return start.isAfter(day) ? start.minusMonths(1) : start;
        }
        LocalDate start = LocalDate.of(day.getYear(), resetMonth, resetDay);
        return start.isAfter(day) ? start.minusYears(1) : start;
    }

    LocalDate end(LocalDate start) {
        return cycle == Cycle.MONTH ? start.plusMonths(1) : start.plusYears(1);
    }

    /**
     * The day from which usage fills the steps that are in force on a day: what was used between is
     * {@link PricingContext#usedThisYear()} or {@link PricingContext#usedThisMonth()}.
     *
     * @param effectiveFrom since when the version is in force
     * @param occupiedFrom  since when the household has the supply, or {@code null}
     */
    public LocalDate countsFrom(LocalDate day, LocalDate effectiveFrom, LocalDate occupiedFrom) {
        LocalDate start = start(day);
        if (partCycle == PartCycle.PRO_RATA) {
            start = effectiveFrom.isAfter(start) ? effectiveFrom : start;
        }
        return occupiedFrom != null && occupiedFrom.isAfter(start) ? occupiedFrom : start;
    }

    /** The bounds in force on a day for a household. @return as many as steps; the last is {@code null} */
    BigDecimal[] bounds(LocalDate day, LocalDate effectiveFrom, PricingContext context) {
        BigDecimal[] bounds = new BigDecimal[steps.size()];
        int more = persons == 0 ? 0 : Math.max(0, Math.min(context.householdSize() - persons, morePersons));
        LocalDate start = partCycle == PartCycle.WHOLE ? null : start(day);
        LocalDate from = start == null ? null : countsFrom(day, effectiveFrom, context.occupiedFrom());
        boolean part = start != null && from.isAfter(start);
        for (int i = 0; i < bounds.length - 1; i++) {
            Step step = steps.get(i);
            BigDecimal bound = more == 0 ? step.upTo() : step.upTo().add(step.perPerson().multiply(BigDecimal.valueOf(more)));
            bounds[i] = part ? part(bound, start, from) : bound;
        }
        return bounds;
    }

    private BigDecimal part(BigDecimal bound, LocalDate start, LocalDate from) {
        LocalDate end = end(start);
        if (cycle == Cycle.MONTH) {
            return Rounding.share(bound, ChronoUnit.DAYS.between(from, end), ChronoUnit.DAYS.between(start, end));
        }
        // months of this year's own count, the one that has been begun included
        long begun = ChronoUnit.MONTHS.between(start, from);
        return Rounding.share(bound, 12 - begun, 12);
    }
}
