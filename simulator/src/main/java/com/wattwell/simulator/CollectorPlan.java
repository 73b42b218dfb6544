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
 * @param box          its kind, which decides how bytes are carried
 * @param registration first packet, {@code text:…} or {@code hex:…}; {@code {code}} and {@code {token}} in it stand for these
 * @param deadMeters   so many meters of the line are silent, chosen by seed
 */
public record CollectorPlan(String company, String code, String estate, String building, String token,
                            Box box, String registration, Heartbeat heartbeat, LineTiming timing,
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
