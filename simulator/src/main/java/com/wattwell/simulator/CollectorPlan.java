package com.wattwell.simulator;

import java.util.List;

/**
 * One collector as the town file has it, with the meters on its line.
 *
 * @param company      code of the operating company
 * @param code         id it registers with
 * @param estate       and
 * @param building     where it hangs
 * @param token        secret sent with the registration, or empty
 * @param registration first packet, {@code text:…} or {@code hex:…}; {@code {code}} and {@code {token}} in it stand for these
 * @param deadMeters   so many meters of the line are silent, chosen by seed
 */
public record CollectorPlan(String company, String code, String estate, String building, String token,
                            String registration, Heartbeat heartbeat, LineTiming timing, MeterSettings meterSettings,
                            Reconnect reconnect, FaultRates faults, int deadMeters, List<MeterRange> meters) {

    public CollectorPlan {
        meters = List.copyOf(meters);
    }

    /** "Estate / Building". */
    public String place() {
        return estate + " / " + building;
    }

    public int meterCount() {
        return meters.stream().mapToInt(MeterRange::count).sum();
    }

    /** The bytes of the first packet. */
    byte[] registrationBytes() {
        return Heartbeat.bytes(registration.replace("{code}", code).replace("{token}", token));
    }

    /** Says nothing of the token. */
    @Override
    public String toString() {
        return "CollectorPlan[" + code + ", " + place() + ", " + meterCount() + " meters]";
    }

    /**
     * What the meters of a line have in common.
     *
     * @param password          of level 02, six digits
     * @param relayMillis       from the acceptance of a command until the contact has moved
     * @param clockErrorSeconds each meter's clock is wrong by up to this, chosen by seed
     */
    public record MeterSettings(String password, int relayMillis, int clockErrorSeconds) {

        public static final MeterSettings USUAL = new MeterSettings("000000", 300, 0);

        public MeterSettings {
            if (!password.matches("[0-9]{6}")) {
                throw new IllegalArgumentException("password has not six digits");
            }
            if (relayMillis < 0 || relayMillis > 600_000) {
                throw new IllegalArgumentException("relay-time " + relayMillis + " is not between 0 and 600000");
            }
            if (clockErrorSeconds < 0 || clockErrorSeconds > 86_400) {
                throw new IllegalArgumentException("clock-error " + clockErrorSeconds + " is not between 0 and 86400 seconds");
            }
        }

        @Override
        public String toString() {
            return "MeterSettings[relayMillis=" + relayMillis + ", clockErrorSeconds=" + clockErrorSeconds + "]";
        }
    }

    /** Pause before dialling again: doubled from the first to the longest, each shortened by up to half by seed. */
    public record Reconnect(int firstMillis, int longestMillis) {

        public static final Reconnect USUAL = new Reconnect(1000, 15_000);

        public Reconnect {
            if (firstMillis < 1 || longestMillis < firstMillis || longestMillis > 3_600_000) {
                throw new IllegalArgumentException("reconnect " + firstMillis + " to " + longestMillis + " ms is no pause between 1 ms and an hour");
            }
        }

        /** Milliseconds before the attempt of this number, counted from 0. */
        long pauseMillis(long seed, int attempt) {
            long full = Math.min(longestMillis, (long) firstMillis << Math.min(attempt, 20));
            return full - (long) (Chance.unit(Chance.bits(seed, 21, attempt)) * full / 2);
        }
    }
}
