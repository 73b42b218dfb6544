package com.wattwell.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProtocolsTest {

    @Test
    void everyProtocolIsFoundByItsStableName() {
        assertThat(Protocols.all()).isNotEmpty()
                .allSatisfy(protocol -> assertThat(Protocols.named(protocol.name())).isSameAs(protocol));
        assertThat(Protocols.named("DLT645_2007").name()).isEqualTo("DLT645_2007");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> Protocols.named("MODBUS")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no protocol is named 'MODBUS'; there are [DLT645_2007, DLT645_1997, CJT188, MBUS]");
        assertThatThrownBy(() -> Protocols.named(null)).hasMessageContaining("'null'");
    }
}
