package com.wattwell.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.evidence.PasswordGuessEvidence;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.spec.EncryptablePasswordSpec;
import org.wildfly.security.password.spec.IteratedSaltedPasswordAlgorithmSpec;
import org.wildfly.security.password.util.ModularCrypt;

class AccountTest {

    /** The password is {@code a}; from jBCrypt's own tests. */
    private static final Account ACCOUNT = new Account("$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe", Set.of("VIEWER"));

    @Test
    void aGuessIsRightOrWrong() throws GeneralSecurityException {
        assertThat(ACCOUNT.hasPassword("a".toCharArray())).isTrue();
        assertThat(ACCOUNT.hasPassword("b".toCharArray())).isFalse();
        assertThat(ACCOUNT.hasPassword(new char[0])).isFalse();
    }

    @Test
    void aRightGuessIsRememberedForAWhileAndForItsHashOnly() throws GeneralSecurityException {
        AtomicLong nanos = new AtomicLong();
        RightGuesses guesses = new RightGuesses(nanos::get);
        guesses.remember("the hash", "a".toCharArray());

        assertThat(guesses.has("the hash", "a".toCharArray())).isTrue();
        assertThat(guesses.has("the hash", "b".toCharArray())).isFalse();
        assertThat(guesses.has("the hash after a change", "a".toCharArray())).isFalse();
        nanos.set(TimeUnit.SECONDS.toNanos(30));
        assertThat(guesses.has("the hash", "a".toCharArray())).isFalse();
    }

    @Test
    void ofALongPasswordEveryCharacterCounts() throws GeneralSecurityException {
        String password = "0123456789abcdef".repeat(8);
        byte[] salt = new byte[BCryptPassword.BCRYPT_SALT_SIZE];
        String hashed = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8)));
        PasswordFactory factory = PasswordFactory.getInstance(BCryptPassword.ALGORITHM_BCRYPT, WildFlyElytronPasswordProvider.getInstance());
        String hash = ModularCrypt.encodeAsString(factory.generatePassword(
                new EncryptablePasswordSpec(hashed.toCharArray(), new IteratedSaltedPasswordAlgorithmSpec(5, salt))));
        Account account = new Account(hash, Set.of("VIEWER"));

        assertThat(account.hasPassword(password.toCharArray())).isTrue();
        assertThat(account.hasPassword((password.substring(0, 127) + "x").toCharArray())).isFalse();
    }

    @Test
    void theServerSeesRolesButNeverTheHash() throws Exception {
        AccountIdentity identity = new AccountIdentity(new NamePrincipal("li"), ACCOUNT, new RightGuesses(System::nanoTime));

        assertThat(identity.verifyEvidence(new PasswordGuessEvidence("a".toCharArray()))).isTrue();
        assertThat(identity.getAuthorizationIdentity().getAttributes().get("Roles")).containsExactly("VIEWER");
        assertThat(identity.getCredential(PasswordCredential.class)).isNull();
        assertThat(ACCOUNT.toString()).doesNotContain("$2a$");
    }
}
