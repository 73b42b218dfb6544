package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TownMainTest {

    @Test
    void withoutWordsItIsTheDefaultTown() {
        TownMain.Options options = TownMain.Options.of();

        assertThat(options.town().meterCount()).isEqualTo(1000);
        assertThat(options.register()).isNull();
        assertThat(options.control()).isNegative();
        assertThat(options.keyMachine()).isNegative();
    }

    @Test
    void allWordsAreUnderstood() {
        TownMain.Options options = TownMain.Options.of("town", "--file", "zero-delay", "--connect", "127.0.0.1:7000",
                "--register", "http://127.0.0.1:8080", "--switches", "moves", "--control", "7001", "--key-machine", "7002", "--outside", "7003");

        assertThat(options.town().name()).isEqualTo("Zero Delay");
        assertThat(options.connect().getPort()).isEqualTo(7000);
        assertThat(options.register()).isEqualTo("http://127.0.0.1:8080");
        assertThat(options.switches()).hasFileName("moves");
        assertThat(options.control()).isEqualTo(7001);
        assertThat(options.keyMachine()).isEqualTo(7002);
        assertThat(options.outside()).isEqualTo(7003);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--what x", "--file", "town --connect"})
    void otherWordsGetTheUsage(String words) {
        assertThatThrownBy(() -> TownMain.Options.of(words.split(" "))).hasMessageStartingWith("town [--file FILE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7000", "host:x", ":7000", "host:70000"})
    void aWrongAddressIsRefused(String address) {
        assertThatThrownBy(() -> TownMain.Options.of("--connect", address)).isInstanceOf(IllegalArgumentException.class);
    }
}
