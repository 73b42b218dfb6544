package com.wattwell.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.wildfly.security.password.Password;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.spec.EncryptablePasswordSpec;
import org.wildfly.security.password.spec.IteratedSaltedPasswordAlgorithmSpec;
import org.wildfly.security.password.util.ModularCrypt;

/**
 * One enabled user with at least one role.
 *
 * @param hash in modular crypt notation
 */
record Account(String hash, Set<String> roles) {

    /**
     * Stands for every name that is not there: no guess is right, and finding that out takes as long as for a real
     * account, so that names cannot be found by the time an answer takes.
     */
    static final Account NOBODY = new Account(hashOfNoPassword(), Set.of());

    private static final int QUERY_PATIENCE_SECONDS = 10;
    private static final int BCRYPT_BYTES = 72;

    static Optional<Account> find(DataSource dataSource, String query, String name) throws SQLException {
        try (Connection connection = dataSource.getConnection(); PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setQueryTimeout(QUERY_PATIENCE_SECONDS);
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                String hash = null;
                Set<String> roles = new LinkedHashSet<>();
                while (rows.next()) {
                    hash = rows.getString(1);
                    roles.add(rows.getString(2));
                }
                return hash == null ? Optional.empty() : Optional.of(new Account(hash, Set.copyOf(roles)));
            }
        }
    }

    /** Whether the guess is the password; takes as long as the hash's cost wants. */
    boolean hasPassword(char[] guess) throws GeneralSecurityException {
        Password stored = ModularCrypt.decode(hash);
        PasswordFactory factory = PasswordFactory.getInstance(stored.getAlgorithm(), WildFlyElytronPasswordProvider.getInstance());
        return factory.verify(factory.translate(stored), hashed(guess));
    }

    /** Bcrypt looks at 72 bytes; of a longer password the application hashes the SHA-256 in hex. */
    private static char[] hashed(char[] guess) throws GeneralSecurityException {
        byte[] bytes = new String(guess).getBytes(StandardCharsets.UTF_8);
        return bytes.length <= BCRYPT_BYTES ? guess : HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)).toCharArray();
    }

    private static String hashOfNoPassword() {
        try {
            SecureRandom random = new SecureRandom();
            byte[] salt = new byte[BCryptPassword.BCRYPT_SALT_SIZE];
            byte[] secret = new byte[32];
            random.nextBytes(salt);
            random.nextBytes(secret);
            PasswordFactory factory = PasswordFactory.getInstance(BCryptPassword.ALGORITHM_BCRYPT, WildFlyElytronPasswordProvider.getInstance());
            return ModularCrypt.encodeAsString(factory.generatePassword(new EncryptablePasswordSpec(
                    HexFormat.of().formatHex(secret).toCharArray(), new IteratedSaltedPasswordAlgorithmSpec(11, salt))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bcrypt is missing from this JVM's providers", e);
        }
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "Account[roles=" + roles + "]";
    }
}
