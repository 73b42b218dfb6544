package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Probe;

/**
 * Decides whether a DL/T 645 frame starts at one place. The 1997 and the 2007 edition share this frame; they differ in
 * control codes and identifiers.
 *
 * <p>Looks at 68H twice, L, the checksum and 16H, in this order, and never searches for 16H, since checksum and data may
 * be 16H or 68H themselves.
 */
final class FrameProbe {

    static final int START = 0x68;
    static final int END = 0x16;

    static final int ADDRESS_AT = 1;
    static final int ADDRESS_LENGTH = 6;
    static final int SECOND_START_AT = 7;
    static final int CONTROL_AT = 8;
    static final int LENGTH_AT = 9;
    static final int DATA_AT = 10;
    /** Bytes of a frame without data. */
    static final int OVERHEAD = 12;
    /** The most that L can say; the standard allows 200 in a read reply, and some meters send more. */
    static final int MAX_DATA = 255;

    private static final Probe.NotHere[] NO_START = new Probe.NotHere[256];

    static {
        for (int i = 0; i < NO_START.length; i++) {
            NO_START[i] = new Probe.NotHere("byte 0 is " + Hex.of(i) + ", expected 68");
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
        if (there > SECOND_START_AT && bytes[from + SECOND_START_AT] != START) {
            return new Probe.NotHere("byte 7 is " + Hex.of(bytes[from + SECOND_START_AT]) + ", expected 68");
        }
        if (there <= LENGTH_AT) {
            return new Probe.Incomplete(OVERHEAD - there);
        }
        int length = OVERHEAD + (bytes[from + LENGTH_AT] & 0xFF);
        if (there < length) {
            return new Probe.Incomplete(length - there);
        }
        byte sum = Checksum.of(bytes, from, from + length - 2);
        if (bytes[from + length - 2] != sum) {
            return new Probe.NotHere("byte " + (length - 2) + " is " + Hex.of(bytes[from + length - 2])
                    + ", expected the checksum " + Hex.of(sum));
        }
        if (bytes[from + length - 1] != END) {
            return new Probe.NotHere("byte " + (length - 1) + " is " + Hex.of(bytes[from + length - 1])
                    + ", expected the end 16");
        }
        return new Probe.Frame(length);
    }
}
