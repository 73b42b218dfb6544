package com.wattwell.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QrCodeTest {

    @Test
    void aPictureHasFourWhiteSquaresOnEachSideOfTheCode() {
        assertThat(QrCode.size("7000")).isEqualTo(21);
        assertThat(QrCode.svg("7000")).contains("viewBox=\"-4 -4 29 29\"", "<rect x=\"-4\" y=\"-4\" width=\"29\" height=\"29\"", "d=\"M0 0h7v1h-7z");
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThatThrownBy(() -> QrCode.svg("7".repeat(10_000))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("10000 characters");
    }
}
