package com.wattwell.simulator;

import java.util.Arrays;
import java.util.StringJoiner;

/** How often each {@link Fault} happens, from 0 (never) to 1 (always). Unchangeable. */
public final class FaultRates {

    /** Nothing goes wrong; what is late, when that is switched on, is late by six seconds. */
    public static final FaultRates NONE = new FaultRates(new double[Fault.values().length], 6000);

    private static final int LATEST_MILLIS = 600_000;

    private final double[] rates;
    private final int lateMillis;
    private final boolean silent;

    private FaultRates(double[] rates, int lateMillis) {
        this.rates = rates;
        this.lateMillis = lateMillis;
        this.silent = Arrays.stream(rates).allMatch(rate -> rate == 0);
    }

    public double of(Fault fault) {
        return rates[fault.ordinal()];
    }

    /** How long a late reply is held up. */
    public int lateMillis() {
        return lateMillis;
    }

    /** Whether nothing goes wrong at all. */
    boolean none() {
        return silent;
    }

    /** @throws IllegalArgumentException when the rate is not within 0 and 1 */
    public FaultRates with(Fault fault, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate of " + fault.word() + " is " + rate + ", not between 0 and 1");
        }
        double[] changed = rates.clone();
        changed[fault.ordinal()] = rate;
        return new FaultRates(changed, lateMillis);
    }

    /** @throws IllegalArgumentException when it is negative or beyond ten minutes */
    public FaultRates withLateMillis(int millis) {
        if (millis < 0 || millis > LATEST_MILLIS) {
            throw new IllegalArgumentException("late-by " + millis + " is not between 0 and " + LATEST_MILLIS);
        }
        return new FaultRates(rates, millis);
    }

    /** Only what is not zero, such as {@code lost=0.01 noise=0.1}. */
    @Override
    public String toString() {
        StringJoiner words = new StringJoiner(" ");
        for (Fault fault : Fault.values()) {
            if (of(fault) > 0) {
                words.add(fault.word() + "=" + of(fault));
            }
        }
        return words.toString();
    }
}
