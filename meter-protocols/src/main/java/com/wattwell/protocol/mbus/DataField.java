package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Hex;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
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

    /** Bit 3 of every nibble; a nibble that has it and bit 2 or bit 1 is above 9. */
    private static final long NIBBLES_OF_8 = 0x8888888888888888L;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
     * The value of a data field, low byte first, which is there as a whole: a {@link BigDecimal}, a {@link String} or an
     * {@link Absence}.
     *
     * @param at     the first byte of the data, which is the LVAR byte where there is one
     * @param length bytes from there
     */
    static Object read(int field, ValueInformationBlock information, byte[] bytes, int at, int length) {
        Absence absence = information.absence();
        if (length == 0 && (absence == null || absence == Absence.SECRET)) {
            return Absence.NO_DATA;
        }
        if (absence != null) {
            return absence;
        }
        Object value = field == VARIABLE ? variable(bytes[at] & 0xFF, information, bytes, at + 1, length - 1)
                : field >= FIRST_BCD ? bcd(bytes, at, length, false, information)
                : field == REAL ? real(Float.intBitsToFloat((int) signed(bytes, at, length)), information)
                : integer(bytes, at, length, information);
        return information.hasCorrection() ? corrected(value, information.correction()) : value;
    }

    private static Object real(float real, ValueInformationBlock information) {
        return Float.isFinite(real) ? Decimals.of(real, information.exponent(), information.factor()) : Absence.INVALID;
    }

    /** Types B (signed; 80..00 is invalid), C and D (unsigned), and what only its length tells from a number; at most eight bytes. */
    private static Object integer(byte[] bytes, int at, int length, ValueInformationBlock information) {
        return switch (information.coding()) {
            case DATE -> WireDate.hasType(length) ? WireDate.read(bytes, at, length) : number(signed(bytes, at, length), length, information);
            case IDENTIFICATION -> length == Long.BYTES ? SecondaryAddress.read(bytes, at).toString()
                    : unsignedNumber(unsigned(bytes, at, length), information);
            case UNSIGNED -> unsignedNumber(unsigned(bytes, at, length), information);
            default -> number(signed(bytes, at, length), length, information);
        };
    }

    private static Object number(long value, int length, ValueInformationBlock information) {
        return value == Long.MIN_VALUE >> 64 - 8 * length ? Absence.INVALID
                : Decimals.of(value, information.exponent(), information.factor());
    }

    private static BigDecimal unsignedNumber(long value, ValueInformationBlock information) {
        return value >= 0 ? Decimals.of(value, information.exponent(), information.factor())
                : Decimals.of(new BigInteger(Long.toUnsignedString(value)), information.exponent(), information.factor());
    }

    /** Two's complement, low byte first, one to eight bytes. */
    private static long signed(byte[] bytes, int at, int length) {
        return highest(bytes, at, length) >> 64 - 8 * length;
    }

    /** Up to eight bytes, low byte first; what has the top bit of a long is above its range. */
    private static long unsigned(byte[] bytes, int at, int length) {
        return highest(bytes, at, length) >>> 64 - 8 * length;
    }

    /**
     * One to eight bytes, low byte first, as the highest of a long; whatever stands in front of them is in the others. In a
     * telegram more than eight bytes stand in front of any data, so they are read at once.
     */
    private static long highest(byte[] bytes, int at, int length) {
        int from = at + length - Long.BYTES;
        if (from >= 0) {
            return (long) LONG.get(bytes, from);
        }
        long value = 0;
        for (int i = at + length - 1; i >= at; i--) {
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value << 64 - 8 * length;
    }

    /** Type A. */
    private static Object bcd(byte[] bytes, int at, int length, boolean minus, ValueInformationBlock information) {
        if (length > Long.BYTES) {
            return longBcd(Hex.reversed(bytes, at, at + length), minus, information);
        }
        long digits = unsigned(bytes, at, length);
        long top = 0xFL << 8 * length - 4;
        boolean negative = minus || (digits & top) == top;
        if (negative && !minus) {
            digits ^= top;
        }
        if ((digits & (digits << 1 | digits << 2) & NIBBLES_OF_8) != 0) {
            return Hex.reversed(bytes, at, at + length);
        }
        long value = decimal(digits);
        return Decimals.of(negative ? -value : value, information.exponent(), information.factor());
    }

    /** The number of sixteen packed digits: pairs, then pairs of pairs, and so on, all side by side. */
    private static long decimal(long digits) {
        long pairs = (digits & 0x0F0F0F0F0F0F0F0FL) + 10 * (digits >>> 4 & 0x0F0F0F0F0F0F0F0FL);
        long fours = (pairs & 0x00FF00FF00FF00FFL) + 100 * (pairs >>> 8 & 0x00FF00FF00FF00FFL);
        long eights = (fours & 0x0000FFFF0000FFFFL) + 10_000 * (fours >>> 16 & 0x0000FFFF0000FFFFL);
        return (eights & 0xFFFFFFFFL) + 100_000_000 * (eights >>> 32);
    }

    /** More digits than a long surely holds. */
    private static Object longBcd(String written, boolean minus, ValueInformationBlock information) {
        boolean negative = minus || written.charAt(0) == 'F';
        String digits = negative && !minus ? written.substring(1) : written;
        if (!digits.chars().allMatch(digit -> digit <= '9')) {
            return written;
        }
        BigInteger value = new BigInteger(digits);
        return Decimals.of(negative ? value.negate() : value, information.exponent(), information.factor());
    }

    private static Object variable(int lvar, ValueInformationBlock information, byte[] bytes, int at, int length) {
        if (length == 0) {
            return lvar <= LAST_TEXT ? "" : Absence.NO_DATA;
        }
        if (lvar <= LAST_TEXT) {
            return reversedText(bytes, at, length);
        }
        if (lvar < BINARY) {
            return bcd(bytes, at, length, lvar >= NEGATIVE_BCD, information);
        }
        return length > Long.BYTES ? Hex.reversed(bytes, at, at + length)
                : switch (information.coding()) {
                    case UNSIGNED, IDENTIFICATION -> unsignedNumber(unsigned(bytes, at, length), information);
                    default -> number(signed(bytes, at, length), length, information);
                };
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
    private static Object corrected(Object value, int exponent) {
        return value instanceof BigDecimal number ? number.add(BigDecimal.ONE.scaleByPowerOfTen(exponent)) : value;
    }
}
