package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * One value's bytes and what they mean, low byte first as everything in DL/T 645.
 *
 * <p>All FF means that the meter does not have the value. A digit above 9 in a decimal field, or a length that is not the
 * field's own, is no reason to refuse the frame: the bytes are then given as hex text, in wire order, instead of a number.
 *
 * @param kind   how the bytes are read
 * @param length bytes; 0 = as many as come
 * @param scale  decimal places of a number
 * @param signed whether the top bit of the highest byte is the sign; only items that say so (±) have one
 * @param unit   as the standard prints it, or empty
 * @param suffix what is put behind the item's identifier to name this field, or empty
 */
record Field(Kind kind, int length, int scale, boolean signed, String unit, String suffix) {

    enum Kind {
        /** Packed decimal. */
        NUMBER,
        /** Decimal digits that are no quantity: dates, times, tables. */
        DIGITS,
        /** A number used as a name (meter number, identifier): hex digits, leading zeros kept. */
        CODE,
        /** Characters, the last one first on the wire, filled with 00 or blanks. */
        ASCII,
        /** Bits, written as hex with the highest byte first. All FF is a value here. */
        BITS,
        /** A layout that is not taken apart: hex in wire order. */
        BYTES
    }

    /** Whether nothing but FF is there. */
    boolean absent(byte[] raw) {
        if (kind == Kind.BITS || kind == Kind.BYTES) {
            return false;
        }
        for (byte each : raw) {
            if (each != (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** The number, or {@code null} when the field is none or a digit is above 9. */
    BigDecimal number(byte[] raw) {
        if (kind != Kind.NUMBER || raw.length != length) {
            return null;
        }
        int high = raw.length - 1;
        long value = 0;
        for (int i = high; i >= 0; i--) {
            int pair = Bcd.value(signed && i == high ? (byte) (raw[i] & 0x7F) : raw[i]);
            if (pair < 0) {
                return null;
            }
            value = value * 100 + pair;
        }
        return BigDecimal.valueOf(signed && raw[high] < 0 ? -value : value, scale);
    }

    /** The text of what is no number; hex of the bytes in wire order when they do not fit the field. */
    String text(byte[] raw) {
        if (length != 0 && raw.length != length) {
            return Hex.of(raw);
        }
        return switch (kind) {
            case CODE, BITS -> Hex.reversed(raw, 0, raw.length);
            case DIGITS -> isDecimal(raw) ? Hex.reversed(raw, 0, raw.length) : Hex.of(raw);
            case ASCII -> characters(raw);
            case NUMBER, BYTES -> Hex.of(raw);
        };
    }

    private static boolean isDecimal(byte[] raw) {
        for (byte each : raw) {
            if (Bcd.value(each) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String characters(byte[] raw) {
        byte[] turned = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            turned[i] = raw[raw.length - 1 - i];
        }
        int from = 0;
        int to = turned.length;
        while (from < to && isFill(turned[from])) {
            from++;
        }
        while (to > from && isFill(turned[to - 1])) {
            to--;
        }
        for (int i = from; i < to; i++) {
            if (Character.isISOControl(turned[i] & 0xFF)) {
                return Hex.of(raw);
            }
        }
        return new String(turned, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isFill(byte character) {
        return character == 0 || character == ' ';
    }
}
