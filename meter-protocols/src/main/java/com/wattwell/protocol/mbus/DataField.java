package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Hex;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The data of a record by the coding that the low nibble of the DIF tells (EN 13757-3).
 *
 * <pre>
 *   0 none     4 int 32   8 selection   C BCD 8
 *   1 int 8    5 real 32  9 BCD 2       D variable, told by its first byte (LVAR)
 *   2 int 16   6 int 48   A BCD 4       E BCD 12
 *   3 int 24   7 int 64   B BCD 6       F special, no data field
 * </pre>
 *
 * Low byte first. The top nibble F of a BCD number is a minus; any other nibble above 9 is what the meter's display
 * shows in an error, and comes back as text.
 */
final class DataField {

    static final int REAL = 5;
    static final int VARIABLE = 0x0D;
    static final int SPECIAL = 0x0F;
    private static final int FIRST_BCD = 9;

    private static final int[] LENGTHS = {0, 1, 2, 3, 4, 4, 6, 8, 0, 1, 2, 3, 4, -1, 6, 0};

    private static final int LAST_TEXT = 0xBF;
    private static final int NEGATIVE_BCD = 0xD0;
    private static final int BINARY = 0xE0;
    private static final int LONG_BINARY = 0xF0;
    private static final int LAST_LONG_BINARY = 0xF4;
    private static final int BINARY_48 = 0xF5;
    private static final int BINARY_64 = 0xF6;
    private static final int DIGITS_IN_LONG = 18;

    private DataField() {
    }

    /** Bytes of the data for a coding nibble; -1 when the first byte of the data tells. */
    static int length(int field) {
        return LENGTHS[field];
    }

    /** Bytes behind an LVAR byte, or -1 for a reserved one. */
    static int variableLength(int lvar) {
        if (lvar <= LAST_TEXT) {
            return lvar;
        }
        if (lvar < LONG_BINARY) {
            return lvar & 0x0F;
        }
        if (lvar <= LAST_LONG_BINARY) {
            return 4 * (lvar - 0xEC);
        }
        return lvar == BINARY_48 ? 48 : lvar == BINARY_64 ? 64 : -1;
    }

    /**
     * The value of a data field, low byte first, which is there as a whole.
     *
     * @param at     the first byte of the data, which is the LVAR byte where there is one
     * @param length bytes from there
     */
    static DataValue read(int field, Coding coding, int exponent, int factor, byte[] bytes, int at, int length) {
        if (length == 0) {
            return DataValue.NO_DATA;
        }
        if (coding == Coding.SECRET) {
            return DataValue.SECRET;
        }
        if (field == VARIABLE) {
            return variable(bytes[at] & 0xFF, coding, exponent, factor, bytes, at + 1, length - 1);
        }
        if (field >= FIRST_BCD) {
            return bcd(bytes, at, length, false, exponent, factor);
        }
        if (field == REAL) {
            return real(Float.intBitsToFloat((int) integer(bytes, at, length)), exponent, factor);
        }
        if (coding == Coding.DATE && WireDate.hasType(length)) {
            return WireDate.read(bytes, at, length);
        }
        return coding == Coding.IDENTIFICATION && length == Long.BYTES
                ? DataValue.of(SecondaryAddress.read(bytes, at).toString())
                : number(bytes, at, length, coding, exponent, factor);
    }

    private static DataValue real(float real, int exponent, int factor) {
        return Float.isFinite(real) ? DataValue.of(Decimals.of(real, exponent, factor)) : DataValue.INVALID;
    }

    /** Types B (signed; 80..00 is invalid) and C or D (unsigned); at most eight bytes. */
    private static DataValue number(byte[] bytes, int at, int length, Coding coding, int exponent, int factor) {
        long value = integer(bytes, at, length);
        if (coding == Coding.UNSIGNED || coding == Coding.IDENTIFICATION) {
            if (length == Long.BYTES && value < 0) {
                return DataValue.of(Decimals.of(new BigInteger(Long.toUnsignedString(value)), exponent, factor));
            }
            value = length == Long.BYTES ? value : value & (1L << 8 * length) - 1;
        } else if (value == Long.MIN_VALUE >> 64 - 8 * length) {
            return DataValue.INVALID;
        }
        return DataValue.of(Decimals.of(value, exponent, factor));
    }

    /** Two's complement, low byte first. */
    private static long integer(byte[] bytes, int at, int length) {
        long value = bytes[at + length - 1];
        for (int i = at + length - 2; i >= at; i--) {
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value;
    }

    /** Type A. */
    private static DataValue bcd(byte[] bytes, int at, int length, boolean minus, int exponent, int factor) {
        int top = at + length - 1;
        boolean negative = minus;
        long value = 0;
        for (int i = top; i >= at; i--) {
            int high = bytes[i] >> 4 & 0x0F;
            int low = bytes[i] & 0x0F;
            if (i == top && high == 0x0F && !minus) {
                negative = true;
                high = 0;
            }
            if (high > 9 || low > 9) {
                return DataValue.of(Hex.reversed(bytes, at, at + length));
            }
            value = 100 * value + 10 * high + low;
        }
        if (2 * length > DIGITS_IN_LONG) {
            return longBcd(Hex.reversed(bytes, at, at + length), negative, exponent, factor);
        }
        return DataValue.of(Decimals.of(negative ? -value : value, exponent, factor));
    }

    private static DataValue longBcd(String digits, boolean negative, int exponent, int factor) {
        BigInteger value = new BigInteger(digits.charAt(0) == 'F' ? digits.substring(1) : digits);
        return DataValue.of(Decimals.of(negative ? value.negate() : value, exponent, factor));
    }

    private static DataValue variable(int lvar, Coding coding, int exponent, int factor, byte[] bytes, int at, int length) {
        if (length == 0) {
            return lvar <= LAST_TEXT ? DataValue.of("") : DataValue.NO_DATA;
        }
        if (lvar <= LAST_TEXT) {
            return DataValue.of(reversedText(bytes, at, length));
        }
        if (lvar < BINARY) {
            return bcd(bytes, at, length, lvar >= NEGATIVE_BCD, exponent, factor);
        }
        return length <= Long.BYTES ? number(bytes, at, length, coding, exponent, factor)
                : DataValue.of(Hex.reversed(bytes, at, at + length));
    }

    /** ISO 8859-1, which ASCII is a part of; the last character travels first. */
    static String reversedText(byte[] bytes, int at, int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = bytes[at + length - 1 - i];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** The value with 10^exponent added: an additive correction (VIFE 78 to 7B). */
    static DataValue corrected(DataValue value, int exponent) {
        return value.number() == null ? value : DataValue.of(value.number().add(BigDecimal.ONE.scaleByPowerOfTen(exponent)));
    }
}
