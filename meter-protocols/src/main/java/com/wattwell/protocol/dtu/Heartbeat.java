package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Hex;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes by which a collector says that it is alive, written {@code text:ping} or {@code hex:AA55}; at most 80 bytes.
 * FE needs no heartbeat of its own: a lone FE and runs of FE are always passed over.
 *
 * <p>Heartbeats are looked for in what is left after the frames have been found by length and checksum, never inside a
 * frame: see {@link HeartbeatFilter}. One that begins with 68H (the letter h) looks like a frame at first and is seen
 * when the scanner gives its partial frame up.
 */
public final class Heartbeat {

    private static final int MAX_BYTES = 80;
    private static final String TEXT = "text:";
    private static final String HEX = "hex:";

    private final String text;
    private final byte[] bytes;

    private Heartbeat(String text, byte[] bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException when the text is no heartbeat, saying why */
    public static Heartbeat parse(String text) {
        byte[] bytes;
        if (text.startsWith(HEX)) {
            bytes = Hex.parse(text.substring(HEX.length()));
        } else if (text.startsWith(TEXT)) {
            bytes = text.substring(TEXT.length()).getBytes(StandardCharsets.UTF_8);
        } else {
            throw new IllegalArgumentException("'" + text + "' begins neither with text: nor with hex:");
        }
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("'" + text + "' has " + bytes.length + " bytes, allowed are 1 to " + MAX_BYTES);
        }
        return new Heartbeat(text, bytes);
    }

    int length() {
        return bytes.length;
    }

    /** How many bytes from {@code from} on are those of the heartbeat, from its beginning. */
    int common(byte[] other, int from, int to) {
        int end = Math.min(to, from + bytes.length);
        int mismatch = Arrays.mismatch(bytes, 0, end - from, other, from, end);
        return mismatch < 0 ? end - from : mismatch;
    }

    /** The text it was made from. */
    @Override
    public String toString() {
        return text;
    }
}
