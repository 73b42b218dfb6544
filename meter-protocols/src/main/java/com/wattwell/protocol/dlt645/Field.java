package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.Hex;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
 * @param nameEn the field's own name in a record, or empty where it is the item itself
 * @param nameZh the same in Chinese
 */
record Field(Kind kind, int length, int scale, boolean signed, String unit, String suffix, String nameEn, String nameZh) {

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

    Field(Kind kind, int length, int scale, boolean signed, String unit, String suffix) {
        this(kind, length, scale, signed, unit, suffix, "", "");
    }

    /** The same field under a name of its own. */
    Field named(String en, String zh) {
        return new Field(kind, length, scale, signed, unit, suffix, en, zh);
    }

    /** The suffix of the time that stands behind a maximum demand. */
    static final String TIME_OF_DEMAND = ".time";

    boolean isTimeOfDemand() {
        return suffix.equals(TIME_OF_DEMAND);
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

    /** As many digits as a long surely holds. */
    private static final int MOST_DIGITS = 18;

    /** The number, or {@code null} when the field is none or a digit is above 9. */
    BigDecimal number(byte[] raw) {
        return kind == Kind.NUMBER && raw.length == length ? digits(raw) : null;
    }

    /** The bytes as a number with the field's places, however many there are; {@code null} when a digit is above 9. */
    BigDecimal digits(byte[] raw) {
        if (raw.length > MOST_DIGITS / 2) {
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

    /**
     * The bytes for a value as {@link #number} or {@link #text} tells it; FF for {@code null}.
     *
     * @param width bytes of the item, for a field that takes as many as come; 0 when the value says how many
     * @throws IllegalArgumentException saying why the value does not fit, without the value
     */
    byte[] bytes(String value, int width) {
        int count = length != 0 ? length : width;
        if (value == null) {
            byte[] absent = new byte[count];
            Arrays.fill(absent, (byte) 0xFF);
            return absent;
        }
        return switch (kind) {
            case NUMBER -> numberBytes(value);
            case ASCII -> characterBytes(value, count);
            case DIGITS, CODE, BITS -> Requested.turned(hex(value, count));
            case BYTES -> Hex.parse(hex(value, count));
        };
    }

    private byte[] numberBytes(String value) {
        BigDecimal number;
        try {
            number = new BigDecimal(value).setScale(scale, RoundingMode.UNNECESSARY);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("is not a number");
        } catch (ArithmeticException tooFine) {
            throw new IllegalArgumentException("has more than " + scale + " decimal places");
        }
        if (number.precision() > MOST_DIGITS) {
            throw new IllegalArgumentException("has more than " + 2 * length + " digits");
        }
        long digits = number.unscaledValue().longValueExact();
        if (digits < 0 && !signed) {
            throw new IllegalArgumentException("is negative, and the item has no sign");
        }
        byte[] bytes = new byte[length];
        long rest = Math.abs(digits);
        for (int i = 0; i < length; i++) {
            bytes[i] = Bcd.of((int) (rest % 100));
            rest /= 100;
        }
        if (rest != 0 || signed && bytes[length - 1] < 0) {
            throw new IllegalArgumentException("is beyond the item's digits");
        }
        if (digits < 0) {
            bytes[length - 1] |= (byte) 0x80;
        }
        return bytes;
    }

    private String hex(String value, int count) {
        boolean right = Requested.isHex(value, count == 0 ? value.length() & ~1 : 2 * count);
        if (!right || value.isEmpty()) {
            throw new IllegalArgumentException("is not " + (count == 0 ? "pairs of" : 2 * count) + " digits");
        }
        if (kind == Kind.DIGITS && !value.chars().allMatch(digit -> digit <= '9')) {
            throw new IllegalArgumentException("has a digit that is not 0 to 9");
        }
        return value;
    }

    private static byte[] characterBytes(String value, int count) {
        byte[] characters = value.getBytes(StandardCharsets.ISO_8859_1);
        if (count != 0 && characters.length > count) {
            throw new IllegalArgumentException("has more than " + count + " characters");
        }
        if (!value.equals(new String(characters, StandardCharsets.ISO_8859_1))) {
            throw new IllegalArgumentException("has a character that the meter does not know");
        }
        byte[] bytes = new byte[Math.max(count, characters.length)];
        for (int i = 0; i < characters.length; i++) {
            bytes[bytes.length - 1 - i] = characters[i];
        }
        return bytes;
    }

    static boolean isDecimal(byte[] raw) {
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
