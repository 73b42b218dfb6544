package com.wattwell.simulator;

import java.util.Set;

/**
 * What the meters of a range have in common besides their load.
 *
 * @param timing            of their line, with their own reply delay and preamble
 * @param password          six digits
 * @param relayMillis       from the acceptance of a command until the contact of an electricity meter has moved, 0 to 600,000
 * @param valveMillis       the same for the valve of a water meter
 * @param clockErrorSeconds each meter's clock is wrong by up to this when the town starts, chosen by seed
 * @param clockDriftMillis  each meter's clock gains or loses up to this in a day, chosen by seed
 * @param quirks            of the make
 * @param prepayment        of electricity meters of DL/T 645-2007; {@code null} when they are paid for afterwards
 */
public record MeterSettings(TownProtocol protocol, LineTiming timing, String password, int relayMillis, int valveMillis,
                            int clockErrorSeconds, int clockDriftMillis, Set<Quirk> quirks, Prepayment prepayment) {

    public static final MeterSettings USUAL = new MeterSettings(TownProtocol.DLT645_2007, LineTiming.USUAL, "000000", 300, 8000, 0, 0, Set.of(), null);

    private static final int LONGEST_MOVE_MILLIS = 600_000;
    private static final int DAY_SECONDS = 86_400;
    private static final int MOST_DRIFT_MILLIS = 600_000;

    public MeterSettings {
        quirks = Set.copyOf(quirks);
        if (!password.matches("[0-9]{6}")) {
            throw new IllegalArgumentException("password has not six digits");
        }
        within("relay-time", relayMillis, LONGEST_MOVE_MILLIS, "");
        within("valve-time", valveMillis, LONGEST_MOVE_MILLIS, "");
        within("clock-error", clockErrorSeconds, DAY_SECONDS, " seconds");
        within("clock-drift", clockDriftMillis, MOST_DRIFT_MILLIS, "");
    }

    private static void within(String what, int value, int limit, String unit) {
        if (value < 0 || value > limit) {
            throw new IllegalArgumentException(what + " " + value + " is not between 0 and " + limit + unit);
        }
    }

    /** How long the relay or valve of such a meter takes. */
    int moveMillis() {
        return protocol.commodity() == Commodity.WATER ? valveMillis : relayMillis;
    }

    MeterSettings with(TownProtocol other) {
        return new MeterSettings(other, timing, password, relayMillis, valveMillis, clockErrorSeconds, clockDriftMillis, quirks, prepayment);
    }

    MeterSettings with(LineTiming other) {
        return new MeterSettings(protocol, other, password, relayMillis, valveMillis, clockErrorSeconds, clockDriftMillis, quirks, prepayment);
    }

    MeterSettings withPassword(String other) {
        return new MeterSettings(protocol, timing, other, relayMillis, valveMillis, clockErrorSeconds, clockDriftMillis, quirks, prepayment);
    }

    MeterSettings withRelayTime(int millis) {
        return new MeterSettings(protocol, timing, password, millis, valveMillis, clockErrorSeconds, clockDriftMillis, quirks, prepayment);
    }

    MeterSettings withValveTime(int millis) {
        return new MeterSettings(protocol, timing, password, relayMillis, millis, clockErrorSeconds, clockDriftMillis, quirks, prepayment);
    }

    MeterSettings withClockError(int seconds) {
        return new MeterSettings(protocol, timing, password, relayMillis, valveMillis, seconds, clockDriftMillis, quirks, prepayment);
    }

    MeterSettings withClockDrift(int millis) {
        return new MeterSettings(protocol, timing, password, relayMillis, valveMillis, clockErrorSeconds, millis, quirks, prepayment);
    }

    MeterSettings with(Set<Quirk> others) {
        return new MeterSettings(protocol, timing, password, relayMillis, valveMillis, clockErrorSeconds, clockDriftMillis, others, prepayment);
    }

    /** @param other {@code null} for meters that are paid for afterwards */
    MeterSettings with(Prepayment other) {
        return new MeterSettings(protocol, timing, password, relayMillis, valveMillis, clockErrorSeconds, clockDriftMillis, quirks, other);
    }

    /** Says nothing of the password. */
    @Override
    public String toString() {
        return "MeterSettings[" + protocol.word() + ", relayMillis=" + relayMillis + ", clockErrorSeconds=" + clockErrorSeconds + "]";
    }
}
