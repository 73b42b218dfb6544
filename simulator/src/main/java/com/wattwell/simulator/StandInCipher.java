package com.wattwell.simulator;

import com.wattwell.protocol.dlt645.ControlCommand;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the town's key machine and its meters' security modules (ESAM) share. The real algorithm is SM1, which nobody has outside
 * of the utility's machine and the modules themselves, and so are the keys; here AES stands in its place, with keys that follow
 * from the town's seed. The shapes are the real ones: eight bytes of ciphertext 1, sixteen of a sealed order, four of a MAC.
 *
 * <pre>
 *   key of a meter     AES(master key of the purpose, factor | inverted factor)
 *   ciphertext 1       first 8 of AES(key, random number 1 | 0…)
 *   ciphertext         AES-ECB(key, message | 80 0…)
 *   MAC                first 4 of the last block of AES-CBC(key, head | message as it travels | 80 0…),
 *                      which begins with random number 2 | ESAM serial number
 * </pre>
 */
final class StandInCipher {

    private static final int BLOCK = 16;
    private static final int AUTHENTICATION_BYTES = 8;
    private static final int MAC_BYTES = 4;
    /** Amount 4, count 4. */
    static final int PURCHASE_BYTES = 8;

    /** Each has its own key, as in the real module. */
    private enum Purpose {
        IDENTITY, CONTROL, PARAMETER
    }

    /** What a message is sealed for: one session of one meter. All bytes as they travel. */
    record Session(byte[] factor, byte[] esamNumber, byte[] random) {
    }

    private final long seed;

    /** @param seed of the town */
    StandInCipher(long seed) {
        this.seed = seed;
    }

    /** Ciphertext 1 of an identity authentication. */
    byte[] authentication(byte[] factor, byte[] random) {
        return Arrays.copyOf(aes(Cipher.ENCRYPT_MODE, key(Purpose.IDENTITY, factor), null, Arrays.copyOf(random, BLOCK)), AUTHENTICATION_BYTES);
    }

    /** N1..N8 as ciphertext with MAC. */
    byte[] sealOrder(Session session, byte[] order) {
        return sealed(Purpose.CONTROL, session, new byte[0], order, true);
    }

    /** N1..N8, or {@code null} when the MAC is wrong. */
    byte[] openOrder(Session session, byte[] sealed) {
        byte[] order = opened(Purpose.CONTROL, session, new byte[0], sealed, true);
        return order != null && order.length == ControlCommand.ORDER_LENGTH ? order : null;
    }

    /** @param identifier DI0..DI3 as it travels */
    byte[] sealParameter(Session session, byte[] identifier, byte[] data, boolean encrypted) {
        return sealed(Purpose.PARAMETER, session, identifier, data, encrypted);
    }

    /** The data, or {@code null} when the MAC is wrong. */
    byte[] openParameter(Session session, byte[] identifier, byte[] sealed, boolean encrypted) {
        return opened(Purpose.PARAMETER, session, identifier, sealed, encrypted);
    }

    /** Amount and count with MAC 1, customer number with MAC 2: all in clear. */
    byte[] sealPurchase(Session session, byte[] amountAndCount, byte[] customer) {
        return WireData.join(sealed(Purpose.PARAMETER, session, new byte[0], amountAndCount, false), sealed(Purpose.PARAMETER, session, new byte[0], customer, false));
    }

    /** The same with both MACs 0, or {@code null} when one of them is wrong. */
    byte[] openPurchase(Session session, byte[] sealed) {
        int first = PURCHASE_BYTES + MAC_BYTES;
        if (sealed.length <= first + MAC_BYTES) {
            return null;
        }
        byte[] purchase = opened(Purpose.PARAMETER, session, new byte[0], Arrays.copyOf(sealed, first), false);
        byte[] customer = opened(Purpose.PARAMETER, session, new byte[0], Arrays.copyOfRange(sealed, first, sealed.length), false);
        return purchase == null || customer == null ? null : WireData.join(WireData.join(purchase, new byte[MAC_BYTES]), WireData.join(customer, new byte[MAC_BYTES]));
    }

    private byte[] sealed(Purpose purpose, Session session, byte[] head, byte[] message, boolean encrypted) {
        byte[] travels = encrypted ? aes(Cipher.ENCRYPT_MODE, key(purpose, session.factor()), null, padded(message)) : message;
        return WireData.join(travels, mac(purpose, session, head, travels));
    }

    private byte[] opened(Purpose purpose, Session session, byte[] head, byte[] sealed, boolean encrypted) {
        int length = sealed.length - MAC_BYTES;
        if (length < 1 || encrypted && length % BLOCK != 0) {
            return null;
        }
        byte[] travels = Arrays.copyOf(sealed, length);
        if (!MessageDigest.isEqual(mac(purpose, session, head, travels), Arrays.copyOfRange(sealed, length, sealed.length))) {
            return null;
        }
        return encrypted ? unpadded(aes(Cipher.DECRYPT_MODE, key(purpose, session.factor()), null, travels)) : travels;
    }

    private byte[] mac(Purpose purpose, Session session, byte[] head, byte[] message) {
        byte[] start = Arrays.copyOf(WireData.join(session.random(), session.esamNumber()), BLOCK);
        byte[] chained = aes(Cipher.ENCRYPT_MODE, key(purpose, session.factor()), start, padded(WireData.join(head, message)));
        return Arrays.copyOfRange(chained, chained.length - BLOCK, chained.length - BLOCK + MAC_BYTES);
    }

    private byte[] key(Purpose purpose, byte[] factor) {
        byte[] both = WireData.join(factor, factor);
        for (int i = factor.length; i < both.length; i++) {
            both[i] = (byte) ~both[i];
        }
        return aes(Cipher.ENCRYPT_MODE, master(purpose), null, both);
    }

    private byte[] master(Purpose purpose) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(("key machine of the town, " + purpose).getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest.digest(ByteBuffer.allocate(Long.BYTES).putLong(seed).array()), BLOCK);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    /** At least one byte more, up to whole blocks (ISO/IEC 7816-4). */
    private static byte[] padded(byte[] message) {
        byte[] padded = Arrays.copyOf(message, (message.length / BLOCK + 1) * BLOCK);
        padded[message.length] = (byte) 0x80;
        return padded;
    }

    private static byte[] unpadded(byte[] padded) {
        int end = padded.length - 1;
        while (end > 0 && padded[end] == 0) {
            end--;
        }
        return Arrays.copyOf(padded, end);
    }

    /** @param start of the chain; {@code null} when each block stands for itself */
    private static byte[] aes(int mode, byte[] key, byte[] start, byte[] blocks) {
        try {
            Cipher cipher = Cipher.getInstance(start == null ? "AES/ECB/NoPadding" : "AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), start == null ? null : new IvParameterSpec(start));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has AES", missing);
        }
    }
}
