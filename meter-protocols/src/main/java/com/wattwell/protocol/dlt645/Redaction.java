package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Probe;
import java.util.Arrays;

/**
 * Takes passwords and keys out of frames that are kept or shown: their bytes on the wire become 00 (which decodes to
 * CD, never a digit). The checksum of a whole frame is computed anew, since the old one would give the sum of the
 * password away; so the frame still parses.
 *
 * <p>Bytes that only look like such a frame (a broken echo of a command, say) are cleaned as well, as far as they reach;
 * their checksum becomes 00.
 */
final class Redaction {

    private static final int LEVEL_AND_PASSWORD = 4;
    private static final int OPERATOR = 4;
    private static final int IDENTIFIER = Dlt645Frame.IDENTIFIER_LENGTH;
    private Redaction() {
    }

    static byte[] redact(byte[] bytes) {
        byte[] clean = bytes.clone();
        int at = 0;
        while (at + FrameProbe.DATA_AT <= clean.length) {
            if (clean[at] != FrameProbe.START || clean[at + FrameProbe.SECOND_START_AT] != FrameProbe.START) {
                at++;
                continue;
            }
            Probe probe = FrameProbe.at(clean, at, clean.length);
            int length = clean[at + FrameProbe.LENGTH_AT] & 0xFF;
            boolean secret = clean(clean, at, Math.min(length, clean.length - at - FrameProbe.DATA_AT));
            boolean whole = probe instanceof Probe.Frame;
            int sumAt = at + FrameProbe.DATA_AT + length;
            if (secret && sumAt < clean.length) {
                clean[sumAt] = whole ? FrameProbe.sum(clean, at, sumAt) : 0;
            }
            at += whole ? FrameProbe.OVERHEAD + length : 1;
        }
        return clean;
    }

    /** Zeroes what is secret among the {@code there} bytes of DATA that are there; whether there was anything. */
    private static boolean clean(byte[] bytes, int at, int there) {
        int control = bytes[at + FrameProbe.CONTROL_AT] & 0xFF;
        boolean fromMeter = (control & Dlt645Frame.FROM_METER) != 0;
        if ((control & Dlt645Frame.ABNORMAL) != 0) {
            return false;
        }
        int data = at + FrameProbe.DATA_AT;
        int function = control & Dlt645Frame.FUNCTION_BITS;
        if (function == Function.CHANGE_PASSWORD.code()) {
            return zero(bytes, data, there, fromMeter ? 0 : IDENTIFIER, there);
        }
        if (!fromMeter && Function.startsWithPassword(function)) {
            return zero(bytes, data, there, 0, LEVEL_AND_PASSWORD);
        }
        boolean secretItem = there >= IDENTIFIER && DataIdentifier.isSecret(Dlt645Frame.wireIdentifierAt(bytes, data));
        if (function == Function.WRITE.code() && !fromMeter) {
            return zero(bytes, data, there, IDENTIFIER, secretItem ? there : IDENTIFIER + LEVEL_AND_PASSWORD);
        }
        if (function == Function.SECURITY.code() && secretItem) {
            return zero(bytes, data, there, fromMeter ? IDENTIFIER : IDENTIFIER + OPERATOR, there);
        }
        return fromMeter && secretItem && Function.answersWithIdentifier(function)
                && zero(bytes, data, there, IDENTIFIER, there);
    }

    private static boolean zero(byte[] bytes, int data, int there, int from, int to) {
        if (from >= there) {
            return false;
        }
        Arrays.fill(bytes, data + from, data + Math.min(to, there), (byte) 0);
        return true;
    }
}
