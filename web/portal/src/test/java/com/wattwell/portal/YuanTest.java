package com.wattwell.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.platform.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YuanTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            100        | 10000
            99.5       | 9950
            '1,234.50' | 123450
            ¥50        | 5000
            -3.05      | -305
            0          | 0
            """)
    void amountsAreReadAsPeopleWriteThem(String written, long fen) {
        assertThat(Yuan.amount("amount", written)).isEqualTo(fen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1", "1E2000000000", "１.００", "1.001", "one", "1.", "1234567890123"})
    void whatIsNoAmountIsRefused(String written) {
        assertThatThrownBy(() -> Yuan.fen("amount", written)).isInstanceOf(RefusedException.class).hasMessageContaining("amount must be an amount");
    }

    @Test
    void nothingIsNoAmountWhereOneIsNeeded() {
        assertThat(Yuan.fen("amount", " ")).isNull();
        assertThatThrownBy(() -> Yuan.amount("amount", " ")).isInstanceOf(RefusedException.class);
    }
}
