package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Hex;

/** The manufacturer code: three letters of five bits each, A = 1; 2C2D is KAM. The top bit says that it is not unique. */
final class Manufacturer {

    private static final int LETTERS = 26;

    private Manufacturer() {
    }

    /** The three letters, or four hex digits when the code holds something else. */
    static String letters(int code) {
        int first = code >> 10 & 0x1F;
        int second = code >> 5 & 0x1F;
        int third = code & 0x1F;
        if (!isLetter(first) || !isLetter(second) || !isLetter(third)) {
            return Hex.of(code >> 8) + Hex.of(code);
        }
        return new String(new char[] {(char) ('@' + first), (char) ('@' + second), (char) ('@' + third)});
    }

    private static boolean isLetter(int five) {
        return five >= 1 && five <= LETTERS;
    }
}
