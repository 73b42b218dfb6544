package com.wattwell.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HexTest {

    @Test
    void bytesAreWrittenInUpperCase() {
        assertThat(Hex.of(new byte[] {0x0A, (byte) 0xFF, 0})).isEqualTo("0AFF00");
    }

    @Test
    void aFieldThatTravelsLowByteFirstIsWrittenReversed() {
        assertThat(Hex.reversed(Hex.parse("68129078563412"), 1, 7)).isEqualTo("123456789012");
    }

    @Test
    void blanksBetweenPairsAndLowerCaseAreRead() {
        assertThat(Hex.parse(" 0a ff  00")).containsExactly(0x0A, 0xFF, 0x00);
    }

    @Test
    void whatIsNoHexIsRefusedWithItsPosition() {
        assertThatThrownBy(() -> Hex.parse("0A0G")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'G' at position 3 is not a hex digit");
        assertThatThrownBy(() -> Hex.parse("0A0")).hasMessage("hex digit at position 2 stands without its pair");
        assertThatThrownBy(() -> Hex.parse("0 A")).hasMessage("hex digit at position 0 stands without its pair");
        assertThatThrownBy(() -> Hex.parse("１２")).hasMessageContaining("position 0");
    }
}
