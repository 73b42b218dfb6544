package com.wattwell.protocol.dtu;

/** One piece of a {@link RegistrationPattern}. */
sealed interface Element {

    /** Exactly this byte, or with {@code anyCase} this letter in either case. */
    record Literal(int value, boolean anyCase) implements Element {
        boolean is(int other) {
            return value == other || anyCase && Character.toLowerCase(value) == Character.toLowerCase(other);
        }
    }

    /** Any one byte. */
    record AnyByte() implements Element {
    }

    /** The id or the token: {@code min} to {@code max} bytes of a set. */
    record Field(boolean token, int min, int max, CharacterSet set) implements Element {
        boolean variable() {
            return min != max;
        }
    }
}
