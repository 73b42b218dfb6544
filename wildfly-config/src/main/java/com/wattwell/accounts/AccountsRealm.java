package com.wattwell.accounts;

import java.security.Principal;
import java.security.spec.AlgorithmParameterSpec;
import java.sql.SQLException;
import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.wildfly.security.auth.SupportLevel;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityRealm;
import org.wildfly.security.credential.Credential;
import org.wildfly.security.evidence.Evidence;
import org.wildfly.security.evidence.PasswordGuessEvidence;

/**
 * The application's users and roles for the server's sign-in: a module in the server.
 *
 * <p>It reads the user's row each time it is asked, so that a changed password, a disabled account or a role taken away counts
 * at once and on every node, and answers only whether a guess is right; the hash is never handed out. What is dear, bcrypt,
 * is spared by {@link RightGuesses}. A {@code caching-realm} above it would bring back for a while what was taken away.
 *
 * <p>Configuration: {@code data-source}, the JNDI name; {@code principal-query}, SQL with one parameter, the name, whose
 * rows hold the password hash (modular crypt) and one role each.
 */
public final class AccountsRealm implements SecurityRealm {

    private String dataSourceName;
    private String query;
    private final RightGuesses rightGuesses = new RightGuesses(System::nanoTime);

    /** Called by the server. */
    public void initialize(Map<String, String> configuration) {
        dataSourceName = required(configuration, "data-source");
        query = required(configuration, "principal-query");
    }

    private static String required(Map<String, String> configuration, String name) {
        String value = configuration.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The realm needs " + name + " in its configuration");
        }
        return value;
    }

    @Override
    public RealmIdentity getRealmIdentity(Principal principal) throws RealmUnavailableException {
        if (!(principal instanceof NamePrincipal)) {
            return RealmIdentity.NON_EXISTENT;
        }
        try {
            return Account.find(dataSource(), query, principal.getName())
                    .<RealmIdentity>map(account -> new AccountIdentity(principal, account, rightGuesses))
                    .orElseGet(() -> new AccountIdentity(principal, Account.NOBODY, rightGuesses));
        } catch (SQLException e) {
            throw new RealmUnavailableException("The accounts cannot be read", e);
        }
    }

    /** Looked up at each use: the realm is there before the data source is. */
    private DataSource dataSource() throws RealmUnavailableException {
        try {
            return InitialContext.doLookup(dataSourceName);
        } catch (NamingException e) {
            throw new RealmUnavailableException("There is no data source " + dataSourceName, e);
        }
    }

    @Override
    public SupportLevel getCredentialAcquireSupport(Class<? extends Credential> type, String algorithm, AlgorithmParameterSpec parameters) {
        return SupportLevel.UNSUPPORTED;
    }

    @Override
    public SupportLevel getEvidenceVerifySupport(Class<? extends Evidence> type, String algorithm) {
        return PasswordGuessEvidence.class.isAssignableFrom(type) ? SupportLevel.SUPPORTED : SupportLevel.UNSUPPORTED;
    }
}
