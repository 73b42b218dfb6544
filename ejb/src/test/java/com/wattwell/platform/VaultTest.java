package com.wattwell.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class VaultTest {

    private static final String KEY = Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes());
    private static final String NEW_KEY = Base64.getEncoder().encodeToString("fedcba9876543210fedcba9876543210".getBytes());

    @Test
    void aSecretOpensForItsPurposeAndForNoOther() {
        Vault vault = new Vault(KEY, null);
        byte[] sealed = vault.seal("meter_password/1/2", "123456");

        assertThat(vault.open("meter_password/1/2", sealed)).isEqualTo("123456");
        assertThatThrownBy(() -> vault.open("meter_password/2/2", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSameSecretIsNeverSealedTheSame() {
        Vault vault = new Vault(KEY, null);

        assertThat(vault.seal("p", "123456")).isNotEqualTo(vault.seal("p", "123456"));
    }

    @Test
    void aChangedByteIsNoticed() {
        Vault vault = new Vault(KEY, null);
        byte[] sealed = vault.seal("p", "123456");
        for (int i = 3; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> vault.open("p", changed)).as("byte " + i).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void whatWasSealedUnderTheOldKeyOpensWhileItIsGiven() {
        byte[] old = new Vault(KEY, null).seal("p", "123456");

        assertThat(new Vault(NEW_KEY, KEY).open("p", old)).isEqualTo("123456");
        assertThatThrownBy(() -> new Vault(NEW_KEY, null).open("p", old)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void withoutAKeyNothingIsKeptAndAKeyThatIsNoneIsRefusedAtOnce() {
        assertThatThrownBy(() -> new Vault(null, null).seal("p", "123456")).isInstanceOf(RefusedException.class).hasMessageContaining("WATTWELL_MASTER_KEY");
        assertThatThrownBy(() -> new Vault("c2hvcnQ=", null)).isInstanceOf(IllegalStateException.class).hasMessageContaining("32 bytes").hasMessageNotContaining("c2hvcnQ");
    }
}
