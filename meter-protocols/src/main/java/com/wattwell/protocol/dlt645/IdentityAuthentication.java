package com.wattwell.protocol.dlt645;

import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.MeterRequest;
import java.util.Arrays;

/**
 * The opening of a session with a meter's security module (身份认证, function 03, identifier 070000FF; Q/GDW extension of
 * DL/T 645-2007). A meter keeps the session for some minutes, five unless it was told otherwise.
 *
 * <pre>
 *   03 →   DI0..DI3 C0..C3  ciphertext 1 (8)  random number 1 (8)  dispersion factor (8)
 *   83 ←   DI0..DI3         random number 2 (4)  ESAM serial number (8)
 * </pre>
 *
 * Ciphertext 1 is random number 1 under the meter's own key, which the dispersion factor makes out of the key machine's. The
 * factor is the meter number, filled with zeros: number 202311070001 travels as {@code 01 00 07 11 23 20 00 00}. Every field
 * travels low byte first (seen in one firmware, otherwise unconfirmed); here all bytes stand as they travel.
 */
public record IdentityAuthentication(byte[] ciphertext, byte[] random, byte[] factor) {

    /** The identifier, as people write it. */
    public static final String ITEM = "070000FF";
    /** The same as a number. */
    public static final int CODE = 0x070000FF;

    /** Bytes of ciphertext 1, of random number 1, of the dispersion factor and of the ESAM serial number. */
    public static final int FIELD_LENGTH = 8;
    /** Bytes of random number 2. */
    public static final int RANDOM_2_LENGTH = 4;
    static final int REQUEST_LENGTH = 3 * FIELD_LENGTH;
    static final int REPLY_LENGTH = RANDOM_2_LENGTH + FIELD_LENGTH;

    /** @throws IllegalArgumentException when a field has not eight bytes */
    public IdentityAuthentication {
        check("ciphertext", ciphertext, FIELD_LENGTH);
        check("random", random, FIELD_LENGTH);
        check("factor", factor, FIELD_LENGTH);
    }

    private static void check(String field, byte[] bytes, int length) {
        if (bytes == null || bytes.length != length) {
            throw new IllegalArgumentException(field + " has not " + length + " bytes");
        }
    }

    /** The dispersion factor of a meter, by its number as people write it: up to twelve digits. */
    public static byte[] factor(String meterNumber) {
        byte[] factor = new byte[FIELD_LENGTH];
        WireAddress.write(Requested.address(meterNumber, false), factor, 0);
        return factor;
    }

    /** @param operator eight hex digits */
    public MeterRequest request(String address, String operator) {
        byte[] data = new byte[REQUEST_LENGTH];
        System.arraycopy(ciphertext, 0, data, 0, FIELD_LENGTH);
        System.arraycopy(random, 0, data, FIELD_LENGTH, FIELD_LENGTH);
        System.arraycopy(factor, 0, data, 2 * FIELD_LENGTH, FIELD_LENGTH);
        return new MeterRequest.Secure(address, ITEM, operator, data);
    }

    /** Says nothing of its contents. */
    @Override
    public String toString() {
        return "IdentityAuthentication";
    }

    /** What the meter answers: the random number of the session it has opened, and the number of its security module. */
    public record Answer(byte[] random, byte[] esamNumber) {

        /** @throws IllegalArgumentException when a field has not its length */
        public Answer {
            check("random", random, RANDOM_2_LENGTH);
            check("esamNumber", esamNumber, FIELD_LENGTH);
        }

        /** @throws MalformedFrameException when the reply holds anything else, a refusal for example */
        public static Answer of(MeterReply reply) {
            if (!(reply instanceof MeterReply.Values values) || values.values().size() != 1
                    || values.values().getFirst().raw().length != REPLY_LENGTH) {
                throw new MalformedFrameException("the answer to the identity authentication has not random number 2 and an ESAM serial number");
            }
            byte[] raw = values.values().getFirst().raw();
            return new Answer(Arrays.copyOf(raw, RANDOM_2_LENGTH), Arrays.copyOfRange(raw, RANDOM_2_LENGTH, REPLY_LENGTH));
        }

        /** Says nothing of the random number. */
        @Override
        public String toString() {
            return "Answer";
        }
    }
}
