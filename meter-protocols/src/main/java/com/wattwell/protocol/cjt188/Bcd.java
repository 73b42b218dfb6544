package com.wattwell.protocol.cjt188;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Packed decimal digits, two a byte, low byte first. */
final class Bcd {

    private Bcd() {
    }

    /** The number with {@code scale} places, or {@code null} when a nibble is above 9. */
    static BigDecimal number(byte[] bytes, int from, int length, int scale) {
        long value = 0;
        for (int i = from + length - 1; i >= from; i--) {
            int pair = pair(bytes[i]);
            if (pair < 0) {
                return null;
            }
            value = value * 100 + pair;
        }
        return BigDecimal.valueOf(value, scale);
    }

    /** 0..99, or -1 when a nibble is above 9. */
    static int pair(byte packed) {
        int high = packed >> 4 & 0x0F;
        int low = packed & 0x0F;
        return high > 9 || low > 9 ? -1 : 10 * high + low;
    }

    /** Writes the digits of a number that is not negative and has at most {@code 2 * length} of them. */
    static void write(BigInteger digits, byte[] bytes, int from, int length) {
        long rest = digits.longValueExact();
        for (int i = from; i < from + length; i++) {
            bytes[i] = (byte) (rest % 100 / 10 << 4 | rest % 10);
            rest /= 100;
        }
    }
}
