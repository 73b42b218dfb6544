package com.wattwell.simulator;

import com.wattwell.protocol.Hex;
import java.nio.charset.StandardCharsets;

/**
 * A collector's sign of life.
 *
 * @param text          what it sends, as in the town file: {@code text:ping} or {@code hex:FE}
 * @param everySeconds  pause between two of them; 0 = it never beats
 */
public record Heartbeat(String text, int everySeconds) {

    public static final Heartbeat NONE = new Heartbeat("", 0);

    private static final int LONGEST_BYTES = 80;
    private static final int LONGEST_SECONDS = 86_400;

    public Heartbeat {
        if (everySeconds < 0 || everySeconds > LONGEST_SECONDS) {
            throw new IllegalArgumentException("heartbeat every " + everySeconds + " seconds is not between 0 and " + LONGEST_SECONDS);
        }
        if (everySeconds > 0 && (bytes(text).length == 0 || bytes(text).length > LONGEST_BYTES)) {
            throw new IllegalArgumentException("heartbeat has " + bytes(text).length + " bytes, not 1 to " + LONGEST_BYTES);
        }
    }

    public byte[] bytes() {
        return bytes(text);
    }

    /** Reads {@code text:…} (UTF-8, with {@code \\r} and {@code \\n} for line ends) or {@code hex:…}. */
    static byte[] bytes(String text) {
        if (text.startsWith("text:")) {
            return text.substring(5).replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
        }
        if (text.startsWith("hex:")) {
            return Hex.parse(text.substring(4));
        }
        if (text.isEmpty()) {
            return new byte[0];
        }
        throw new IllegalArgumentException("'" + text + "' begins neither with text: nor with hex:");
    }
}
