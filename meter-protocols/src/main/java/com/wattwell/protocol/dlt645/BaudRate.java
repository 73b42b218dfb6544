package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;

/**
 * The baud rate word Z of DL/T 645-2007: exactly one bit is set. Bits 0 and 7 are reserved. The word of the 1997 edition is
 * not known for certain, so nobody here speaks it.
 *
 * <pre>
 *   bit    1    2     3     4     5     6
 *   Bd   600 1200  2400  4800  9600 19200
 * </pre>
 */
final class BaudRate {

    private static final int LOWEST = 300;
    private static final int BITS = 6;

    private BaudRate() {
    }

    /** Z for this speed; 0 when the standard has none. */
    static int word(int baud) {
        for (int bit = 1; bit <= BITS; bit++) {
            if (LOWEST << bit == baud) {
                return 1 << bit;
            }
        }
        return 0;
    }

    /** The speed in words. */
    static String words(int word) {
        for (int bit = 1; bit <= BITS; bit++) {
            if (word == 1 << bit) {
                return (LOWEST << bit) + " Bd";
            }
        }
        return "no speed: " + Hex.of(word);
    }
}
