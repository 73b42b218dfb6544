package com.wattwell.protocol;

import java.math.BigDecimal;

/**
 * One value of a frame.
 *
 * @param item   the protocol's identifier of this very value (a block is taken apart), for example {@code 00010100}
 * @param nameEn the item's name in English
 * @param nameZh the item's name in Chinese
 * @param number the value with the item's own number of places, or {@code null} when it is absent or not a number
 * @param text   the value as text when it is not a number (times, codes), or {@code null}
 * @param unit   unit as the standard prints it, or the empty string
 * @param raw    the value's bytes in wire order, freed of the wire's offset
 */
public record ItemValue(String item, String nameEn, String nameZh, BigDecimal number, String text, String unit, byte[] raw) {

    /** All-FF on the wire: the meter does not have this item (a phase not wired, a freeze not yet made). */
    public boolean absent() {
        return number == null && text == null;
    }
}
