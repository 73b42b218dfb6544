package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.Probe;
import java.util.Arrays;

/**
 * Takes the key out of frames that are kept or shown: the bytes behind the version of A014 become 00, in a request and in
 * whatever comes back. The checksum of a whole frame is computed anew, since the old one would give the key's sum away;
 * bytes that only look like such a frame are cleaned as far as they reach, and their checksum becomes 00.
 */
final class Redaction {

    /** DI, SER, version. */
    private static final int KEY_AT = FrameProbe.DATA_AT + Cjt188Frame.HEAD_LENGTH + 1;

    private Redaction() {
    }

    static byte[] redact(byte[] bytes) {
        byte[] clean = bytes.clone();
        int at = 0;
        while (at + FrameProbe.DATA_AT <= clean.length) {
            boolean whole = FrameProbe.at(clean, at, clean.length) instanceof Probe.Frame;
            int length = clean[at + FrameProbe.LENGTH_AT] & 0xFF;
            if (clean[at] == FrameProbe.START && MeterType.known(clean[at + FrameProbe.TYPE_AT] & 0xFF)) {
                clean(clean, at, at + FrameProbe.DATA_AT + length, whole);
            }
            at += whole ? FrameProbe.OVERHEAD + length : 1;
        }
        return clean;
    }

    private static void clean(byte[] bytes, int at, int sumAt, boolean whole) {
        int key = at + KEY_AT;
        if (key >= Math.min(bytes.length, sumAt) || !carriesKey(bytes, at + FrameProbe.DATA_AT)) {
            return;
        }
        Arrays.fill(bytes, key, Math.min(bytes.length, sumAt), (byte) 0);
        if (sumAt < bytes.length) {
            bytes[sumAt] = whole ? Checksum.of(bytes, at, sumAt) : 0;
        }
    }

    private static boolean carriesKey(byte[] bytes, int data) {
        return DiOrder.read(bytes, data, DiOrder.LOW_BYTE_FIRST) == DataIdentifiers.WRITE_KEY
                || DiOrder.read(bytes, data, DiOrder.HIGH_BYTE_FIRST) == DataIdentifiers.WRITE_KEY;
    }
}
