package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.Probe;
import java.nio.charset.StandardCharsets;

/**
 * One packet of Hongdian (宏电) DDP (H7710S protocol text, captures).
 *
 * <pre>
 *   7B  type  length(2, high byte first)  id(11 ASCII digits)  data  7B
 *   └──────────────── length counts all of it ────────────────────────┘
 *
 *   7B 09 00 24  "13312345678"  68 .. 16  7B           data inside
 *   7B 09 00 10  "13312345678"  7B  68 .. 16           data behind: the length leaves them out
 * </pre>
 *
 * 7B may stand in the data, so only the length tells the end. From the box: 01 register (IP 4, port 2), 02 logout, 04
 * invalid, 05 acknowledgement, 09 user data, 0B and 0D parameters, 0E log, 0F upgrade. To the box: the same with D7, 83
 * asks it to register again.
 *
 * @param type 0..255
 * @param id   eleven digits
 * @param data at most {@value #MAX_DATA} bytes
 */
record DdpPacket(int type, String id, byte[] data) {

    static final int REGISTER = 0x01;
    static final int LOGOUT = 0x02;
    static final int INVALID = 0x04;
    static final int ACKNOWLEDGE = 0x05;
    static final int DATA = 0x09;
    /** Added to a type by the server. */
    static final int TO_BOX = 0x80;

    static final byte MARK = 0x7B;
    static final int MAX_DATA = 1024;
    /** Bytes of a packet without data. */
    static final int OVERHEAD = 16;

    private static final int LENGTH_AT = 2;
    private static final int ID_AT = 4;
    private static final int DATA_AT = 15;

    /** Whether a packet starts at {@code from}; checks mark, type, length, the digits of the id and the closing mark. */
    static Probe probe(byte[] bytes, int from, int to) {
        int there = to - from;
        if (there > 0 && bytes[from] != MARK) {
            return wrong(bytes, from, 0, "7B");
        }
        if (there > 1 && !known(bytes[from + 1] & 0xFF)) {
            return wrong(bytes, from, 1, "a type 01 to 0F or 81 to 8F");
        }
        if (there < ID_AT) {
            return new Probe.Incomplete(OVERHEAD - Math.max(0, there));
        }
        int length = length(bytes, from);
        if (length < OVERHEAD || length > OVERHEAD + MAX_DATA) {
            return new Probe.NotHere("bytes 2 and 3 are " + Hex.of(bytes, from + LENGTH_AT, from + ID_AT)
                    + ", expected a length of " + OVERHEAD + " to " + (OVERHEAD + MAX_DATA));
        }
        for (int i = ID_AT; i < Math.min(DATA_AT, there); i++) {
            if (bytes[from + i] < '0' || bytes[from + i] > '9') {
                return wrong(bytes, from, i, "a digit 30 to 39 of the id");
            }
        }
        if (there < length) {
            return new Probe.Incomplete(length - there);
        }
        return bytes[from + length - 1] == MARK ? new Probe.Frame(length) : wrong(bytes, from, length - 1, "the end 7B");
    }

    private static Probe wrong(byte[] bytes, int from, int at, String expected) {
        return new Probe.NotHere("byte " + at + " is " + Hex.of(bytes[from + at]) + ", expected " + expected);
    }

    private static boolean known(int type) {
        int kind = type & ~TO_BOX;
        return kind >= 1 && kind <= 0x0F;
    }

    private static int length(byte[] bytes, int from) {
        return (bytes[from + LENGTH_AT] & 0xFF) << 8 | bytes[from + LENGTH_AT + 1] & 0xFF;
    }

    /**
     * Reads exactly one packet.
     *
     * @throws MalformedFrameException naming the byte and what was expected there
     */
    static DdpPacket parse(byte[] bytes) {
        switch (probe(bytes, 0, bytes.length)) {
            case Probe.Frame frame -> {
                if (frame.length() < bytes.length) {
                    throw new MalformedFrameException("byte " + frame.length() + " is " + Hex.of(bytes[frame.length()])
                            + ", expected nothing after the end 7B");
                }
            }
            case Probe.Incomplete incomplete -> throw new MalformedFrameException("the packet ends after " + bytes.length
                    + " bytes, expected at least " + (bytes.length + incomplete.missing()));
            case Probe.NotHere notHere -> throw new MalformedFrameException(notHere.reason());
        }
        byte[] data = new byte[bytes.length - OVERHEAD];
        System.arraycopy(bytes, DATA_AT, data, 0, data.length);
        return new DdpPacket(bytes[1] & 0xFF, new String(bytes, ID_AT, DATA_AT - ID_AT, StandardCharsets.US_ASCII), data);
    }

    byte[] encode() {
        byte[] bytes = new byte[OVERHEAD + data.length];
        bytes[0] = MARK;
        bytes[1] = (byte) type;
        bytes[LENGTH_AT] = (byte) (bytes.length >> 8);
        bytes[LENGTH_AT + 1] = (byte) bytes.length;
        System.arraycopy(id.getBytes(StandardCharsets.US_ASCII), 0, bytes, ID_AT, DATA_AT - ID_AT);
        System.arraycopy(data, 0, bytes, DATA_AT, data.length);
        bytes[bytes.length - 1] = MARK;
        return bytes;
    }

    String words() {
        return switch (type) {
            case 0x01 -> "register";
            case 0x02 -> "logout";
            case 0x04 -> "invalid command or packet";
            case 0x05 -> "acknowledgement of data";
            case 0x09 -> "user data";
            case 0x0B, 0x0D -> "parameters";
            case 0x0E -> "log";
            case 0x0F -> "upgrade";
            case 0x81 -> "registration accepted";
            case 0x82 -> "logout ordered";
            case 0x83 -> "registration asked for";
            case 0x84 -> "invalid command or packet";
            case 0x85 -> "acknowledgement of data";
            case 0x89 -> "user data";
            default -> "type " + Hex.of(type);
        };
    }
}
