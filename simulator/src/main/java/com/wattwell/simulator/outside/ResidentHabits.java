package com.wattwell.simulator.outside;

import java.time.Duration;
import java.util.Map;

/**
 * What residents do with a code that is shown to them, as shares of 0 to 1; the rest forget it. None by default: then it is the person
 * at the town's phone who pays.
 *
 * @param pays   scan and pay within {@code within}
 * @param twice  of those who pay, how many pay twice, as two people who scan one code
 * @param within at most this long after the code was shown
 */
public record ResidentHabits(double pays, double twice, Duration within) {

    public static final ResidentHabits NONE = new ResidentHabits(0, 0, Duration.ofSeconds(20));

    public ResidentHabits {
        if (!(pays >= 0 && pays <= 1 && twice >= 0 && twice <= 1) || within.isNegative() || within.compareTo(Duration.ofHours(2)) > 0) {
            throw new IllegalArgumentException("pays and twice are between 0 and 1, within is at most two hours");
        }
    }

    /** {@code pays=0.8}, {@code twice=0.05}, {@code within=20000} in milliseconds. */
    public ResidentHabits with(Map<String, String> changes) {
        double nowPays = pays;
        double nowTwice = twice;
        Duration nowWithin = within;
        for (Map.Entry<String, String> each : changes.entrySet()) {
            try {
                switch (each.getKey()) {
                    case "pays" -> nowPays = Double.parseDouble(each.getValue());
                    case "twice" -> nowTwice = Double.parseDouble(each.getValue());
                    case "within" -> nowWithin = Duration.ofMillis(Long.parseLong(each.getValue()));
                    default -> throw new IllegalArgumentException("residents have no habit " + each.getKey());
                }
            } catch (NumberFormatException wrong) {
                throw new IllegalArgumentException(each.getKey() + " is no number: " + each.getValue());
            }
        }
        return new ResidentHabits(nowPays, nowTwice, nowWithin);
    }
}
