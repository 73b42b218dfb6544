package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.UnsupportedRequestException;

/**
 * The address that a meter has from its factory: identification, manufacturer, version and medium (EN 13757-3, 11.3).
 *
 * <pre>
 *   ID0 ID1 ID2 ID3  M0 M1  VER  MED     low byte first: 78 56 34 12  24 40  01  07
 *   12345678         4024   01   07      as people write it: 1234567840240107
 * </pre>
 *
 * In a selection a nibble F of the identification and FF in the other fields leave them open.
 *
 * @param identification eight digits, as the 32 bits of its BCD
 * @param manufacturer   {@link Manufacturer} code
 * @param version        generation of the meter
 * @param medium         {@link Medium} code
 */
public record SecondaryAddress(int identification, int manufacturer, int version, int medium) {

    /** Bytes on the wire. */
    public static final int LENGTH = 8;
    /** Whoever is there. */
    public static final SecondaryAddress ANY = new SecondaryAddress(-1, 0xFFFF, 0xFF, 0xFF);

    private static final int DIGITS = 8;

    /** Reads eight bytes in wire order. */
    static SecondaryAddress read(byte[] bytes, int at) {
        return new SecondaryAddress(bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24,
                bytes[at + 4] & 0xFF | (bytes[at + 5] & 0xFF) << 8, bytes[at + 6] & 0xFF, bytes[at + 7] & 0xFF);
    }

    /**
     * Reads sixteen hex digits of either case.
     *
     * @throws UnsupportedRequestException when they are not sixteen hex digits
     */
    public static SecondaryAddress parse(String written) {
        if (written.length() != 2 * LENGTH) {
            throw new UnsupportedRequestException("address '" + written + "' has " + written.length()
                    + " characters, expected 16 for a secondary address");
        }
        for (int i = 0; i < written.length(); i++) {
            char digit = written.charAt(i);
            if (digit >= 0x80 || Character.digit(digit, 16) < 0) {
                throw new UnsupportedRequestException("address '" + written + "' has '" + digit + "' at position " + i
                        + ", expected a hex digit");
            }
        }
        return new SecondaryAddress(Integer.parseUnsignedInt(written, 0, 8, 16), Integer.parseInt(written, 8, 12, 16),
                Integer.parseInt(written, 12, 14, 16), Integer.parseInt(written, 14, 16, 16));
    }

    /** Eight bytes in wire order. */
    byte[] encode() {
        return new byte[] {(byte) identification, (byte) (identification >> 8), (byte) (identification >> 16),
            (byte) (identification >> 24), (byte) manufacturer, (byte) (manufacturer >> 8), (byte) version, (byte) medium};
    }

    /** Digit 0 is the highest; 15 leaves it open. */
    int digit(int index) {
        return identification >>> 4 * (DIGITS - 1 - index) & 0x0F;
    }

    SecondaryAddress withDigit(int index, int digit) {
        int shift = 4 * (DIGITS - 1 - index);
        return new SecondaryAddress(identification & ~(0x0F << shift) | digit << shift, manufacturer, version, medium);
    }

    /** Whether it names one meter: eight decimal digits and nothing left open. */
    public boolean namesOne() {
        for (int i = 0; i < DIGITS; i++) {
            if (digit(i) > 9) {
                return false;
            }
        }
        return manufacturer != 0xFFFF && version != 0xFF && medium != 0xFF;
    }

    /** Whether a meter with address {@code meter} is meant by this one, what is open left aside. */
    public boolean selects(SecondaryAddress meter) {
        for (int i = 0; i < DIGITS; i++) {
            if (digit(i) != 0x0F && digit(i) != meter.digit(i)) {
                return false;
            }
        }
        return (manufacturer == 0xFFFF || manufacturer == meter.manufacturer)
                && (version == 0xFF || version == meter.version) && (medium == 0xFF || medium == meter.medium);
    }

    /** The identification alone: eight digits. */
    public String digits() {
        return Hex.of(identification >> 24) + Hex.of(identification >> 16) + Hex.of(identification >> 8) + Hex.of(identification);
    }

    /** Sixteen upper-case hex digits: the one way in which it is written. */
    @Override
    public String toString() {
        return digits() + Hex.of(manufacturer >> 8) + Hex.of(manufacturer) + Hex.of(version) + Hex.of(medium);
    }
}
