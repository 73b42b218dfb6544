package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;

/**
 * A0..A5 and the way people write them: {@code 12 90 78 56 34 12} on the wire is 123456789012 on the meter. Meters with
 * hex digits in their address exist, so a frame may carry them; {@code AA} is a pair left open.
 */
final class WireAddress {

    private static final int DIGITS = 2 * FrameProbe.ADDRESS_LENGTH;
    private static final byte OPEN = (byte) 0xAA;
    private static final byte BROADCAST = (byte) 0x99;

    private WireAddress() {
    }

    static void check(String address) {
        if (address.length() != DIGITS) {
            throw new IllegalArgumentException("address '" + address + "' has " + address.length()
                    + " digits, expected " + DIGITS);
        }
        for (int i = 0; i < DIGITS; i++) {
            char digit = address.charAt(i);
            if (!(digit >= '0' && digit <= '9' || digit >= 'A' && digit <= 'F')) {
                throw new IllegalArgumentException("address '" + address + "' has '" + digit + "' at position " + i
                        + ", expected 0-9 or A-F");
            }
        }
    }

    /** Whether a pair is AA, left open. */
    static boolean hasOpenPair(String address) {
        for (int i = 0; i < DIGITS; i += 2) {
            if (address.charAt(i) == 'A' && address.charAt(i + 1) == 'A') {
                return true;
            }
        }
        return false;
    }

    static String read(byte[] bytes, int from) {
        return Hex.reversed(bytes, from, from + FrameProbe.ADDRESS_LENGTH);
    }

    static void write(String address, byte[] bytes, int from) {
        for (int i = 0; i < FrameProbe.ADDRESS_LENGTH; i++) {
            int at = DIGITS - 2 - 2 * i;
            bytes[from + i] = (byte) (Character.digit(address.charAt(at), 16) << 4
                    | Character.digit(address.charAt(at + 1), 16));
        }
    }

    /**
     * Whether the address at {@code actual} answers a request to the one at {@code asked}: the same, pairs AA left open. In
     * the 1997 edition a meter alone on the line answers a read to 99..99 too.
     */
    static boolean answers(Edition edition, byte[] asked, int askedAt, byte[] actual, int actualAt) {
        if (edition == Edition.DLT645_1997 && isAll(BROADCAST, asked, askedAt)) {
            return true;
        }
        for (int i = 0; i < FrameProbe.ADDRESS_LENGTH; i++) {
            if (asked[askedAt + i] != OPEN && asked[askedAt + i] != actual[actualAt + i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the address names no single meter: AA or 99 throughout. */
    static boolean isOpen(byte[] bytes, int from) {
        return isAll(OPEN, bytes, from) || isBroadcast(bytes, from);
    }

    static boolean isBroadcast(byte[] bytes, int from) {
        return isAll(BROADCAST, bytes, from);
    }

    private static boolean isAll(byte pair, byte[] bytes, int from) {
        for (int i = 0; i < FrameProbe.ADDRESS_LENGTH; i++) {
            if (bytes[from + i] != pair) {
                return false;
            }
        }
        return true;
    }
}
