package com.wattwell.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private final Numbers numbers = new Numbers();

    @Test
    void aHundredPerCentIsNeverSaidOfLess() {
        assertThat(numbers.percent(0.9999)).isEqualTo("99.9 %");
        assertThat(numbers.percent(1.0)).isEqualTo("100 %");
        assertThat(numbers.percent(0.0)).isEqualTo("0.0 %");
        assertThat(numbers.percent(null)).isEqualTo("–");
    }

    @Test
    void aValueKeepsThePlacesItCameWith() {
        assertThat(numbers.value(new BigDecimal("11572.10"))).isEqualTo("11,572.10");
        assertThat(numbers.value(new BigDecimal("-0.0500"))).isEqualTo("-0.0500");
        assertThat(numbers.value(new BigDecimal("1E+3"))).isEqualTo("1,000");
        assertThat(numbers.value(null)).isEqualTo("–");
        assertThat(numbers.count(1_000_000)).isEqualTo("1,000,000");
    }
}
