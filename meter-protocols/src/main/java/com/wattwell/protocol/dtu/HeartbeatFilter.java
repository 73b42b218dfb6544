package com.wattwell.protocol.dtu;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Takes heartbeats out of the bytes that stood between frames on one connection, also when they came in pieces.
 *
 * <pre>
 *   heartbeat text:ping    skipped  70 69 | 6E 67 FE FE 00   →   one beat, noise 00
 * </pre>
 *
 * FE and line ends (CR, LF) are passed over. Of two heartbeats that begin alike the longer one is taken. Used by one
 * thread at a time.
 */
public final class HeartbeatFilter {

    private static final byte PREAMBLE = (byte) 0xFE;
    private static final byte[] NOTHING = {};

    private final List<Heartbeat> heartbeats;
    /** The beginning of what may become a heartbeat; shorter than the longest one. */
    private byte[] begun = NOTHING;

    /**
     * @param beats the heartbeats that were whole, in order
     * @param noise what is neither heartbeat nor passed over
     */
    public record Filtered(List<Heartbeat> beats, byte[] noise) {
    }

    /** @param heartbeats those of the collector; none is allowed and leaves only FE to pass over */
    public HeartbeatFilter(List<Heartbeat> heartbeats) {
        this.heartbeats = heartbeats.stream().sorted(Comparator.comparingInt(Heartbeat::length).reversed()).toList();
    }

    /**
     * @param skipped bytes that belong to no frame
     * @param ended   whether nothing can follow them directly, because a frame follows or the line has paused; otherwise
     *                the beginning of a heartbeat is kept for the next call
     */
    public Filtered next(byte[] skipped, boolean ended) {
        byte[] bytes = joined(skipped);
        List<Heartbeat> beats = new ArrayList<>(1);
        ByteArrayOutputStream noise = new ByteArrayOutputStream(0);
        begun = NOTHING;
        int at = 0;
        while (at < bytes.length) {
            Heartbeat whole = wholeAt(bytes, at);
            if (!ended && mayBeginAt(bytes, at)) {
                begun = Arrays.copyOfRange(bytes, at, bytes.length);
                at = bytes.length;
            } else if (whole != null) {
                beats.add(whole);
                at += whole.length();
            } else {
                if (!passedOver(bytes[at])) {
                    noise.write(bytes[at]);
                }
                at++;
            }
        }
        return new Filtered(beats, noise.toByteArray());
    }

    private byte[] joined(byte[] skipped) {
        if (begun.length == 0) {
            return skipped;
        }
        byte[] joined = Arrays.copyOf(begun, begun.length + skipped.length);
        System.arraycopy(skipped, 0, joined, begun.length, skipped.length);
        return joined;
    }

    private Heartbeat wholeAt(byte[] bytes, int at) {
        for (Heartbeat heartbeat : heartbeats) {
            if (heartbeat.common(bytes, at, bytes.length) == heartbeat.length()) {
                return heartbeat;
            }
        }
        return null;
    }

    private boolean mayBeginAt(byte[] bytes, int at) {
        for (Heartbeat heartbeat : heartbeats) {
            int common = heartbeat.common(bytes, at, bytes.length);
            if (common == bytes.length - at && common < heartbeat.length()) {
                return true;
            }
        }
        return false;
    }

    private boolean passedOver(byte value) {
        return value == PREAMBLE || value == '\r' || value == '\n';
    }
}
