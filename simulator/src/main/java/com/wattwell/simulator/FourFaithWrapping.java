package com.wattwell.simulator;

import java.io.ByteArrayOutputStream;

/** The box's side of Four-Faith PROT: FD becomes FD ED and FE becomes FD EE, both ways. */
final class FourFaithWrapping implements BoxWrapping {

    private static final int ESCAPE = 0xFD;
    private static final int HEARTBEAT = 0xFE;
    private static final int ESCAPED_FD = 0xED;
    private static final int ESCAPED_FE = 0xEE;

    private boolean escaped;

    @Override
    public byte[] up(byte[] line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2 * line.length);
        for (byte each : line) {
            int value = each & 0xFF;
            if (value == ESCAPE || value == HEARTBEAT) {
                out.write(ESCAPE);
                out.write(value == ESCAPE ? ESCAPED_FD : ESCAPED_FE);
            } else {
                out.write(value);
            }
        }
        return out.toByteArray();
    }

    @Override
    public byte[] down(byte[] received, Uplink uplink) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(received.length);
        for (byte each : received) {
            int value = each & 0xFF;
            if (escaped) {
                escaped = false;
                out.write(value == ESCAPED_FD ? ESCAPE : value == ESCAPED_FE ? HEARTBEAT : value);
            } else if (value == ESCAPE) {
                escaped = true;
            } else if (value != HEARTBEAT) {
                out.write(value);
            }
        }
        return out.toByteArray();
    }
}
