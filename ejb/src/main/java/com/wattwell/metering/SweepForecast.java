package com.wattwell.metering;

import com.wattwell.connector.MeterTiming;
import java.time.Instant;
import java.util.List;

/**
 * How long a line will need for what it is asked, reckoned as the line itself works: one exchange at a time, each of them
 * the bytes of both directions on the bus and the time that the meter, the collector and the network take together, which is
 * learned for each meter. Pure: the same exchanges at the same instant give the same forecast.
 *
 * @param baud             of the line's bus, above 0
 * @param firstReplyMillis how long a meter is waited for of which nothing is known yet
 */
public record SweepForecast(int baud, int firstReplyMillis) {

    /** 8E1: start, 8 data, parity, stop. */
    private static final int BITS_PER_BYTE = 11;
    private static final int MILLIS_PER_SECOND = 1_000;
    /** From the end of a request to the beginning of the reply, of a usual meter of DL/T 645 (20 to 500 ms are allowed). */
    static final int USUAL_METER_MILLIS = 98;
    /** One round trip to a collector over mobile data when it is good. */
    static final int USUAL_ROUND_TRIP_MILLIS = 300;
    /** How often a reading is tried, and by how much each wait is longer than the one before. */
    static final int TRIES = 3;
    private static final double GROWTH = 1.5;

    /**
     * One exchange.
     *
     * @param bytesOut  of the request, preamble included
     * @param bytesBack of the reply that is expected, preamble included
     * @param timing    what is known of the meter; its reply time holds the collector's round trip
     */
    public record Ask(int bytesOut, int bytesBack, MeterTiming timing) {
    }

    /** Time that so many bytes need on the bus, in milliseconds. */
    public double wireMillis(int bytes) {
        return (double) bytes * BITS_PER_BYTE * MILLIS_PER_SECOND / baud;
    }

    /** The line's time for all of them, in milliseconds. */
    public long millis(List<Ask> asks, Instant now) {
        double usual = asks.stream().mapToInt(ask -> ask.timing().replyMillis()).filter(reply -> reply > 0).average()
                .orElse(USUAL_METER_MILLIS + USUAL_ROUND_TRIP_MILLIS);
        return Math.round(asks.stream().mapToDouble(ask -> millis(ask, usual, now)).sum());
    }

    private double millis(Ask ask, double usual, Instant now) {
        MeterTiming timing = ask.timing();
        if (timing.nextProbeAt() != null) {
            return timing.nextProbeAt().isAfter(now) ? 0 : silent(ask, 1);
        }
        if (timing.consecutiveFailures() > 0) {
            return silent(ask, TRIES);
        }
        return wireMillis(ask.bytesOut() + ask.bytesBack()) + (timing.replyMillis() > 0 ? timing.replyMillis() : usual);
    }

    /** Nothing comes back: each try costs its request and the wait, which grows. */
    private double silent(Ask ask, int tries) {
        MeterTiming timing = ask.timing();
        double wait = timing.replyMillis() == 0 ? firstReplyMillis : timing.replyMillis() + 4.0 * timing.deviationMillis();
        double all = 0;
        for (int i = 0; i < tries; i++) {
            all += wireMillis(ask.bytesOut()) + wait * Math.pow(GROWTH, i);
        }
        return all;
    }
}
