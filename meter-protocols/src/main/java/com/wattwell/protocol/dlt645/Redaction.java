package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Checksum;
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

    private Redaction() {
    }

    static byte[] redact(Edition edition, byte[] bytes) {
        byte[] clean = bytes.clone();
        int at = 0;
        while (at + FrameProbe.DATA_AT <= clean.length) {
            if (clean[at] != FrameProbe.START || clean[at + FrameProbe.SECOND_START_AT] != FrameProbe.START) {
                at++;
                continue;
            }
            Probe probe = FrameProbe.at(clean, at, clean.length);
            int length = clean[at + FrameProbe.LENGTH_AT] & 0xFF;
            boolean secret = clean(edition, clean, at, Math.min(length, clean.length - at - FrameProbe.DATA_AT));
            boolean whole = probe instanceof Probe.Frame;
            int sumAt = at + FrameProbe.DATA_AT + length;
            if (secret && sumAt < clean.length) {
                clean[sumAt] = whole ? Checksum.of(clean, at, sumAt) : 0;
            }
            at += whole ? FrameProbe.OVERHEAD + length : 1;
        }
        return clean;
    }

    /** Zeroes what is secret among the {@code there} bytes of DATA that are there; whether there was anything. */
    private static boolean clean(Edition edition, byte[] bytes, int at, int there) {
        int control = bytes[at + FrameProbe.CONTROL_AT] & 0xFF;
        boolean fromMeter = (control & Dlt645Frame.FROM_METER) != 0;
        Function function = Function.of(edition, control);
        if ((control & Dlt645Frame.ABNORMAL) != 0 || function == null) {
            return false;
        }
        int data = at + FrameProbe.DATA_AT;
        int identifier = edition.identifierLength();
        boolean secretItem = there >= identifier && edition.identifiers().secret(edition.wireIdentifierAt(bytes, data));
        return switch (function) {
            // 18 names the password in front of it; 0F and both answers are nothing but passwords.
            case CHANGE_PASSWORD -> zero(bytes, data, there, fromMeter || edition == Edition.DLT645_1997 ? 0 : identifier, there);
            case CONTROL -> !fromMeter && (isSealed(edition, bytes, data, there) ? sealed(edition, bytes, data, there, 0)
                    : zero(bytes, data, there, 0, Edition.PASSWORD_LENGTH));
            case CLEAR_DEMAND, CLEAR_METER, CLEAR_EVENTS -> !fromMeter && zero(bytes, data, there, 0, Edition.PASSWORD_LENGTH);
            case WRITE -> !fromMeter && (!secretItem && isSealed(edition, bytes, data + identifier, there - identifier)
                    ? sealed(edition, bytes, data, there, identifier)
                    : zero(bytes, data, there, identifier, secretItem ? there : identifier + Edition.PASSWORD_LENGTH));
            case SECURITY -> secretItem
                    && zero(bytes, data, there, fromMeter ? identifier : identifier + edition.operatorLength(), there);
            case READ, READ_FOLLOWING, READ_AGAIN -> fromMeter && secretItem && zero(bytes, data, there, identifier, there);
            default -> false;
        };
    }

    private static boolean isSealed(Edition edition, byte[] bytes, int levelAt, int there) {
        return edition == Edition.DLT645_2007 && there > 0 && SealedData.is(Dlt645Frame.value(bytes[levelAt]));
    }

    /** Keeps the PA, which says how to read the frame, the operator code as elsewhere, and data that stand there in clear. */
    private static boolean sealed(Edition edition, byte[] bytes, int data, int there, int levelFrom) {
        boolean clear = (byte) Dlt645Frame.value(bytes[data + levelFrom]) == SealedData.DATA_AND_MAC;
        int length = bytes[data - 1] & 0xFF;
        int from = levelFrom + edition.authorityLength();
        boolean password = zero(bytes, data, there, levelFrom + 1, levelFrom + Edition.PASSWORD_LENGTH);
        boolean message = zero(bytes, data, there, clear ? Math.max(from, length - SealedData.MAC_LENGTH) : from, there);
        return password || message;
    }

    private static boolean zero(byte[] bytes, int data, int there, int from, int to) {
        if (from >= there) {
            return false;
        }
        Arrays.fill(bytes, data + from, data + Math.min(to, there), (byte) 0);
        return true;
    }
}
