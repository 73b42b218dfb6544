package com.wattwell.protocol.dtu;

/** What the bytes of a registration field may be. */
enum CharacterSet {

    /** 0-9. */
    DIGITS('d') {
        @Override
        boolean has(int value) {
            return value >= '0' && value <= '9';
        }
    },
    /** 0-9, A-F, a-f. */
    HEX('h') {
        @Override
        boolean has(int value) {
            return DIGITS.has(value) || value >= 'A' && value <= 'F' || value >= 'a' && value <= 'f';
        }
    },
    /** Letters and digits. */
    ALPHANUMERIC('a') {
        @Override
        boolean has(int value) {
            return DIGITS.has(value) || value >= 'A' && value <= 'Z' || value >= 'a' && value <= 'z';
        }
    },
    /** Letters, digits and {@code - _ . : + / =}. */
    WORD('w') {
        @Override
        boolean has(int value) {
            return ALPHANUMERIC.has(value) || "-_.:+/=".indexOf(value) >= 0;
        }
    },
    /** Any byte; the field's text is their hex. */
    BYTES('b') {
        @Override
        boolean has(int value) {
            return true;
        }
    },
    /** Any byte, its two digits swapped: an ICCID as the SIM card stores it. */
    SWAPPED('s') {
        @Override
        boolean has(int value) {
            return true;
        }
    };

    private final char letter;

    CharacterSet(char letter) {
        this.letter = letter;
    }

    /** Whether the field's text is the hex of its bytes, so that only a fixed length ends it. */
    boolean raw() {
        return this == BYTES || this == SWAPPED;
    }

    /** @param value 0..255 */
    abstract boolean has(int value);

    /** The set that a pattern writes with this letter, or {@code null}. */
    static CharacterSet of(char letter) {
        for (CharacterSet set : values()) {
            if (set.letter == letter) {
                return set;
            }
        }
        return null;
    }
}
