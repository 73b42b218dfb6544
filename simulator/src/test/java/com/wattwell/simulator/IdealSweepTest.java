package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdealSweepTest {

    private static final String BENCH = """
            network GPRS
            jitter 0
            round-trip 300
            packing-gap 20
            baud 2400
            reply-delay 60
            %s
            company B Bench
            estate E
            collectors 3 from B0001 Line {n}
            meters 64 from 100000000001 household
            """;

    @Test
    void isTheSumByHand() {
        // 44 bytes at 2400 baud: 44 × 11 / 2400 s = 201.666… ms; with trip, gap and reply 581.666… ms; 64 of them 37.22666… s
        IdealSweep ideal = IdealSweep.of(TownFile.parse("b.town", BENCH.formatted("")));

        assertThat(ideal.lines()).containsOnlyKeys("B0001", "B0002", "B0003");
        assertThat(ideal.slowestLine()).isBetween(Duration.ofNanos(37_226_666_600L), Duration.ofNanos(37_226_666_700L));
    }

    @Test
    void deadMetersDoNotCount() {
        IdealSweep ideal = IdealSweep.of(TownFile.parse("b.town", BENCH.formatted("dead-meters 6")));

        assertThat(ideal.slowestLine()).isBetween(Duration.ofNanos(58 * 581_666_666L), Duration.ofNanos(58 * 581_666_667L));
    }

    @Test
    void eachMeterCountsWithItsOwnReplyDelay() {
        Town town = TownFile.parse("b.town", BENCH.formatted("reply-delay 20-500"));
        long delays = town.collectors().getFirst().meters().stream().mapToLong(range -> {
            long sum = 0;
            for (int i = 0; i < range.count(); i++) {
                sum += town.collectors().getFirst().timing().replyMillis(Town.seedOfMeter(town.seedOf(town.collectors().getFirst()), 100000000001L + i));
            }
            return sum;
        }).sum();

        assertThat(delays).isBetween(64 * 200L, 64 * 320L);
        assertThat(IdealSweep.of(town).lines().get("B0001").toMillis()).isEqualTo(64 * (320 * 3 + 605) / 3 + delays);
    }

    @Test
    void everyProtocolCountsWithItsOwnExchanges() {
        // 1997: 18 + 22 bytes; CJ/T 188: 20 + 39; M-Bus by its primary address: 5 + 1, then 5 + 67
        String mixed = BENCH.formatted("").replace("collectors 3", "collectors 1").replace("meters 64 from 100000000001 household",
                "protocol dlt645-1997\nmeters 1 from 1 household\nprotocol cjt188\nmeters 1 from 1 household-water\nprotocol mbus\nmeters 1 from 1 household-water");
        Duration each = Duration.ofMillis(380);

        assertThat(IdealSweep.of(TownFile.parse("m.town", mixed)).slowestLine())
                .isBetween(each.multipliedBy(4).plusNanos(177 * 4_583_333L), each.multipliedBy(4).plusNanos(177 * 4_583_334L));
    }

    @Test
    void aTownWithoutDelaysNeedsNoTime() {
        IdealSweep ideal = IdealSweep.of(TownFile.parse("b.town", BENCH.formatted("reply-delay 0\nround-trip 0\npacking-gap 0\nbaud unlimited")));

        assertThat(ideal.slowestLine()).isZero();
    }
}
