package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is chance in a town comes from its seed and from nothing else. */
class SeedTest {

    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-03-05T12:00:00+08:00"));
    private static final String TOWN = "seed %d\nreply-delay 20-500\ndead-meters 6\ncompany T Test\nestate E\n"
            + "collectors 3 from C01 B{n}\nmeters 64 from 1 household\n";

    @Test
    void oneSeedGivesTheSameTownAgainAndAnotherSeedAnotherTown() {
        assertThat(meters(42)).isEqualTo(meters(42)).isNotEqualTo(meters(43));
    }

    @Test
    void theMetersOfATownDiffer() {
        assertThat(meters(42)).doesNotHaveDuplicates();
    }

    @Test
    void asManyMetersOfEachLineAreDeadAsTheTownFileSays() {
        Town town = TownFile.parse("t.town", TOWN.formatted(42));

        assertThat(town.collectors()).allSatisfy(collector ->
                assertThat(RunningCollector.meters(town, collector, NOON)).filteredOn(VirtualMeter::dead).hasSize(6));
    }

    @Test
    void aRateOfDeadMetersIsTheirShare() {
        Town town = TownFile.parse("t.town", TOWN.formatted(42).replace("3 from C01", "60 from C01"));
        long dead = town.collectors().stream().flatMap(collector -> RunningCollector.meters(town, collector, NOON).stream())
                .filter(meter -> meter.fallsUnder(0.1)).count();

        assertThat(dead / 3840.0).isBetween(0.085, 0.115);
    }

    private static List<String> meters(long seed) {
        Town town = TownFile.parse("t.town", TOWN.formatted(seed));
        return town.collectors().stream().flatMap(collector -> RunningCollector.meters(town, collector, NOON).stream())
                .map(meter -> meter.address() + " " + meter.energyNow() + " " + meter.replyDelayMillis() + " " + meter.dead()
                        + " " + meter.power(NOON.millis())).toList();
    }
}
