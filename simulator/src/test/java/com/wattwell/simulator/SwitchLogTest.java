package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.simulator.SwitchLog.Switched;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchLogTest {

    private static final Town TOWN = TownFile.parse("t.town", "company T Test\nestate E\ncollector C1 B\nmeters 2 from 161 household\n");
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    Path folder;

    private RunningTown start(SwitchLog log) {
        return TOWN.dial(new InetSocketAddress("127.0.0.1", 1), InstantSource.fixed(NOW), 1, log);
    }

    @Test
    void aTownThatIsStartedAgainFindsItsRelaysAndRegistersAsTheyWere() throws Exception {
        Path file = folder.resolve("switches");
        long noon = NOW.minusSeconds(7200).toEpochMilli();
        java.math.BigDecimal counted;
        try (SwitchLog log = SwitchLog.open(file); RunningTown town = start(log)) {
            town.collector("C1").meter("000000000161").execute(Relay.Action.TRIP, noon);
            counted = town.collector("C1").meter("000000000161").energyNow();
        }
        try (SwitchLog log = SwitchLog.open(file); RunningTown again = start(log)) {
            assertThat(again.collector("C1").meter("000000000161").relayOpen()).isTrue();
            assertThat(again.collector("C1").meter("000000000161").commandOpen()).isTrue();
            assertThat(again.collector("C1").meter("000000000161").energyNow()).isEqualTo(counted);
            assertThat(again.collector("C1").meter("000000000162").relayOpen()).isFalse();
            again.collector("C1").meter("000000000161").execute(Relay.Action.CLOSE, noon + 1000);
        }
        try (SwitchLog log = SwitchLog.open(file)) {
            assertThat(log.before()).extracting(Switched::action).containsExactly(Relay.Action.TRIP, Relay.Action.CLOSE);
        }
    }

    @Test
    void aLineThatWasCutOffAndAMeterThatIsNoMoreAreLeftOut() throws Exception {
        Path file = folder.resolve("switches");
        Files.writeString(file, "C9 000000000161 TRIP 1\nC1 000000000999 TRIP 1\nC1 000000000162 TRIP 1764000000000\nC1 0000");
        try (SwitchLog log = SwitchLog.open(file); RunningTown town = start(log)) {
            assertThat(town.collector("C1").meter("000000000161").relayOpen()).isFalse();
            assertThat(town.collector("C1").meter("000000000162").relayOpen()).isTrue();
        }
        assertThat(Files.readString(file)).endsWith("1764000000000\n");
    }

    @Test
    void ofEachMeterTheLatestHundredMovesAreKept() throws Exception {
        Path file = folder.resolve("switches");
        Files.createFile(file);
        for (int i = 0; i < 150; i++) {
            Files.writeString(file, "C1 000000000161 TRIP " + i + "\n", StandardOpenOption.APPEND);
        }
        try (SwitchLog log = SwitchLog.open(file)) {
            assertThat(log.before()).hasSize(100).first().extracting(Switched::at).isEqualTo(50L);
        }
    }
}
