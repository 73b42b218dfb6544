package com.wattwell.protocol.mbus;

/** How the data behind a VIF are read, or what a VIFE does to them; the words of {@code mbus-vif.csv}. */
enum Coding {
    /** A signed number (type A, B, or a real). */
    NUMBER,
    /** An unsigned number or flags (types C and D). */
    UNSIGNED,
    /** A date or time, its type told by its length (types F, G, I, J). */
    DATE,
    /** A secondary address when it has 64 bits, else a number. */
    IDENTIFICATION,
    /** A password or key, whose value is never shown. */
    SECRET,
    /** The manufacturer's own: the number stands without unit; VIFEs behind it are the manufacturer's too. */
    MANUFACTURER,

    /** VIFE: says something about the value and leaves it as it is. */
    NOTE,
    /** VIFE: the meter has no such value; its data mean nothing. */
    ERROR,
    /** VIFE: appended to the unit. */
    UNIT,
    /** VIFE: multiplies by a power of ten. */
    POWER,
    /** VIFE: adds a power of ten. */
    ADD,
    /** VIFE: a number of times, so without unit. */
    COUNT,
    /** VIFE: a duration in place of the value. */
    DURATION,
    /** VIFE: the next byte is a code of another table. */
    EXTENSION;

    static Coding named(String word) {
        return word.isEmpty() ? NUMBER : valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
}
