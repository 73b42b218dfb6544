package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Probe;
import java.util.Arrays;

/**
 * Takes passwords and keys out of frames that are kept or shown: their bytes on the wire become 00 (which decodes to
 * CD, never a digit). The checksum of a whole frame is computed anew, since the old one would give the sum of the
 * password away; so the frame still parses.
 *
 * <p>Bytes that only look like such a frame (a broken echo of a command, say) are cleaned as well, as far as they reach.
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
            clean(clean, at, Math.min(length, clean.length - at - FrameProbe.DATA_AT));
            if (probe instanceof Probe.Frame frame) {
                int sumAt = at + frame.length() - 2;
                clean[sumAt] = FrameProbe.sum(clean, at, sumAt);
                at += frame.length();
            } else {
                at++;
            }
        }
        return clean;
    }

    /** {@code there}: how many bytes of DATA are there. */
    private static void clean(byte[] bytes, int at, int there) {
        int data = at + FrameProbe.DATA_AT;
        int control = bytes[at + FrameProbe.CONTROL_AT] & 0xFF;
        boolean fromMeter = (control & Dlt645Frame.FROM_METER) != 0;
        boolean abnormal = (control & Dlt645Frame.ABNORMAL) != 0;
        if (abnormal) {
            return;
        }
        int function = control & Dlt645Frame.FUNCTION_BITS;
        if (function == Function.WRITE.code() && !fromMeter) {
            zero(bytes, data, there, IDENTIFIER, IDENTIFIER + LEVEL_AND_PASSWORD);
            if (there >= IDENTIFIER && DataIdentifier.isSecret(Dlt645Frame.wireIdentifierAt(bytes, data))) {
                zero(bytes, data, there, IDENTIFIER, there);
            }
        } else if (function == Function.CHANGE_PASSWORD.code()) {
            zero(bytes, data, there, fromMeter ? 0 : IDENTIFIER, there);
        } else if (function == Function.SECURITY.code()) {
            if (there >= IDENTIFIER && DataIdentifier.isSecret(Dlt645Frame.wireIdentifierAt(bytes, data))) {
                zero(bytes, data, there, fromMeter ? IDENTIFIER : IDENTIFIER + OPERATOR, there);
            }
        } else if (Function.answersWithIdentifier(function) && fromMeter) {
            if (there >= IDENTIFIER && DataIdentifier.isSecret(Dlt645Frame.wireIdentifierAt(bytes, data))) {
                zero(bytes, data, there, IDENTIFIER, there);
            }
        } else if (!fromMeter && Function.startsWithPassword(function)) {
            zero(bytes, data, there, 0, LEVEL_AND_PASSWORD);
        }
    }

    private static void zero(byte[] bytes, int data, int there, int from, int to) {
        if (from < there) {
            Arrays.fill(bytes, data + from, data + Math.min(to, there), (byte) 0);
        }
    }
}
