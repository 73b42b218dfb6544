package com.wattwell.simulator;

import com.wattwell.protocol.Hex;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The concentrator's side of Q/GDW 1376.1: login, heartbeat and transparent forwarding (AFN 10 F1).
 *
 * <pre>
 *   68  L L  L L  68  C  A1 A1 A2 A2 A3  AFN SEQ  DA DA DT DT  data ..  CS 16        L = 4 × bytes from C to the data + 2
 *
 *   forward    DT 01 00  port 1, line 1, time-outs 1 and 1, length 2, a meter's frame, password 16
 *   answer     DT 01 00  port 1, length 2, the meter's answer
 * </pre>
 */
final class GdwWrapping implements BoxWrapping {

    static final int LOGIN = 1;
    static final int HEARTBEAT = 3;

    private static final int LINK = 0x02;
    private static final int FORWARD = 0x10;
    /** From the concentrator: asking, and answering. */
    private static final int ASKING = 0xC9;
    private static final int ANSWERING = 0x88;
    private static final int CONFIRM_WANTED = 0x71;
    private static final int SINGLE = 0x60;
    private static final int OVERHEAD = 8;
    private static final int HEAD = 8;
    private static final int USER_AT = 6;
    private static final int STATION_AT = 11;
    private static final int AFN_AT = 12;
    private static final int SEQ_AT = 13;
    private static final int DATA_AT = 14;
    private static final int LENGTH_AT = DATA_AT + 8;
    private static final int MOST_BYTES = 2048;

    private final String code;
    private byte[] pending = {};
    private int station;
    private int number;

    /** @param code eight hex digits: region and concentrator */
    GdwWrapping(String code) {
        this.code = code;
    }

    /** A login or a heartbeat. */
    static byte[] link(String code, int function) {
        return frame(ASKING, code, 0, LINK, CONFIRM_WANTED, new byte[] {0, 0, (byte) (1 << function - 1), 0});
    }

    @Override
    public byte[] up(byte[] line) {
        byte[] head = {0, 0, 1, 0, 1, (byte) line.length, (byte) (line.length >> 8)};
        return frame(ANSWERING, code, station, FORWARD, SINGLE | number, WireData.join(head, line));
    }

    @Override
    public byte[] down(byte[] received, Uplink uplink) {
        pending = WireData.join(pending, received);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int at = 0;
        while (pending.length - at >= OVERHEAD + HEAD) {
            int length = OVERHEAD + ((pending[at + 1] & 0xFF | (pending[at + 2] & 0xFF) << 8) >> 2);
            if (pending[at] != 0x68 || pending[at + 5] != 0x68 || length > MOST_BYTES) {
                at++;
                continue;
            }
            if (pending.length - at < length) {
                break;
            }
            take(Arrays.copyOfRange(pending, at, at + length), line);
            at += length;
        }
        pending = Arrays.copyOfRange(pending, at, pending.length);
        return line.toByteArray();
    }

    /** Confirmations of login and heartbeat ask for nothing. */
    private void take(byte[] frame, ByteArrayOutputStream line) {
        if (frame[AFN_AT] != FORWARD || frame.length < LENGTH_AT + 2) {
            return;
        }
        int length = frame[LENGTH_AT] & 0xFF | (frame[LENGTH_AT + 1] & 0xFF) << 8;
        if (LENGTH_AT + 2 + length <= frame.length - 2) {
            station = frame[STATION_AT] & 0xFF;
            number = frame[SEQ_AT] & 0x0F;
            line.write(frame, LENGTH_AT + 2, length);
        }
    }

    private static byte[] frame(int control, String code, int station, int function, int seq, byte[] data) {
        int word = HEAD + data.length << 2 | 2;
        byte[] address = Hex.parse(code);
        byte[] head = {0x68, (byte) word, (byte) (word >> 8), (byte) word, (byte) (word >> 8), 0x68, (byte) control,
            address[1], address[0], address[3], address[2], (byte) station, (byte) function, (byte) seq};
        byte[] body = WireData.join(head, data);
        int sum = 0;
        for (int i = USER_AT; i < body.length; i++) {
            sum += body[i];
        }
        return WireData.join(body, new byte[] {(byte) sum, 0x16});
    }
}
