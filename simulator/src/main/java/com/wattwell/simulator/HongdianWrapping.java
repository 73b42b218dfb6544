package com.wattwell.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The box's side of Hongdian DDP.
 *
 * <pre>
 *   7B  type  length(2, high byte first, of all of it)  id(11)  data  7B
 *   from the server 81 registration accepted, 85 data acknowledged, 89 data: acknowledged with 05
 * </pre>
 */
final class HongdianWrapping implements BoxWrapping {

    private static final int MARK = 0x7B;
    private static final int ACKNOWLEDGE = 0x05;
    private static final int DATA = 0x09;
    private static final int SERVER_DATA = 0x89;
    private static final int OVERHEAD = 16;
    private static final int DATA_AT = 15;
    private static final int MOST_DATA = 1024;

    private final byte[] id;
    private byte[] pending = {};

    HongdianWrapping(String id) {
        this.id = id.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] up(byte[] line) {
        byte[] packets = {};
        for (int at = 0; at < line.length; at += MOST_DATA) {
            packets = WireData.join(packets, packet(DATA, Arrays.copyOfRange(line, at, Math.min(line.length, at + MOST_DATA))));
        }
        return packets;
    }

    private byte[] packet(int type, byte[] data) {
        int length = OVERHEAD + data.length;
        byte[] head = {MARK, (byte) type, (byte) (length >> 8), (byte) length};
        return WireData.join(WireData.join(head, id), WireData.join(data, new byte[] {MARK}));
    }

    @Override
    public byte[] down(byte[] received, Uplink uplink) {
        pending = WireData.join(pending, received);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int at = 0;
        while (pending.length - at >= OVERHEAD) {
            int length = (pending[at + 2] & 0xFF) << 8 | pending[at + 3] & 0xFF;
            if (pending[at] != MARK || length < OVERHEAD || length > OVERHEAD + MOST_DATA) {
                at++;
                continue;
            }
            if (pending.length - at < length) {
                break;
            }
            if ((pending[at + 1] & 0xFF) == SERVER_DATA) {
                data.write(pending, at + DATA_AT, length - OVERHEAD);
                uplink.send(packet(ACKNOWLEDGE, new byte[0]));
            }
            at += length;
        }
        pending = Arrays.copyOfRange(pending, at, pending.length);
        return data.toByteArray();
    }
}
