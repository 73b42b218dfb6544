package com.wattwell.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What happens to the bytes of one collector on their way to the server. Every decision comes from the seed and the
 * number of the reply, so that the same questions meet the same faults again.
 */
final class Mishaps {

    private static final int MOST_NOISE_BYTES = 8;
    /** A second piece, or a second copy, comes so much later. */
    private static final int SOONEST_MILLIS = 20;
    private static final int LATEST_MILLIS = 150;

    private final long seed;
    private final byte[] heartbeat;
    private final Statistics statistics;

    /** Bytes that arrive together, some time after they should have. */
    record Piece(byte[] bytes, int laterMillis) {
    }

    Mishaps(long seed, byte[] heartbeat, Statistics statistics) {
        this.seed = seed;
        this.heartbeat = heartbeat;
        this.statistics = statistics;
    }

    /**
     * @param number  of this reply on its line
     * @param request the frame that is answered
     * @param reply   its answer, or no bytes when nobody answers
     */
    List<Piece> onTheWay(long number, byte[] request, byte[] reply, FaultRates rates) {
        byte[] bytes = reply;
        if (bytes.length > 0) {
            if (strikes(Fault.LOST, number, rates)) {
                bytes = new byte[0];
            } else {
                bytes = spoiled(number, bytes, rates);
            }
        }
        if (strikes(Fault.ECHO, number, rates)) {
            bytes = WireData.join(request, bytes);
        }
        if (bytes.length == 0) {
            return List.of();
        }
        int later = reply.length > 0 && strikes(Fault.LATE, number, rates) ? rates.lateMillis() : 0;
        List<Piece> pieces = new ArrayList<>(split(number, bytes, later, rates));
        if (reply.length > 0 && strikes(Fault.DOUBLED, number, rates)) {
            pieces.add(new Piece(bytes, later + pause(number, 2)));
        }
        return pieces;
    }

    /** The first packet of a socket may be split, or have a heartbeat glued behind it. */
    List<Piece> registration(long number, byte[] registration, FaultRates rates) {
        long draw = ~number;
        boolean glued = heartbeat.length > 0 && strikes(Fault.GLUED, draw, rates);
        return split(draw, glued ? WireData.join(registration, heartbeat) : registration, 0, rates);
    }

    private byte[] spoiled(long number, byte[] reply, FaultRates rates) {
        byte[] bytes = reply;
        if (bytes.length > 2 && strikes(Fault.CHECKSUM, number, rates)) {
            bytes = bytes.clone();
            bytes[bytes.length - 2] ^= 0x5A;
        }
        if (strikes(Fault.NOISE, number, rates)) {
            byte[] noise = noise(number);
            bytes = heads(number, 3) ? WireData.join(noise, bytes) : WireData.join(bytes, noise);
        }
        return glued(number, bytes, rates);
    }

    private byte[] glued(long number, byte[] bytes, FaultRates rates) {
        if (heartbeat.length == 0 || !strikes(Fault.GLUED, number, rates)) {
            return bytes;
        }
        return heads(number, 4) ? WireData.join(heartbeat, bytes) : WireData.join(bytes, heartbeat);
    }

    private List<Piece> split(long number, byte[] bytes, int later, FaultRates rates) {
        if (bytes.length < 2 || !strikes(Fault.SPLIT, number, rates)) {
            return List.of(new Piece(bytes, later));
        }
        int cut = (int) Chance.between(draw(number, 5), 1, bytes.length - 1);
        return List.of(new Piece(Arrays.copyOf(bytes, cut), later),
                new Piece(Arrays.copyOfRange(bytes, cut, bytes.length), later + pause(number, 6)));
    }

    private byte[] noise(long number) {
        byte[] noise = new byte[(int) Chance.between(draw(number, 7), 1, MOST_NOISE_BYTES)];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) draw(number, 100 + i);
        }
        return noise;
    }

    /** Bytes that two senders have put on the bus at once. */
    byte[] garbled(long number, byte[] bytes) {
        byte[] garbled = bytes.clone();
        for (int i = 0; i < garbled.length; i++) {
            garbled[i] &= (byte) draw(number, 200 + i);
        }
        return garbled;
    }

    private int pause(long number, int what) {
        return (int) Chance.between(draw(number, what), SOONEST_MILLIS, LATEST_MILLIS);
    }

    private boolean heads(long number, int what) {
        return draw(number, what) < 0;
    }

    private boolean strikes(Fault fault, long number, FaultRates rates) {
        boolean strikes = rates.of(fault) > 0 && Chance.unit(draw(number, 1000 + fault.ordinal())) < rates.of(fault);
        if (strikes) {
            statistics.add(fault);
        }
        return strikes;
    }

    private long draw(long number, int what) {
        return Chance.bits(seed, number, what);
    }
}
