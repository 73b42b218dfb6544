package com.wattwell.simulator;

/**
 * What an exchange on one line costs.
 *
 * @param roundTripMillis   mean time of one round trip between collector and server, 0 to 60,000
 * @param jitterMillis      each half of the trip takes up to half of this less or more; at most the round trip
 * @param packingGapMillis  silence after which the collector sends on what it has heard from the bus, 0 to 60,000
 * @param baud              speed of the bus, 11 bits a byte (8E1); 0 = the bus takes no time
 * @param quickestReplyMillis least, and
 * @param slowestReplyMillis  most time between the last byte of a request and the first of the reply: each meter has its
 *                            own in between, chosen by seed
 * @param preamble          how many FE a meter sends in front of its reply, 0 to 16
 */
public record LineTiming(int roundTripMillis, int jitterMillis, int packingGapMillis, int baud, int quickestReplyMillis,
                         int slowestReplyMillis, int preamble) {

    /** A bus of 2400 baud behind Ethernet, with meters that answer after 60 ms. */
    public static final LineTiming USUAL = new LineTiming(0, 0, 0, 2400, 60, 60, 4).on(NetworkKind.ETHERNET);

    private static final int BITS_PER_BYTE = 11;
    private static final int LONGEST_MILLIS = 60_000;
    private static final int LONGEST_PREAMBLE = 16;

    public LineTiming {
        within("round-trip", roundTripMillis, LONGEST_MILLIS);
        within("packing-gap", packingGapMillis, LONGEST_MILLIS);
        within("reply-delay", quickestReplyMillis, LONGEST_MILLIS);
        within("reply-delay", slowestReplyMillis, LONGEST_MILLIS);
        within("preamble", preamble, LONGEST_PREAMBLE);
        if (quickestReplyMillis > slowestReplyMillis) {
            throw new IllegalArgumentException("reply-delay begins at " + quickestReplyMillis + " and ends below, at " + slowestReplyMillis);
        }
        if (jitterMillis < 0 || jitterMillis > roundTripMillis) {
            throw new IllegalArgumentException("jitter " + jitterMillis + " is not between 0 and the round trip of " + roundTripMillis + " ms");
        }
        if (baud != 0 && (baud < 300 || baud > 115_200)) {
            throw new IllegalArgumentException("baud " + baud + " is not between 300 and 115200");
        }
    }

    private static void within(String what, int value, int limit) {
        if (value < 0 || value > limit) {
            throw new IllegalArgumentException(what + " " + value + " is not between 0 and " + limit);
        }
    }

    /** The timing of this kind of network, on the same bus. */
    LineTiming on(NetworkKind network) {
        return new LineTiming(network.roundTripMillis(), network.jitterMillis(), network.packingGapMillis(), baud,
                quickestReplyMillis, slowestReplyMillis, preamble);
    }

    /** A shorter trip takes its jitter along: whoever sets it to zero means zero. */
    LineTiming withRoundTrip(int millis) {
        return new LineTiming(millis, Math.min(jitterMillis, millis), packingGapMillis, baud, quickestReplyMillis, slowestReplyMillis, preamble);
    }

    LineTiming withJitter(int millis) {
        return new LineTiming(roundTripMillis, millis, packingGapMillis, baud, quickestReplyMillis, slowestReplyMillis, preamble);
    }

    LineTiming withPackingGap(int millis) {
        return new LineTiming(roundTripMillis, jitterMillis, millis, baud, quickestReplyMillis, slowestReplyMillis, preamble);
    }

    LineTiming withBaud(int bitsPerSecond) {
        return new LineTiming(roundTripMillis, jitterMillis, packingGapMillis, bitsPerSecond, quickestReplyMillis, slowestReplyMillis, preamble);
    }

    LineTiming withReplyDelay(int quickestMillis, int slowestMillis) {
        return new LineTiming(roundTripMillis, jitterMillis, packingGapMillis, baud, quickestMillis, slowestMillis, preamble);
    }

    LineTiming withPreamble(int bytes) {
        return new LineTiming(roundTripMillis, jitterMillis, packingGapMillis, baud, quickestReplyMillis, slowestReplyMillis, bytes);
    }

    /** Time that so many bytes take on the bus. */
    public long busNanos(int bytes) {
        return baud == 0 ? 0 : bytes * (BITS_PER_BYTE * 1_000_000_000L) / baud;
    }

    /** The reply time of the meter with this seed. */
    public int replyMillis(long meterSeed) {
        return (int) Chance.between(Chance.bits(meterSeed, 11), quickestReplyMillis, slowestReplyMillis);
    }
}
