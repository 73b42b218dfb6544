package com.wattwell.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.wildfly.security.password.Password;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.spec.EncryptablePasswordSpec;
import org.wildfly.security.password.spec.IteratedSaltedPasswordAlgorithmSpec;
import org.wildfly.security.password.util.ModularCrypt;

/**
 * Hashes passwords the way the server's realm (module {@code com.wattwell.accounts}) checks them: bcrypt in modular crypt form.
 * Bcrypt looks at 72 bytes and passes over the rest, so of a longer password the SHA-256 in hex is hashed; the realm does the same.
 */
final class PasswordHash {

    /** 2^11 rounds: about 100 ms here. The realm remembers right guesses, so it is not paid for every request. */
    private static final int COST = 11;
    private static final int BCRYPT_BYTES = 72;

    private PasswordHash() {
    }

    static String of(String password) {
        try {
            byte[] salt = new byte[BCryptPassword.BCRYPT_SALT_SIZE];
            new SecureRandom().nextBytes(salt);
            PasswordFactory factory = PasswordFactory.getInstance(BCryptPassword.ALGORITHM_BCRYPT, WildFlyElytronPasswordProvider.getInstance());
            Password hash = factory.generatePassword(
                    new EncryptablePasswordSpec(hashed(password), new IteratedSaltedPasswordAlgorithmSpec(COST, salt)));
            return ModularCrypt.encodeAsString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bcrypt is missing from this JVM's providers", e);
        }
    }

    /** Whether the guess is the password; takes as long as the hash's cost wants. */
    static boolean matches(String hash, String guess) {
        try {
            Password stored = ModularCrypt.decode(hash);
            PasswordFactory factory = PasswordFactory.getInstance(stored.getAlgorithm(), WildFlyElytronPasswordProvider.getInstance());
            return factory.verify(factory.translate(stored), hashed(guess));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored password that cannot be used", e);
        }
    }

    private static char[] hashed(String password) throws GeneralSecurityException {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= BCRYPT_BYTES ? password.toCharArray() : HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)).toCharArray();
    }
}
