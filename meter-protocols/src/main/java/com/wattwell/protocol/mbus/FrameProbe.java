package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Probe;

/**
 * Decides whether a frame of EN 13757-2 (format class FT 1.2) starts at one place.
 *
 * <pre>
 *   single character   E5
 *   short frame        10  C  A  CS 16
 *   control frame      68 03 03 68  C  A  CI            CS 16
 *   long frame         68  L  L 68  C  A  CI  user data  CS 16      L counts from C to the last byte of user data
 * </pre>
 *
 * E5 is one byte that any noise and any other protocol's frame may hold, so here it never starts a frame: only who
 * awaits an acknowledgement may take it for one ({@link com.wattwell.protocol.Dialogue#awaitedCharacter()}).
 */
final class FrameProbe {

    static final int ACKNOWLEDGEMENT = 0xE5;
    static final int SHORT_START = 0x10;
    static final int LONG_START = 0x68;
    static final int END = 0x16;

    static final int SHORT_LENGTH = 5;
    static final int LENGTH_AT = 1;
    static final int CONTROL_AT = 4;
    static final int ADDRESS_AT = 5;
    static final int INFORMATION_AT = 6;
    static final int DATA_AT = 7;
    /** Bytes of a long frame that L does not count: 68 L L 68 and CS 16. */
    static final int OVERHEAD = 6;
    /** The least that L can be: C, A and CI. */
    static final int LEAST_COUNTED = 3;

    private static final Probe.NotHere[] NO_START = new Probe.NotHere[256];
    private static final Probe.NotHere NO_SHORT_CONTROL =
            new Probe.NotHere("byte 1 is no control field of a short frame, expected 40, 49, 5A, 5B, 7A or 7B");

    static {
        for (int i = 0; i < NO_START.length; i++) {
            NO_START[i] = new Probe.NotHere("byte 0 is " + Hex.of(i) + ", expected 68 or 10");
        }
        NO_START[ACKNOWLEDGEMENT] =
                new Probe.NotHere("byte 0 is E5, which is a frame only where an acknowledgement is awaited");
    }

    private FrameProbe() {
    }

    static Probe at(byte[] bytes, int from, int to) {
        if (to <= from) {
            return new Probe.Incomplete(SHORT_LENGTH);
        }
        return switch (bytes[from]) {
            case LONG_START -> longFrame(bytes, from, to - from);
            case SHORT_START -> shortFrame(bytes, from, to - from);
            default -> NO_START[bytes[from] & 0xFF];
        };
    }

    private static Probe shortFrame(byte[] bytes, int from, int there) {
        if (there > 1 && !LinkControl.startsShortFrame(bytes[from + 1] & 0xFF)) {
            return NO_SHORT_CONTROL;
        }
        if (there < SHORT_LENGTH) {
            return new Probe.Incomplete(SHORT_LENGTH - there);
        }
        return tail(bytes, from, SHORT_LENGTH, 1);
    }

    private static Probe longFrame(byte[] bytes, int from, int there) {
        if (there <= CONTROL_AT - 1) {
            return there > LENGTH_AT + 1 && bytes[from + LENGTH_AT] != bytes[from + LENGTH_AT + 1]
                    ? lengthsDiffer(bytes, from)
                    : new Probe.Incomplete(OVERHEAD + LEAST_COUNTED - there);
        }
        if (bytes[from + LENGTH_AT] != bytes[from + LENGTH_AT + 1]) {
            return lengthsDiffer(bytes, from);
        }
        int counted = bytes[from + LENGTH_AT] & 0xFF;
        if (counted < LEAST_COUNTED) {
            return new Probe.NotHere("byte 1 is " + Hex.of(counted) + ", expected a length of at least 03");
        }
        if (bytes[from + CONTROL_AT - 1] != LONG_START) {
            return new Probe.NotHere("byte 3 is " + Hex.of(bytes[from + CONTROL_AT - 1]) + ", expected 68");
        }
        int length = OVERHEAD + counted;
        return there < length ? new Probe.Incomplete(length - there) : tail(bytes, from, length, CONTROL_AT);
    }

    private static Probe lengthsDiffer(byte[] bytes, int from) {
        return new Probe.NotHere("byte 2 is " + Hex.of(bytes[from + LENGTH_AT + 1]) + ", expected the length "
                + Hex.of(bytes[from + LENGTH_AT]) + " once more");
    }

    /** Judges CS and 16 of a frame that is there; {@code summed} is the first byte that CS counts. */
    private static Probe tail(byte[] bytes, int from, int length, int summed) {
        if (bytes[from + length - 1] != END) {
            return new Probe.NotHere("byte " + (length - 1) + " is " + Hex.of(bytes[from + length - 1])
                    + ", expected the end 16");
        }
        byte sum = Checksum.of(bytes, from + summed, from + length - 2);
        if (bytes[from + length - 2] != sum) {
            return new Probe.NotHere("byte " + (length - 2) + " is " + Hex.of(bytes[from + length - 2])
                    + ", expected the checksum " + Hex.of(sum));
        }
        return new Probe.Frame(length);
    }
}
