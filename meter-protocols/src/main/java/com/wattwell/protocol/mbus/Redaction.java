package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Checksum;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.Probe;
import java.util.Arrays;

/**
 * Takes passwords and keys (VIF FD 12 to FD 16 and FD 19) out of frames: their bytes become 00. The checksum of a whole
 * frame is computed anew, since the old one would give the sum of the password away; that of a broken one becomes 00.
 */
final class Redaction {

    private Redaction() {
    }

    static byte[] redact(byte[] bytes) {
        byte[] clean = bytes.clone();
        int at = 0;
        while (at + FrameProbe.DATA_AT < clean.length) {
            boolean starts = clean[at] == FrameProbe.LONG_START && clean[at + 3] == FrameProbe.LONG_START
                    && clean[at + 1] == clean[at + 2] && (clean[at + 1] & 0xFF) > FrameProbe.LEAST_COUNTED;
            if (!starts) {
                at++;
                continue;
            }
            boolean whole = FrameProbe.at(clean, at, clean.length) instanceof Probe.Frame;
            int sumAt = at + FrameProbe.CONTROL_AT + (clean[at + 1] & 0xFF);
            boolean secret = clean(clean, at, Math.min(sumAt, clean.length));
            if (secret && sumAt < clean.length) {
                clean[sumAt] = whole ? Checksum.of(clean, at + FrameProbe.CONTROL_AT, sumAt) : 0;
            }
            at += whole ? sumAt - at + 2 : 1;
        }
        return clean;
    }

    private static boolean clean(byte[] bytes, int at, int to) {
        int skipped = switch (bytes[at + FrameProbe.INFORMATION_AT] & 0xFF) {
            case Telegram.VARIABLE, Telegram.VARIABLE_HIGH_FIRST -> Telegram.LONG_HEADER;
            case Telegram.VARIABLE_SHORT_HEADER -> Telegram.SHORT_HEADER;
            case Telegram.DATA_SEND, Telegram.DATA_SEND_HIGH_FIRST, Telegram.VARIABLE_NO_HEADER -> 0;
            default -> to;
        };
        int from = at + FrameProbe.DATA_AT + skipped;
        return from < to && zeroSecrets(bytes, from, to);
    }

    private static boolean zeroSecrets(byte[] bytes, int from, int to) {
        RecordReader reader = new RecordReader(bytes, from, to, false);
        boolean any = false;
        try {
            for (DataRecord record = reader.next(); record != null; record = reader.next()) {
                if (record.isSecret()) {
                    boolean variable = (bytes[record.from()] & 0x0F) == DataField.VARIABLE;
                    Arrays.fill(bytes, variable ? record.dataAt() + 1 : record.dataAt(), record.to(), (byte) 0);
                    any = true;
                }
            }
        } catch (MalformedFrameException cut) {
            if (reader.inSecret()) {
                Arrays.fill(bytes, reader.position(), to, (byte) 0);
                any = true;
            }
        }
        return any;
    }
}
