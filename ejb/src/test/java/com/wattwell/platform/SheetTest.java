package com.wattwell.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SheetTest {

    @Test
    void numbersAreWrittenWithoutAnExponentUnlessTheyWouldBeLong() {
        assertThat(Sheet.plain("1.5E3")).isEqualTo("1500");
        assertThat(Sheet.plain("6300.50")).isEqualTo("6300.5");
        assertThat(Sheet.plain("1E-3")).isEqualTo("0.001");
        assertThat(Sheet.plain("1E2000000000")).isEqualTo("1E2000000000");
        assertThat(Sheet.plain("9".repeat(1000))).hasSize(500);
    }
}
