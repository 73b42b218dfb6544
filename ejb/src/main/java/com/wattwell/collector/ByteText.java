package com.wattwell.collector;

import com.wattwell.platform.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes as an admin writes them: {@code text:ping} (ASCII) or {@code hex:FE}. */
final class ByteText {

    /** Collectors' own limit for a heartbeat is 40 to 80 bytes. */
    private static final int MAX_BYTES = 80;

    private ByteText() {
    }

    /** @return the bytes; none for {@code null} or blank */
    static byte[] parse(String field, String written) {
        if (written == null || written.isBlank()) {
            return new byte[0];
        }
        try {
            byte[] bytes;
            if (written.startsWith("text:") && StandardCharsets.US_ASCII.newEncoder().canEncode(written)) {
                bytes = written.substring(5).getBytes(StandardCharsets.US_ASCII);
            } else if (written.startsWith("hex:")) {
                bytes = HexFormat.of().parseHex(written.substring(4).replace(" ", ""));
            } else {
                throw new IllegalArgumentException();
            }
            if (bytes.length == 0 || bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException();
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(field, "refused.byteText", field + " is written text:… (ASCII) or hex:… with 1 to " + MAX_BYTES + " bytes.", MAX_BYTES);
        }
    }
}
