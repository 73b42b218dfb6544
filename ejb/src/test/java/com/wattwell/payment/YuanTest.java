package com.wattwell.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YuanTest {

    @Test
    void amountsOfChannelsAreWholeFen() {
        assertThat(Yuan.fen("0.01")).isEqualTo(1);
        assertThat(Yuan.fen(" 999999999.99 ")).isEqualTo(99_999_999_999L);
        assertThat(Yuan.signedFen("-0.03000")).isEqualTo(-3);
        assertThat(Yuan.signedFen("")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"92233720368547758.07", "1e5", "１.00", "0.001", "-1", "0", "1,000.00", "1.000001"})
    void whatNoChannelWritesIsNoAmount(String written) {
        assertThatThrownBy(() -> Yuan.fen(written)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no amount");
    }

    @Test
    void aNumberOfAChannelHoldsWhatChannelsWrite() {
        for (String number : new String[] {"2026\0", "", "2026 11", "9".repeat(65), "号"}) {
            assertThatThrownBy(() -> new Trade.Paid(number, "1", 100, Instant.EPOCH, null)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new Trade.Paid("2026112922001000005965766519202611292322475182445659", "", 100, Instant.EPOCH, null).amountFen()).isEqualTo(100);
    }
}
