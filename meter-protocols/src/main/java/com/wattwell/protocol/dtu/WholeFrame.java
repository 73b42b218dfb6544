package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.Probe;

/** Checks that the frames of this package share. */
final class WholeFrame {

    private WholeFrame() {
    }

    /** @throws MalformedFrameException when the bytes are not exactly the one frame that was probed */
    static void check(Probe probe, byte[] bytes) {
        switch (probe) {
            case Probe.Frame frame -> {
                if (frame.length() < bytes.length) {
                    throw new MalformedFrameException("byte " + frame.length() + " is " + Hex.of(bytes[frame.length()])
                            + ", expected nothing after the end");
                }
            }
            case Probe.Incomplete incomplete -> throw new MalformedFrameException("the frame ends after " + bytes.length
                    + " bytes, expected at least " + (bytes.length + incomplete.missing()));
            case Probe.NotHere notHere -> throw new MalformedFrameException(notHere.reason());
        }
    }

    static Probe.NotHere wrong(byte[] bytes, int from, int at, String expected) {
        return new Probe.NotHere("byte " + at + " is " + Hex.of(bytes[from + at]) + ", expected " + expected);
    }

    /** Two bytes, low byte first. */
    static int word(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
    }

    /** The end 16 and in front of it the sum from {@code sumFrom}; {@code length} is that of the whole frame. */
    static Probe sumAndEnd(byte[] bytes, int from, int length, int sumFrom) {
        if (bytes[from + length - 1] != 0x16) {
            return wrong(bytes, from, length - 1, "the end 16");
        }
        byte sum = Checksum.of(bytes, from + sumFrom, from + length - 2);
        return bytes[from + length - 2] == sum ? new Probe.Frame(length)
                : wrong(bytes, from, length - 2, "the checksum " + Hex.of(sum));
    }
}
