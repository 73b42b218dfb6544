package com.wattwell.metermodel;

import java.util.List;

/**
 * How a value is had from a meter: one question after the other, of which one brings the value and the others tell when it was
 * kept.
 *
 * @param steps items in the order in which they are asked for
 */
public record Recall(Source source, List<String> steps) {

    /** Where the value is. */
    public enum Source {
        /** In the register itself, now. */
        NOW,
        /** Frozen on order, of all meters of a line at once (瞬时冻结). */
        INSTANT_FREEZE,
        /** Frozen at midnight (日冻结). */
        DAILY_FREEZE,
        /** Frozen at the full hour (整点冻结). */
        HOURLY_FREEZE,
        /** Kept on a settlement day (结算日). */
        SETTLEMENT_DAY;

        /** Whether the meter tells the time with it. Of freezes that come by themselves it is asked before and after the value, for one more shifts all numbers. */
        boolean tellsItsTime() {
            return this == INSTANT_FREEZE || this == DAILY_FREEZE || this == HOURLY_FREEZE;
        }
    }

    public Recall {
        steps = List.copyOf(steps);
    }

    /** The present value itself. */
    public static Recall now(String item) {
        return new Recall(Source.NOW, List.of(item));
    }

    /** Whether this step, counted from 0, brings the value. */
    public boolean bringsValue(int step) {
        return step == (source.tellsItsTime() ? 1 : steps.size() - 1);
    }
}
