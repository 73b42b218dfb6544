package com.wattwell.usage;

import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How far a register moved from one reading to another: over a replaced device (final value of the old, first of the new), a
 * change of transformers or of the meter (a reading of either side), and its own beginning again at 0.
 *
 * @param quantity multiplier included; negative when the register went back and a roll-over is not plausible; {@code null} when it cannot be said
 * @param rolled   what it is had each register that went back begun again at 0; {@code null} when it cannot be said
 * @param readings both sides of each change, and the two ends
 */
record Advance(BigDecimal quantity, BigDecimal rolled, List<ReadingRef> readings) {

    /** How far from the moment of a change its reading may be. */
    private static final Duration CHANGE_REACH = Duration.ofHours(1);
    private static final BigDecimal SECONDS_A_DAY = BigDecimal.valueOf(86_400);

    /** A stretch without any change. */
    private record Stretch(ReadingRef from, ReadingRef to, BigDecimal multiplier) {
    }

    static Advance between(PointFacts facts, PointReadings readings, Register register, ReadingRef from, ReadingRef to) {
        List<Stretch> stretches = stretches(facts, readings, register, from, to);
        if (stretches == null) {
            return new Advance(null, null, List.of(from, to));
        }
        BigDecimal quantity = BigDecimal.ZERO;
        BigDecimal rolled = BigDecimal.ZERO;
        List<ReadingRef> all = new ArrayList<>();
        for (Stretch stretch : stretches) {
            BigDecimal plain = stretch.to().value().subtract(stretch.from().value()).multiply(stretch.multiplier());
            BigDecimal begunAgain = plain.signum() < 0 ? BigDecimal.TEN.pow(facts.digits()).multiply(stretch.multiplier()).add(plain) : plain;
            boolean plausible = begunAgain.compareTo(most(facts, stretch.from().at(), stretch.to().at())) <= 0;
            quantity = quantity.add(plain.signum() < 0 && plausible ? begunAgain : plain);
            rolled = rolled.add(begunAgain);
            all.add(stretch.from());
            all.add(stretch.to());
        }
        return new Advance(quantity, rolled, all.stream().filter(Objects::nonNull).distinct().toList());
    }

    /** What can pass at most between two instants. */
    static BigDecimal most(PointFacts facts, Instant from, Instant to) {
        return facts.mostADay().multiply(days(from, to).max(BigDecimal.ONE));
    }

    /** Days with their parts. */
    static BigDecimal days(Instant from, Instant to) {
        return BigDecimal.valueOf(Duration.between(from, to).toSeconds()).divide(SECONDS_A_DAY, MathContext.DECIMAL64);
    }

    private static List<Stretch> stretches(PointFacts facts, PointReadings readings, Register register, ReadingRef from, ReadingRef to) {
        List<Stretch> stretches = new ArrayList<>();
        ReadingRef at = from;
        int fitting = fittingOf(facts, from);
        int last = fittingOf(facts, to);
        // a reading of the very moment of a change of transformers belongs to both sides
        if (fitting < 0 || last < fitting) {
            return null;
        }
        for (; fitting < last; fitting++) {
            Fitting ended = facts.fittings().get(fitting);
            Fitting begun = facts.fittings().get(fitting + 1);
            ReadingRef end = nearest(readings.of(register), ended.meterId(), ended.to());
            ReadingRef start = nearest(readings.of(register), begun.meterId(), begun.from());
            if (end == null || start == null || end.at().isBefore(at.at()) || start.at().isAfter(to.at())) {
                return null;
            }
            if (!overDevices(facts, register, at, end, ended.multiplier(), stretches)) {
                return null;
            }
            at = start;
        }
        return overDevices(facts, register, at, to, facts.fittings().get(last).multiplier(), stretches) ? stretches : null;
    }

    /** The fitting in which a reading was taken; at the moment of a change the one that began. */
    private static int fittingOf(PointFacts facts, ReadingRef reading) {
        for (int i = facts.fittings().size() - 1; i >= 0; i--) {
            Fitting fitting = facts.fittings().get(i);
            if (fitting.meterId() == reading.meterId() && fitting.covers(reading.at())) {
                return i;
            }
        }
        return -1;
    }

    private static ReadingRef nearest(List<ReadingRef> readings, int meterId, Instant at) {
        return readings.stream().filter(reading -> reading.meterId() == meterId && Duration.between(reading.at(), at).abs().compareTo(CHANGE_REACH) <= 0)
                .min(java.util.Comparator.comparing(reading -> Duration.between(reading.at(), at).abs())).orElse(null);
    }

    private static boolean overDevices(PointFacts facts, Register register, ReadingRef from, ReadingRef to, BigDecimal multiplier, List<Stretch> stretches) {
        ReadingRef at = from;
        for (Changeover change : facts.changeovers()) {
            if (change.meterId() == from.meterId() && change.at().isAfter(from.at()) && !change.at().isAfter(to.at())) {
                Changeover.Ends ends = change.ends().get(register);
                if (ends == null) {
                    return false;
                }
                stretches.add(new Stretch(at, new ReadingRef(from.meterId(), from.readingType(), change.at(), ends.finalValue()), multiplier));
                at = new ReadingRef(from.meterId(), from.readingType(), change.at(), ends.firstValue());
            }
        }
        stretches.add(new Stretch(at, to, multiplier));
        return true;
    }
}
