package com.wattwell.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds frames in a stream of bytes that comes in any pieces, with noise between.
 *
 * <pre>
 *   in    FE FE FE 68 .. 16  FD BB  | DD FE FE  68 .. | .. 16  70 69 6E 67
 *   out   frame 1            frame 2 with skipped FD BB DD          takeSkipped(): 70 69 6E 67
 * </pre>
 *
 * At each position every protocol is asked. A whole frame is taken out; where no frame can start, the scanner goes one
 * byte forward, never past a block, so a false start cannot hide a frame inside it once it has proved false. While a
 * frame may have begun, the scanner waits; if the rest never comes, the caller's time-out ends the waiting with
 * {@link #giveUpPartial()}.
 *
 * <p>FE is the wake-up byte of DL/T 645 and CJ/T 188 and the heartbeat of some collectors: skipped bytes that are only FE
 * are dropped silently, and so is a run of FE in front of a frame.
 *
 * <p>A reply of one byte (E5 of M-Bus) could stand in any noise. It is looked for only after {@link #await}, only where
 * no frame can start, and only once. Used by one thread at a time.
 */
public final class StreamScanner {

    private static final byte PREAMBLE = (byte) 0xFE;
    private static final byte[] NOTHING = {};
    private static final int BYTES = 256;

    private final List<MeterProtocol> protocols;
    /** A bit for each byte with which a frame can begin: most of a noise is passed over by one look. */
    private final long[] starts;
    private final byte[] waiting;
    private int waitingFrom;
    private int waitingTo;
    private final byte[] skipped;
    private int skippedLength;
    private long noiseBytes;
    private MeterProtocol speaker;
    private MeterProtocol awaiting;
    private int awaited = -1;

    /**
     * A frame, and what stood in front of it.
     *
     * @param frame   from its first to its last byte, without preamble
     * @param skipped bytes since the frame before that belong to no frame, without the preamble of this one; empty when
     *                they were only FE; at most the scanner's limit, the oldest
     */
    public record Found(MeterProtocol protocol, byte[] frame, byte[] skipped) {
    }

    /**
     * @param protocols  whose frames are looked for, in this order; at least one
     * @param limitBytes how many bytes are kept at most, once for the frame that has begun and once for skipped ones; a
     *                   frame longer than this is taken for noise. At least 1
     */
    public StreamScanner(List<MeterProtocol> protocols, int limitBytes) {
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("protocols: at least one is needed");
        }
        if (limitBytes < 1) {
            throw new IllegalArgumentException("limitBytes " + limitBytes + " is less than 1");
        }
        this.protocols = List.copyOf(protocols);
        this.starts = starts(this.protocols);
        this.waiting = new byte[limitBytes];
        this.skipped = new byte[limitBytes];
    }

    private static long[] starts(List<MeterProtocol> protocols) {
        long[] starts = new long[BYTES / Long.SIZE];
        byte[] one = new byte[1];
        for (int first = 0; first < BYTES; first++) {
            one[0] = (byte) first;
            for (MeterProtocol protocol : protocols) {
                if (!(protocol.probe(one, 0, 1) instanceof Probe.NotHere)) {
                    starts[first / Long.SIZE] |= 1L << first;
                }
            }
        }
        return starts;
    }

    /** Takes the next bytes of the stream and gives the frames that are whole now, in order. */
    public List<Found> feed(byte[] bytes) {
        return feed(bytes, 0, bytes.length);
    }

    /** The same for the bytes from {@code from} up to, not including, {@code to}. */
    public List<Found> feed(byte[] bytes, int from, int to) {
        List<Found> found = new ArrayList<>(1);
        int next = from;
        while (next < to) {
            makeRoom();
            int count = Math.min(to - next, waiting.length - waitingTo);
            System.arraycopy(bytes, next, waiting, waitingTo, count);
            waitingTo += count;
            next += count;
            scan(found);
        }
        return found;
    }

    /**
     * Treats the frame that has begun as a false start, because the rest did not come in time, and gives the whole
     * frames that were waiting behind it. What may be the beginning of another frame after them keeps waiting.
     */
    public List<Found> giveUpPartial() {
        List<Found> found = new ArrayList<>(1);
        int falseStarts = Math.max(Math.min(1, partialBytes()), firstWholeFrame());
        while (falseStarts > 0) {
            for (int i = 0; i < falseStarts; i++) {
                skip();
            }
            scan(found);
            falseStarts = firstWholeFrame(); // a whole frame behind another start proves that one false too
        }
        return found;
    }

    /**
     * From now on the first byte {@code character} that stands where no frame can start is a frame of its own.
     *
     * @param protocol  whose reply it would be
     * @param character {@link Dialogue#awaitedCharacter()}: 0..255, or -1 to await none any more
     */
    public void await(MeterProtocol protocol, int character) {
        awaiting = protocol;
        awaited = character;
    }

    /** How many bytes wait for the rest of a frame. */
    public int partialBytes() {
        return waitingTo - waitingFrom;
    }

    /**
     * Gives the bytes skipped since the last frame and forgets them; nothing when they are only FE. A run of FE behind
     * other bytes is kept for later, since a frame may follow it.
     */
    public byte[] takeSkipped() {
        int end = skippedBeforePreamble();
        byte[] taken = end == 0 ? NOTHING : Arrays.copyOf(skipped, end);
        int kept = end == 0 ? 0 : skippedLength - end;
        System.arraycopy(skipped, end, skipped, 0, kept);
        skippedLength = kept;
        return taken;
    }

    /** How many bytes other than FE were skipped so far. */
    public long noiseBytes() {
        return noiseBytes;
    }

    private void scan(List<Found> found) {
        while (waitingFrom < waitingTo) {
            int length = judge(waitingFrom);
            if (length < 0) {
                return;
            }
            if (length == 0) {
                skip();
                continue;
            }
            byte[] frame = Arrays.copyOfRange(waiting, waitingFrom, waitingFrom + length);
            awaited = length == 1 ? -1 : awaited;
            waitingFrom += length;
            int end = skippedBeforePreamble();
            found.add(new Found(speaker, frame, end == 0 ? NOTHING : Arrays.copyOf(skipped, end)));
            skippedLength = 0;
        }
    }

    /** Length of the whole frame at {@code at}, whose protocol is then {@link #speaker}; 0 when none can start there; -1 when one may have begun. */
    private int judge(int at) {
        int first = waiting[at] & 0xFF;
        if ((starts[first / Long.SIZE] & 1L << first) == 0) {
            return awaited(first);
        }
        boolean begun = false;
        for (MeterProtocol protocol : protocols) {
            switch (protocol.probe(waiting, at, waitingTo)) {
                case Probe.Frame frame -> {
                    speaker = protocol;
                    return frame.length();
                }
                case Probe.Incomplete incomplete -> begun |=
                        waitingTo - at + Math.max(1, incomplete.missing()) <= waiting.length;
                case Probe.NotHere notHere -> {
                }
            }
        }
        return begun ? -1 : awaited(first);
    }

    /** 1 when this byte alone is the reply that is awaited, else 0. */
    private int awaited(int character) {
        if (awaited != character) {
            return 0;
        }
        speaker = awaiting;
        return 1;
    }

    /** How far behind the bytes that wait the first whole frame starts; 0 when there is none. */
    private int firstWholeFrame() {
        for (int at = waitingFrom + 1; at < waitingTo; at++) {
            if (judge(at) > 0) {
                return at - waitingFrom;
            }
        }
        return 0;
    }

    private void skip() {
        byte noise = waiting[waitingFrom++];
        if (skippedLength < skipped.length) {
            skipped[skippedLength++] = noise;
        }
        if (noise != PREAMBLE) {
            noiseBytes++;
        }
    }

    private int skippedBeforePreamble() {
        int end = skippedLength;
        while (end > 0 && skipped[end - 1] == PREAMBLE) {
            end--;
        }
        return end;
    }

    private void makeRoom() {
        System.arraycopy(waiting, waitingFrom, waiting, 0, partialBytes());
        waitingTo -= waitingFrom;
        waitingFrom = 0;
    }
}
