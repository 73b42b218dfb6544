package com.wattwell.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.evidence.PasswordGuessEvidence;

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
    void theServerSeesRolesButNeverTheHash() throws Exception {
        AccountIdentity identity = new AccountIdentity(new NamePrincipal("li"), ACCOUNT);

        assertThat(identity.verifyEvidence(new PasswordGuessEvidence("a".toCharArray()))).isTrue();
        assertThat(identity.getAuthorizationIdentity().getAttributes().get("Roles")).containsExactly("VIEWER");
        assertThat(identity.getCredential(PasswordCredential.class)).isNull();
        assertThat(ACCOUNT.toString()).doesNotContain("$2a$");
    }
}
