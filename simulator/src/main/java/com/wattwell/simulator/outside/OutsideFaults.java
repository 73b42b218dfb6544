package com.wattwell.simulator.outside;

import com.wattwell.simulator.Chance;
import java.time.Duration;
import java.util.Map;

/**
 * What goes wrong outside, each as a share of 0 to 1, drawn from the seed and the number of the payment: the same trades have the same
 * faults again.
 *
 * @param late           a notice comes {@code lateBy} later
 * @param doubled        a notice is sent again although it was answered
 * @param lost           a notice is never sent: only a query tells
 * @param wrongSignature a notice comes first with a signature that is none
 * @param wrongAmount    a notice comes first with another amount, rightly signed
 * @param smsLost        a text message never arrives
 * @param lateBy         how late a late notice is
 */
public record OutsideFaults(double late, double doubled, double lost, double wrongSignature, double wrongAmount, double smsLost, Duration lateBy) {

    public static final OutsideFaults NONE = new OutsideFaults(0, 0, 0, 0, 0, 0, Duration.ofMinutes(5));

    /** With the ones named changed: {@code late=0.1}, {@code late-by=30000} in milliseconds. @throws IllegalArgumentException naming what is wrong */
    public OutsideFaults with(Map<String, String> changes) {
        OutsideFaults changed = this;
        for (Map.Entry<String, String> each : changes.entrySet()) {
            changed = changed.with(each.getKey(), each.getValue());
        }
        return changed;
    }

    private OutsideFaults with(String name, String value) {
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(name + " is no number: " + value);
        }
        if (name.equals("late-by")) {
            if (number < 0 || number > 86_400_000) {
                throw new IllegalArgumentException("late-by is not between 0 and 86400000 ms");
            }
            return new OutsideFaults(late, doubled, lost, wrongSignature, wrongAmount, smsLost, Duration.ofMillis((long) number));
        }
        if (!(number >= 0 && number <= 1)) {
            throw new IllegalArgumentException(name + " is not between 0 and 1: " + value);
        }
        return switch (name) {
            case "late" -> new OutsideFaults(number, doubled, lost, wrongSignature, wrongAmount, smsLost, lateBy);
            case "doubled" -> new OutsideFaults(late, number, lost, wrongSignature, wrongAmount, smsLost, lateBy);
            case "lost" -> new OutsideFaults(late, doubled, number, wrongSignature, wrongAmount, smsLost, lateBy);
            case "wrong-signature" -> new OutsideFaults(late, doubled, lost, number, wrongAmount, smsLost, lateBy);
            case "wrong-amount" -> new OutsideFaults(late, doubled, lost, wrongSignature, number, smsLost, lateBy);
            case "sms-lost" -> new OutsideFaults(late, doubled, lost, wrongSignature, wrongAmount, number, lateBy);
            default -> throw new IllegalArgumentException("the outside world has no fault " + name);
        };
    }

    /** Whether it happens to this thing. */
    static boolean happens(double share, long seed, String thing, int question) {
        return share > 0 && Chance.unit(Chance.bits(Chance.seedOf(seed, thing), question)) < share;
    }
}
