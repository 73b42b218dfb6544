package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Probe;

/**
 * Decides whether a CJ/T 188 frame starts at one place. Looks at 68H, T, L, 16H and the checksum, in this order, and never
 * searches for 16H, since checksum and data may be 16H or 68H themselves.
 *
 * <p>A DL/T 645 frame also begins with 68H, and its first address byte may look like a T. Only a whole frame with its end
 * and checksum is certain; until then both protocols may say that one may have begun.
 */
final class FrameProbe {

    static final int START = 0x68;
    static final int END = 0x16;

    static final int TYPE_AT = 1;
    static final int ADDRESS_AT = 2;
    static final int ADDRESS_LENGTH = 7;
    static final int CONTROL_AT = 9;
    static final int LENGTH_AT = 10;
    static final int DATA_AT = 11;
    /** Bytes of a frame without data. */
    static final int OVERHEAD = 13;
    /** The most that L can say; the longest reply of the standard has 3EH. */
    static final int MAX_DATA = 255;

    private static final Probe.NotHere[] NO_START = new Probe.NotHere[256];
    private static final Probe.NotHere[] NO_TYPE = new Probe.NotHere[256];

    static {
        for (int i = 0; i < NO_START.length; i++) {
            NO_START[i] = new Probe.NotHere("byte 0 is " + Hex.of(i) + ", expected 68");
            NO_TYPE[i] = new Probe.NotHere("byte 1 is " + Hex.of(i) + ", expected a meter type 10 to 49, or AA");
        }
    }

    private FrameProbe() {
    }

    static Probe at(byte[] bytes, int from, int to) {
        int there = to - from;
        if (there <= 0) {
            return new Probe.Incomplete(OVERHEAD);
        }
        if (bytes[from] != START) {
            return NO_START[bytes[from] & 0xFF];
        }
        if (there > TYPE_AT && !MeterType.known(bytes[from + TYPE_AT] & 0xFF)) {
            return NO_TYPE[bytes[from + TYPE_AT] & 0xFF];
        }
        if (there <= LENGTH_AT) {
            return new Probe.Incomplete(OVERHEAD - there);
        }
        int length = OVERHEAD + (bytes[from + LENGTH_AT] & 0xFF);
        if (there < length) {
            return new Probe.Incomplete(length - there);
        }
        if (bytes[from + length - 1] != END) {
            return new Probe.NotHere("byte " + (length - 1) + " is " + Hex.of(bytes[from + length - 1])
                    + ", expected the end 16");
        }
        byte sum = Checksum.of(bytes, from, from + length - 2);
        if (bytes[from + length - 2] != sum) {
            return new Probe.NotHere("byte " + (length - 2) + " is " + Hex.of(bytes[from + length - 2])
                    + ", expected the checksum " + Hex.of(sum));
        }
        return new Probe.Frame(length);
    }
}
