package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.UnsupportedRequestException;
import java.util.Locale;

/**
 * T and A0..A6, and the way people write them.
 *
 * <pre>
 *   on the wire   10  50 54 77 11 18 00 00        T, then A0 first
 *   as written    00001811775450                  cold water, the type 10 is left out
 *                 20:00000040314132               any other type stands in front
 *                 AAAAAAAAAAAAAA                  whoever is alone on the line
 * </pre>
 *
 * A5 and A6, the first four digits as written, are the manufacturer's code. Digits A to F exist in the field and are
 * kept; {@code AA} is a pair left open.
 *
 * @param type   T
 * @param digits fourteen hex digits, A6 first
 */
record WireAddress(int type, String digits) {

    static final String ANY = "AAAAAAAAAAAAAA";

    private static final int DIGITS = 2 * FrameProbe.ADDRESS_LENGTH;
    private static final byte OPEN = (byte) 0xAA;
    private static final int TYPE_DIGITS = 2;

    /**
     * Reads what a person wrote; shorter addresses are filled with 0 in front, small letters are taken for capitals.
     *
     * @param open whether pairs may be left open
     * @throws UnsupportedRequestException naming what is wrong with it
     */
    static WireAddress parse(String written, boolean open) {
        if (written == null) {
            throw new UnsupportedRequestException("address is missing");
        }
        int colon = written.indexOf(':');
        int type = colon < 0 ? MeterType.COLD_WATER : type(written, written.substring(0, colon));
        String digits = written.substring(colon + 1).toUpperCase(Locale.ROOT);
        if (digits.isEmpty() || digits.length() > DIGITS) {
            throw new UnsupportedRequestException("address '" + written + "' has not 1 to 14 digits");
        }
        digits = "0".repeat(DIGITS - digits.length()) + digits;
        boolean leftOpen = type == MeterType.ANY;
        for (int i = 0; i < DIGITS; i++) {
            if (!hexDigit(digits.charAt(i))) {
                throw new UnsupportedRequestException("address '" + written + "' has '" + digits.charAt(i)
                        + "', expected 0-9 or A-F");
            }
            leftOpen |= i % 2 == 0 && digits.startsWith("AA", i);
        }
        if (leftOpen && !open) {
            throw new UnsupportedRequestException("address '" + written + "' leaves digits open; one meter is needed");
        }
        return new WireAddress(type, digits);
    }

    private static int type(String written, String digits) {
        boolean two = digits.length() == TYPE_DIGITS && hexDigit(digits.charAt(0)) && hexDigit(digits.charAt(1));
        int type = two ? Integer.parseInt(digits, 16) : -1;
        if (!MeterType.known(type)) {
            throw new UnsupportedRequestException("address '" + written + "' has the type '" + digits
                    + "', expected 10 to 49, or AA");
        }
        return type;
    }

    /** The address of the valid frame that starts at {@code frame}. */
    static WireAddress read(byte[] bytes, int frame) {
        return new WireAddress(bytes[frame + FrameProbe.TYPE_AT] & 0xFF, digits(bytes, frame + FrameProbe.ADDRESS_AT));
    }

    static String digits(byte[] bytes, int from) {
        return Hex.reversed(bytes, from, from + FrameProbe.ADDRESS_LENGTH);
    }

    static void write(String digits, byte[] bytes, int from) {
        for (int i = 0; i < FrameProbe.ADDRESS_LENGTH; i++) {
            int at = DIGITS - 2 - 2 * i;
            bytes[from + i] = (byte) Integer.parseInt(digits, at, at + 2, 16);
        }
    }

    static void check(String digits) {
        boolean good = digits.length() == DIGITS;
        for (int i = 0; good && i < DIGITS; i++) {
            good = hexDigit(digits.charAt(i));
        }
        if (!good) {
            throw new IllegalArgumentException("address '" + digits + "' is not fourteen digits 0-9 or A-F");
        }
    }

    /** Whether the seven bytes at {@code actualAt} answer a request to those at {@code askedAt}: the same, pairs AA left open. */
    static boolean answers(byte[] asked, int askedAt, byte[] actual, int actualAt) {
        for (int i = 0; i < FrameProbe.ADDRESS_LENGTH; i++) {
            if (asked[askedAt + i] != OPEN && asked[askedAt + i] != actual[actualAt + i]) {
                return false;
            }
        }
        return true;
    }

    /** The one spelling of it. */
    @Override
    public String toString() {
        return type == MeterType.COLD_WATER ? digits : Hex.of(type) + ':' + digits;
    }

    private static boolean hexDigit(char character) {
        return character >= '0' && character <= '9' || character >= 'A' && character <= 'F';
    }
}
