package com.wattwell.protocol.mbus;

import java.math.BigDecimal;

/**
 * What the data of a record say, in the base unit.
 *
 * @param number  the value, or {@code null} when it is no number
 * @param text    the value when it is text, a time or digits that are no number; else {@code null}
 * @param absence why there is no value, in words; {@code null} when there is one. An absent time may still have a text:
 *                the fields as they stand
 */
public record DataValue(BigDecimal number, String text, String absence) {

    static final DataValue NO_DATA = absent("no data");
    /** 80..00 of an integer, NaN, FF..FF of a time. */
    static final DataValue INVALID = absent("invalid");
    static final DataValue SECRET = absent("secret");

    static DataValue of(BigDecimal number) {
        return new DataValue(number, null, null);
    }

    static DataValue of(String text) {
        return new DataValue(null, text, null);
    }

    static DataValue absent(String reason) {
        return new DataValue(null, null, reason);
    }
}
