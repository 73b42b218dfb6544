package com.wattwell.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class SealedColumnsTest {

    /** Whoever adds one: it is sealed anew at a start with a former master key, as the others are, or its secret is lost when that key goes. */
    @Test
    void everySealedColumnIsKnownToBeSealedAnew() {
        Database database = TestDatabase.fresh(LocalDate.of(2026, 11, 29));
        assertThat(database.<String>list("select table_name || '.' || column_name from information_schema.columns where table_schema = 'public' and column_name like '%sealed%' and data_type = 'bytea'",
                row -> row.getString(1))).containsExactlyInAnyOrder("meter_password.sealed", "meter_model_password.sealed", "customer.identity_number_sealed", "message_supplier.secret_sealed",
                "merchant_key.private_key_sealed", "merchant_key.api_v3_key_sealed", "invoice_provider.secret_sealed");
    }
}
