package com.wattwell.protocol.mbus;

/**
 * Why a record has no value.
 *
 * @param reason in words
 * @param text   the fields of a time as they stand, or {@code null}
 */
record Absence(String reason, String text) {

    static final Absence NO_DATA = new Absence("no data", null);
    /** 80..00 of an integer, NaN, FF..FF of a time. */
    static final Absence INVALID = new Absence("invalid", null);
    static final Absence SECRET = new Absence("secret", null);

    /** A time whose fields are no day or hour. */
    static Absence notSet(String fields) {
        return new Absence("not set", fields);
    }
}
