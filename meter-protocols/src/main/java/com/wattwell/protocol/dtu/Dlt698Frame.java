package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Probe;

/**
 * A frame of DL/T 698.45, the object-oriented protocol of newer State Grid meters. It is recognised so that it can be
 * passed over by name; what it says is not read.
 *
 * <pre>
 *   68  L L  C  AF  SA ..  CA  HCS HCS  APDU ..  FCS FCS  16
 *       └──────── HCS ────┘
 *       └──────────────── FCS ────────────────┘
 * </pre>
 *
 * L: D13..D0, low byte first, counts all but 68 and 16. AF: D3..D0 the address length less one. Both checks are
 * CRC-16/X.25, low byte first.
 */
final class Dlt698Frame {

    static final int CONTROL_AT = 3;
    static final int ADDRESS_AT = 5;

    private static final int ADDRESS_FLAG_AT = 4;
    private static final int ADDRESS_LENGTH = 0x0F;
    private static final int LENGTH_BITS = 0x3FFF;
    /** 68, L, C, AF, one byte of address, CA, HCS, FCS, 16. */
    private static final int SHORTEST = 12;
    private static final int START = 0x68;
    private static final int POLYNOMIAL = 0x8408;

    private Dlt698Frame() {
    }

    static Probe probe(byte[] bytes, int from, int to) {
        int there = to - from;
        if (there > 0 && bytes[from] != START) {
            return WholeFrame.wrong(bytes, from, 0, "68");
        }
        if (there < ADDRESS_AT) {
            return new Probe.Incomplete(SHORTEST - Math.max(0, there));
        }
        int length = (WholeFrame.word(bytes, from + 1) & LENGTH_BITS) + 2;
        int header = headerLength(bytes, from);
        if (length < header + 5 || length > DialectSettings.LEAST_BYTES) {
            return new Probe.NotHere("bytes 1 and 2 are " + Hex.of(bytes, from + 1, from + 3) + ", expected a length of "
                    + (header + 3) + " to " + (DialectSettings.LEAST_BYTES - 2));
        }
        if (there >= header + 2 && !checks(bytes, from, header)) {
            return new Probe.NotHere("bytes " + header + " and " + (header + 1) + " are "
                    + Hex.of(bytes, from + header, from + header + 2) + ", expected the header check " + check(bytes, from, header));
        }
        if (there < length) {
            return new Probe.Incomplete(length - there);
        }
        if (!checks(bytes, from, length - 3)) {
            return new Probe.NotHere("bytes " + (length - 3) + " and " + (length - 2) + " are "
                    + Hex.of(bytes, from + length - 3, from + length - 1) + ", expected the frame check " + check(bytes, from, length - 3));
        }
        return bytes[from + length - 1] == 0x16 ? new Probe.Frame(length) : WholeFrame.wrong(bytes, from, length - 1, "the end 16");
    }

    /** Bytes in front of HCS. */
    static int headerLength(byte[] bytes, int from) {
        return ADDRESS_AT + (bytes[from + ADDRESS_FLAG_AT] & ADDRESS_LENGTH) + 1 + 1;
    }

    private static boolean checks(byte[] bytes, int from, int at) {
        return crc(bytes, from + 1, from + at) == WholeFrame.word(bytes, from + at);
    }

    private static String check(byte[] bytes, int from, int at) {
        int crc = crc(bytes, from + 1, from + at);
        return Hex.of(crc) + Hex.of(crc >> 8);
    }

    /** CRC-16/X.25. */
    static int crc(byte[] bytes, int from, int to) {
        int crc = 0xFFFF;
        for (int i = from; i < to; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >> 1 ^ POLYNOMIAL : crc >> 1;
            }
        }
        return crc ^ 0xFFFF;
    }
}
