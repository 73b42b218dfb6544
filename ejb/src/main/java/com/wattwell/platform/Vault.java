package com.wattwell.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets that stand in the database (meters' and merchants' passwords and keys) under the installation's master key,
 * AES-256 in GCM. What a secret is for is sealed with it, so that a sealed value moved to another row cannot be opened.
 *
 * <pre>
 *   1 byte   2 bytes            12 bytes   n + 16 bytes
 *   version  which master key   nonce      secret and tag
 * </pre>
 *
 * The key is {@value #KEY}, 32 bytes in Base64. To change it, the old one goes to {@value #OLD_KEY}: what was sealed
 * under it opens until it is sealed anew.
 */
@ApplicationScoped
public class Vault {

    static final String KEY = "WATTWELL_MASTER_KEY";
    static final String OLD_KEY = "WATTWELL_MASTER_KEY_OLD";

    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int MARK_BYTES = 2;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_BYTES = 1 + MARK_BYTES + NONCE_BYTES;

    private final SecureRandom random = new SecureRandom();
    private final byte[] key;
    private final byte[] oldKey;

    public Vault() {
        this(System.getenv(KEY), System.getenv(OLD_KEY));
    }

    /** @param key 32 bytes in Base64, or {@code null} when there is none; then nothing can be sealed or opened */
    public Vault(String key, String oldKey) {
        this.key = bytes(KEY, key);
        this.oldKey = bytes(OLD_KEY, oldKey);
    }

    private static byte[] bytes(String name, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text.strip());
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below, without the text
        }
        throw new IllegalStateException(name + " is not 32 bytes in Base64");
    }

    /** Whether there is a key; without one nothing can be sealed or opened. */
    public boolean hasKey() {
        return key != null;
    }

    /** Whether there is a former key beside the present one, under which something may still be sealed. */
    public boolean hasOldKey() {
        return key != null && oldKey != null;
    }

    /** Whether a secret was sealed under the former key. */
    public boolean isUnderOldKey(byte[] sealed) {
        try {
            return hasOldKey() && sealed.length >= HEAD_BYTES && Arrays.equals(Arrays.copyOfRange(sealed, 1, 1 + MARK_BYTES), mark(oldKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is missing from this JVM", e);
        }
    }

    /**
     * @param purpose what the secret is for and where it stands, such as {@code meter_password/17/2}; opening needs the same
     * @throws RefusedException when the installation has no master key
     */
    public byte[] seal(String purpose, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] with = mustHave(key);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, with, nonce, purpose).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(HEAD_BYTES + sealed.length).put(VERSION).put(mark(with)).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing from this JVM", e);
        }
    }

    /** @throws IllegalStateException when it was sealed for another purpose or under another key, or was changed */
    public String open(String purpose, byte[] sealed) {
        if (sealed.length < HEAD_BYTES || sealed[0] != VERSION) {
            throw new IllegalStateException("This is no sealed secret");
        }
        byte[] mark = Arrays.copyOfRange(sealed, 1, 1 + MARK_BYTES);
        byte[] nonce = Arrays.copyOfRange(sealed, 1 + MARK_BYTES, HEAD_BYTES);
        try {
            byte[] with = oldKey != null && !Arrays.equals(mark, mark(mustHave(key))) ? oldKey : mustHave(key);
            return new String(cipher(Cipher.DECRYPT_MODE, with, nonce, purpose).doFinal(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES),
                    StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new IllegalStateException("A secret does not open: another master key, another place, or it was changed", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing from this JVM", e);
        }
    }

    private static byte[] mustHave(byte[] key) {
        if (key == null) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "password", "refused.noMasterKey",
                    "This server has no master key (" + KEY + "), so no secret can be kept or used.", KEY);
        }
        return key;
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Tells keys apart without telling anything about them. */
    private static byte[] mark(byte[] key) throws GeneralSecurityException {
        return Arrays.copyOf(java.security.MessageDigest.getInstance("SHA-256").digest(key), MARK_BYTES);
    }
}
