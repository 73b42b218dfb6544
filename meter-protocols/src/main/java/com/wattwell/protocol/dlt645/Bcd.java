package com.wattwell.protocol.dlt645;

/** Packed decimal digits, two a byte. */
final class Bcd {

    private Bcd() {
    }

    /** The byte for 0..99. */
    static byte of(int value) {
        return (byte) (value / 10 << 4 | value % 10);
    }

    /** 0..99, or -1 when a nibble is above 9. */
    static int value(byte packed) {
        int high = packed >> 4 & 0x0F;
        int low = packed & 0x0F;
        return high > 9 || low > 9 ? -1 : 10 * high + low;
    }
}
