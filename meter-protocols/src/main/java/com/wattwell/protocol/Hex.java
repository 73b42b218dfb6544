package com.wattwell.protocol;

import java.util.Arrays;

/** Bytes as people read them: two upper-case hex digits a byte, without a prefix. */
public final class Hex {

    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    private Hex() {
    }

    /** {@code 0x0A, 0xFF} becomes {@code 0AFF}. */
    public static String of(byte... bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The bytes from {@code from} up to, not including, {@code to}. */
    public static String of(byte[] bytes, int from, int to) {
        char[] text = new char[2 * (to - from)];
        for (int i = from, at = 0; i < to; i++) {
            text[at++] = DIGITS[bytes[i] >> 4 & 0x0F];
            text[at++] = DIGITS[bytes[i] & 0x0F];
        }
        return new String(text);
    }

    /** The same from the last byte to the first: how a field that travels low byte first is written. */
    public static String reversed(byte[] bytes, int from, int to) {
        char[] text = new char[2 * (to - from)];
        for (int i = to - 1, at = 0; i >= from; i--) {
            text[at++] = DIGITS[bytes[i] >> 4 & 0x0F];
            text[at++] = DIGITS[bytes[i] & 0x0F];
        }
        return new String(text);
    }

    /** One byte, {@code 0..255}. */
    public static String of(int value) {
        return new String(new char[] {DIGITS[value >> 4 & 0x0F], DIGITS[value & 0x0F]});
    }

    /**
     * Reads pairs of hex digits of either case; blanks between pairs are allowed.
     *
     * @throws IllegalArgumentException naming the position of the first character that is no hex digit, or of a digit
     *                                  without its pair
     */
    public static byte[] parse(String text) {
        byte[] bytes = new byte[text.length() / 2];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ' ') {
                continue;
            }
            int high = digit(text, i++);
            if (i == text.length() || text.charAt(i) == ' ') {
                throw new IllegalArgumentException("hex digit at position " + (i - 1) + " stands without its pair");
            }
            bytes[count++] = (byte) (high << 4 | digit(text, i));
        }
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    private static int digit(String text, int position) {
        char character = text.charAt(position);
        int value = character < 0x80 ? Character.digit(character, 16) : -1;
        if (value < 0) {
            throw new IllegalArgumentException("'" + character + "' at position " + position + " is not a hex digit");
        }
        return value;
    }
}
