package com.wattwell.tariff;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A tariff (电价、水价) as it is from a day on, until the next version of it.
 *
 * @param code          of the tariff, 1 to 40 characters
 * @param number        of the version, from 1, rising with the day
 * @param effectiveFrom the first local day on which it is in force
 * @param rules         1 to {@value #MAX_RULES}, each id once
 */
public record TariffVersion(String code, int number, LocalDate effectiveFrom, Commodity commodity, Label name, List<Rule> rules) {

    public static final int MAX_RULES = 40;

    public TariffVersion {
        rules = List.copyOf(rules);
        if (rules.isEmpty() || rules.size() > MAX_RULES) {
            throw new IllegalArgumentException("a version has 1 to " + MAX_RULES + " rules, not " + rules.size());
        }
        Set<String> ids = new HashSet<>();
        StepPrice[] steps = new StepPrice[2];
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("two rules are called " + rule.id());
            }
            if (rule instanceof StepPrice step) {
                StepPrice other = steps[step.cycle().ordinal()];
                if (other != null && (other.resetDay() != step.resetDay() || other.resetMonth() != step.resetMonth() || other.partCycle() != step.partCycle())) {
                    throw new IllegalArgumentException("steps of the same cycle begin anew on the same day and treat parts of it alike: " + other.id() + " and " + step.id());
                }
                steps[step.cycle().ordinal()] = step;
            }
        }
        one(rules, FreeQuota.class);
        one(rules, Tax.class);
        one(rules, PowerFactorAdjustment.class);
        one(rules, MinimumCharge.class);
    }

    private static void one(List<Rule> rules, Class<? extends Rule> kind) {
        if (rules.stream().filter(kind::isInstance).count() > 1) {
            throw new IllegalArgumentException("a version has at most one " + kind.getSimpleName());
        }
    }

    /** The steps of a cycle, or {@code null}; with seasons the first of them. */
    public StepPrice steps(StepPrice.Cycle cycle) {
        for (Rule rule : rules) {
            if (rule instanceof StepPrice step && step.cycle() == cycle) {
                return step;
            }
        }
        return null;
    }

    /** From which day on what was used fills the steps in force on {@code day}; the day itself where there are no such steps. */
    public LocalDate countsFrom(StepPrice.Cycle cycle, LocalDate day, LocalDate occupiedFrom) {
        StepPrice steps = steps(cycle);
        return steps == null ? day : steps.countsFrom(day, effectiveFrom, occupiedFrom);
    }

    LocalDate nextChange(LocalDate day) {
        LocalDate next = LocalDate.MAX;
        for (int i = 0; i < rules.size(); i++) {
            LocalDate change = rules.get(i).nextChange(day);
            if (change.isBefore(next)) {
                next = change;
            }
        }
        return next;
    }
}
