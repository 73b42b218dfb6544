package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import java.nio.charset.StandardCharsets;

/**
 * The first packet of a Four-Faith box in PROT mode.
 *
 * <pre>
 *   78 56 34 12   31 33 30 36 36 36 36 38 38 38 38   00   C0 A8 01 42   00
 *   id, 4         phone, 11 ASCII digits                  IP, 4
 * </pre>
 *
 * @param id    eight hex digits, as they travel
 * @param phone eleven digits; not always the SIM card's number, but what the box is called
 * @param ip    the box's own address
 */
record FourFaithRegistration(String id, String phone, String ip) {

    static final int LENGTH = 21;

    private static final int PHONE_AT = 4;
    private static final int PHONE_END = 15;
    private static final int IP_AT = 16;
    private static final int END_AT = 20;

    /** What is wrong with these bytes, naming the byte; {@code null} when they are a registration. */
    static String wrong(byte[] bytes) {
        if (bytes.length != LENGTH) {
            return "the registration has " + bytes.length + " bytes, expected " + LENGTH;
        }
        for (int i = PHONE_AT; i < PHONE_END; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return "byte " + i + " is " + Hex.of(bytes[i]) + ", expected a digit 30 to 39";
            }
        }
        if (bytes[PHONE_END] != 0) {
            return "byte " + PHONE_END + " is " + Hex.of(bytes[PHONE_END]) + ", expected 00";
        }
        return bytes[END_AT] == 0 ? null : "byte " + END_AT + " is " + Hex.of(bytes[END_AT]) + ", expected 00";
    }

    /** @throws MalformedFrameException naming the byte and what was expected there */
    static FourFaithRegistration parse(byte[] bytes) {
        String wrong = wrong(bytes);
        if (wrong != null) {
            throw new MalformedFrameException(wrong);
        }
        return new FourFaithRegistration(Hex.of(bytes, 0, PHONE_AT),
                new String(bytes, PHONE_AT, PHONE_END - PHONE_AT, StandardCharsets.US_ASCII),
                "%d.%d.%d.%d".formatted(bytes[IP_AT] & 0xFF, bytes[IP_AT + 1] & 0xFF, bytes[IP_AT + 2] & 0xFF, bytes[IP_AT + 3] & 0xFF));
    }
}
