package com.wattwell.accounts;

import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.spec.AlgorithmParameterSpec;
import org.wildfly.security.auth.SupportLevel;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.authz.Attributes;
import org.wildfly.security.authz.AuthorizationIdentity;
import org.wildfly.security.authz.MapAttributes;
import org.wildfly.security.credential.Credential;
import org.wildfly.security.evidence.Evidence;
import org.wildfly.security.evidence.PasswordGuessEvidence;

/** An account as the server sees it: it verifies guesses, and never shows the hash. */
final class AccountIdentity implements RealmIdentity {

    /** The attribute in which Elytron looks for roles when nothing else is said. */
    private static final String ROLES = "Roles";

    private final Principal principal;
    private final Account account;
    private final RightGuesses rightGuesses;

    AccountIdentity(Principal principal, Account account, RightGuesses rightGuesses) {
        this.principal = principal;
        this.account = account;
        this.rightGuesses = rightGuesses;
    }

    @Override
    public Principal getRealmIdentityPrincipal() {
        return principal;
    }

    @Override
    public SupportLevel getCredentialAcquireSupport(Class<? extends Credential> type, String algorithm, AlgorithmParameterSpec parameters) {
        return SupportLevel.UNSUPPORTED;
    }

    @Override
    public <C extends Credential> C getCredential(Class<C> type) {
        return null;
    }

    @Override
    public SupportLevel getEvidenceVerifySupport(Class<? extends Evidence> type, String algorithm) {
        return PasswordGuessEvidence.class.isAssignableFrom(type) ? SupportLevel.SUPPORTED : SupportLevel.UNSUPPORTED;
    }

    @Override
    public boolean verifyEvidence(Evidence evidence) throws RealmUnavailableException {
        if (!(evidence instanceof PasswordGuessEvidence guess)) {
            return false;
        }
        try {
            if (rightGuesses.has(account.hash(), guess.getGuess())) {
                return true;
            }
            boolean right = account.hasPassword(guess.getGuess());
            if (right) {
                rightGuesses.remember(account.hash(), guess.getGuess());
            }
            return right;
        } catch (GeneralSecurityException e) {
            throw new RealmUnavailableException("The stored password of " + principal.getName() + " cannot be used", e);
        }
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public AuthorizationIdentity getAuthorizationIdentity() {
        Attributes attributes = new MapAttributes();
        attributes.addAll(ROLES, account.roles());
        return AuthorizationIdentity.basicIdentity(attributes);
    }
}
