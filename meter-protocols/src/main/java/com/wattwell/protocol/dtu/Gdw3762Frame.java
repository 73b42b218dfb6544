package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Probe;

/**
 * A frame of Q/GDW 1376.2 (376.2), between a concentrator and its carrier module.
 *
 * <pre>
 *   68  L  L  C  user data ..  CS 16        L counts all of it, low byte first; CS sums C and the user data
 * </pre>
 *
 * Only its ends are known here; a meter's frame is looked for inside.
 */
final class Gdw3762Frame {

    static final int USER_AT = 3;

    private static final int SHORTEST = 14;
    private static final int START = 0x68;

    private Gdw3762Frame() {
    }

    static Probe probe(byte[] bytes, int from, int to) {
        int there = to - from;
        if (there > 0 && bytes[from] != START) {
            return WholeFrame.wrong(bytes, from, 0, "68");
        }
        if (there < USER_AT) {
            return new Probe.Incomplete(SHORTEST - Math.max(0, there));
        }
        int length = WholeFrame.word(bytes, from + 1);
        if (length < SHORTEST || length > DialectSettings.LEAST_BYTES) {
            return new Probe.NotHere("bytes 1 and 2 are " + Hex.of(bytes, from + 1, from + 3) + ", expected a length of "
                    + SHORTEST + " to " + DialectSettings.LEAST_BYTES);
        }
        return there < length ? new Probe.Incomplete(length - there) : WholeFrame.sumAndEnd(bytes, from, length, USER_AT);
    }
}
