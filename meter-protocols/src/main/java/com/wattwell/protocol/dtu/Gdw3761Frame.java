package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Probe;
import java.util.Arrays;

/**
 * One frame of Q/GDW 1376.1 (376.1), between a concentrator and its master station (clause on the frame format).
 *
 * <pre>
 *   68  L  L  L  L  68  C  A1 A1 A2 A2 A3  AFN SEQ  DA DA DT DT  data ..  CS 16
 *       └ L ┘ again     └──────────────── L >> 2 bytes, summed by CS ────┘
 *
 *   68 32 00 32 00 68  C9  00 02 34 12 00  02 71  00 00 01 00  85 16     login of 02001234
 * </pre>
 *
 * L: two bytes, low first; the two lowest bits are the protocol (10; 01 in the edition before), the rest counts the bytes
 * from C to the last data byte. A1 is the region, A2 the concentrator, both low byte first; A3 the master station's number
 * times two.
 *
 * @param control C: D7 from the concentrator, D6 from the side that asks
 * @param address A1 and A2 as eight hex digits, A1 first
 * @param station A3
 * @param afn     application function
 * @param seq     SEQ: D7 Tp, D6 FIR, D5 FIN, D4 confirm, D3..D0 number
 * @param data    what follows SEQ: DA, DT and the data of each unit, then what AFN and SEQ ask for at the tail
 */
record Gdw3761Frame(int control, String address, int station, int afn, int seq, byte[] data) {

    static final int CONFIRM = 0x00;
    static final int LINK = 0x02;
    static final int FORWARD = 0x10;

    static final int LOGIN = 1;
    static final int LOGOUT = 2;
    static final int HEARTBEAT = 3;

    /** Longest user data that is taken for a frame. */
    static final int MAX_LENGTH = DialectSettings.LEAST_BYTES - 8;
    static final int USER_AT = 6;
    static final int SEQ_AT = 13;
    static final int DATA_AT = 14;
    static final int UNIT_LENGTH = 4;

    private static final int OVERHEAD = 8;
    private static final int HEAD = 8;
    private static final int START = 0x68;
    private static final int PROTOCOL = 0x02;

    Gdw3761Frame {
        if (data.length > MAX_LENGTH - HEAD) {
            throw new IllegalArgumentException("data has " + data.length + " bytes, at most " + (MAX_LENGTH - HEAD) + " fit");
        }
    }

    static Probe probe(byte[] bytes, int from, int to) {
        int there = to - from;
        if (there > 0 && bytes[from] != START) {
            return WholeFrame.wrong(bytes, from, 0, "68");
        }
        if (there < USER_AT) {
            return new Probe.Incomplete(OVERHEAD + HEAD - Math.max(0, there));
        }
        if (bytes[from + 5] != START) {
            return WholeFrame.wrong(bytes, from, 5, "68");
        }
        int word = WholeFrame.word(bytes, from + 1);
        if (word != WholeFrame.word(bytes, from + 3)) {
            return new Probe.NotHere("bytes 3 and 4 are " + Hex.of(bytes, from + 3, from + 5) + ", expected the length "
                    + Hex.of(bytes, from + 1, from + 3) + " again");
        }
        int length = word >> 2;
        int protocol = word & 3;
        if (length < HEAD || length > MAX_LENGTH || protocol != 1 && protocol != PROTOCOL) {
            return new Probe.NotHere("bytes 1 and 2 are " + Hex.of(bytes, from + 1, from + 3) + ", expected a length of "
                    + HEAD + " to " + MAX_LENGTH + " and protocol 1 or 2");
        }
        int whole = length + OVERHEAD;
        return there < whole ? new Probe.Incomplete(whole - there) : WholeFrame.sumAndEnd(bytes, from, whole, USER_AT);
    }

    /** @throws com.wattwell.protocol.MalformedFrameException naming the byte and what was expected there */
    static Gdw3761Frame parse(byte[] bytes) {
        WholeFrame.check(probe(bytes, 0, bytes.length), bytes);
        return new Gdw3761Frame(bytes[USER_AT] & 0xFF, Hex.reversed(bytes, 7, 9) + Hex.reversed(bytes, 9, 11), bytes[11] & 0xFF,
                bytes[12] & 0xFF, bytes[SEQ_AT] & 0xFF, Arrays.copyOfRange(bytes, DATA_AT, bytes.length - 2));
    }

    byte[] encode() {
        byte[] bytes = new byte[OVERHEAD + HEAD + data.length];
        int word = HEAD + data.length << 2 | PROTOCOL;
        bytes[0] = START;
        bytes[1] = bytes[3] = (byte) word;
        bytes[2] = bytes[4] = (byte) (word >> 8);
        bytes[5] = START;
        bytes[USER_AT] = (byte) control;
        byte[] wire = Hex.parse(address);
        bytes[7] = wire[1];
        bytes[8] = wire[0];
        bytes[9] = wire[3];
        bytes[10] = wire[2];
        bytes[11] = (byte) station;
        bytes[12] = (byte) afn;
        bytes[SEQ_AT] = (byte) seq;
        System.arraycopy(data, 0, bytes, DATA_AT, data.length);
        bytes[bytes.length - 2] = Checksum.of(bytes, USER_AT, bytes.length - 2);
        bytes[bytes.length - 1] = 0x16;
        return bytes;
    }

    /** D7 of C. */
    boolean fromConcentrator() {
        return (control & 0x80) != 0;
    }

    /** Fn of the first data unit: 1 for DT 01 00; 0 when there is none or it names several. */
    int function() {
        if (data.length < UNIT_LENGTH || Integer.bitCount(data[2] & 0xFF) != 1) {
            return 0;
        }
        return 8 * (data[3] & 0xFF) + Integer.numberOfTrailingZeros(data[2] & 0xFF) + 1;
    }

    /** AFN and Fn in words, as far as they concern a connection and its forwarding. */
    String words() {
        String unit = " F" + function();
        return switch (afn) {
            case CONFIRM -> function() == 1 ? "confirm" : function() == 2 ? "deny" : "confirm" + unit;
            case LINK -> switch (function()) {
                case LOGIN -> "login";
                case LOGOUT -> "logout";
                case HEARTBEAT -> "heartbeat";
                default -> "link" + unit;
            };
            case FORWARD -> "transparent forwarding";
            default -> "AFN " + Hex.of(afn) + unit;
        };
    }
}
