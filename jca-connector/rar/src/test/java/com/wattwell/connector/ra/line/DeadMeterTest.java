package com.wattwell.connector.ra.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadMeterTest {

    private final LineBench bench = new LineBench();

    @Test
    void aMeterIsSetAsideAfterTwoFailedExchanges() {
        fail("1", 1);
        assertThat(bench.outcomes.getLast().timing().nextProbeAt()).isNull();
        fail("1", 1);

        MeterTiming timing = bench.outcomes.getLast().timing();
        assertThat(timing.consecutiveFailures()).isEqualTo(2);
        assertThat(timing.nextProbeAt()).isAfter(bench.outcomes.getLast().endedAt());
    }

    @Test
    void aReadingForASetAsideMeterEndsAtOnceWithoutTouchingTheLine() {
        fail("1", 2);
        bench.sent.clear();
        bench.handOver(bench.reading("1"));

        assertThat(bench.outcomes.getLast().end()).isEqualTo(End.SET_ASIDE);
        assertThat(bench.outcomes.getLast().requestSent()).isFalse();
        assertThat(bench.sent).isEmpty();
    }

    @Test
    void readingsThatAlreadyWaitedWhenTheMeterWasSetAsideEndAsSetAside() {
        bench.handOver(bench.reading("1"), bench.reading("1"), bench.reading("1"), bench.reading("1"));
        bench.letAllTimeOut();

        assertThat(bench.ends()).containsExactly(End.NO_REPLY, End.NO_REPLY, End.SET_ASIDE, End.SET_ASIDE);
    }

    @Test
    void aMeterKnownAsDeadByTheApplicationIsSetAsideHereToo() {
        MeterTiming dead = new MeterTiming(0, 0, 4, bench.now().plusSeconds(300));
        bench.handOver(bench.exchange(Lane.READING, "1", "00010000", 3, Duration.ofHours(1), dead));

        assertThat(bench.ends()).containsExactly(End.SET_ASIDE);
        assertThat(bench.outcomes.getFirst().timing()).isEqualTo(dead);
    }

    @Test
    void anotherDeviceUnderTheAddressIsTriedWithWhatTheApplicationKnowsOfIt() {
        fail("1", 2);
        bench.lines.forgetTiming(2, "1");
        bench.lines.forgetTiming(1, "2");
        bench.handOver(bench.reading("1"));
        assertThat(bench.outcomes.getLast().end()).as("of another line, or another meter, was nothing to forget").isEqualTo(End.SET_ASIDE);
        bench.lines.forgetTiming(1, "1");
        bench.handOver(bench.reading("1"));
        bench.answerAfter(100);

        assertThat(bench.outcomes.getLast().end()).isEqualTo(End.REPLIED);
        assertThat(bench.outcomes.getLast().timing().consecutiveFailures()).isZero();
    }

    @Test
    void controlIsTriedOnASetAsideMeterAlways() {
        fail("1", 2);
        bench.handOver(bench.control("1"));
        bench.answerAfter(100);

        assertThat(bench.outcomes.getLast().end()).isEqualTo(End.REPLIED);
        assertThat(bench.outcomes.getLast().timing().nextProbeAt()).isNull();
        assertThat(bench.outcomes.getLast().timing().consecutiveFailures()).isZero();
    }

    @Test
    void failedControlDoesNotMakeProbesRarer() {
        fail("1", 2);
        MeterTiming before = bench.outcomes.getLast().timing();
        bench.handOver(bench.control("1"));
        bench.letAllTimeOut();

        assertThat(bench.outcomes.getLast().timing().nextProbeAt()).isEqualTo(before.nextProbeAt());
    }

    @Test
    void aProbeIsOneTry() {
        fail("1", 2);
        bench.sent.clear();
        bench.loop.advance(Duration.ofMinutes(3));
        bench.handOver(bench.reading("1"));
        bench.letAllTimeOut();

        assertThat(bench.sent).hasSize(1);
        assertThat(bench.outcomes.getLast().end()).isEqualTo(End.NO_REPLY);
    }

    @Test
    void probesBecomeEverRarerUpToSixHours() {
        fail("1", 2);
        Duration expected = Duration.ofMinutes(2);
        for (int probe = 0; probe < 12; probe++) {
            MeterTiming timing = bench.outcomes.getLast().timing();
            Duration interval = Duration.between(bench.outcomes.getLast().endedAt(), timing.nextProbeAt());
            assertThat(interval).isEqualTo(expected);
            bench.loop.advance(interval);
            fail("1", 1);
            expected = expected.multipliedBy(2).compareTo(Duration.ofHours(6)) > 0 ? Duration.ofHours(6) : expected.multipliedBy(2);
        }
    }

    @Test
    void aMeterThatAnswersItsProbeIsAsOthersAgain() {
        fail("1", 2);
        bench.loop.advance(Duration.ofMinutes(3));
        bench.handOver(bench.reading("1"));
        bench.answerAfter(100);
        assertThat(bench.outcomes.getLast().timing().nextProbeAt()).isNull();
        bench.sent.clear();
        bench.handOver(bench.reading("1"));
        bench.letAllTimeOut();

        assertThat(bench.sent).hasSize(3);
    }

    @Test
    void whenOneSetAsideMeterAnswersTheOthersAreTriedAtOnceBecauseTheLineWasBroken() {
        fail("1", 3);
        fail("2", 6);
        bench.loop.advance(Duration.ofMinutes(5));
        bench.handOver(bench.reading("2"));
        assertThat(bench.outcomes.getLast().end()).isEqualTo(End.SET_ASIDE);
        bench.handOver(bench.reading("1"));
        bench.answerAfter(100);
        bench.handOver(bench.reading("2"));
        bench.answerAfter(100);

        assertThat(bench.ends()).endsWith(End.SET_ASIDE, End.REPLIED, End.REPLIED);
    }

    @Test
    void probesOfSixDeadMetersCostLessThanATenthOfASweep() {
        Set<String> dead = Set.of("5", "6", "17", "30", "41", "64");
        for (String meter : dead) {
            fail(meter, 2);
        }
        bench.loop.advance(Duration.ofMinutes(30));
        bench.outcomes.clear();
        long alone = sweep(Set.of());
        bench.loop.advance(Duration.ofMinutes(30));
        for (String meter : dead) {
            fail(meter, 3);
        }
        bench.loop.advance(Duration.ofHours(12));
        long withDead = sweep(dead);

        assertThat(bench.count("probes_total")).isGreaterThan(0);
        assertThat(withDead).isLessThan(alone * 11 / 10);
    }

    /** 64 meters behind 300 ms of network and 50 ms of meter; dead ones do not answer. @return milliseconds */
    private long sweep(Set<String> dead) {
        Exchange[] exchanges = new Exchange[64];
        for (int meter = 1; meter <= 64; meter++) {
            exchanges[meter - 1] = bench.reading(Integer.toString(meter));
        }
        int expected = bench.outcomes.size() + exchanges.length;
        long begun = bench.loop.nanos();
        bench.handOver(exchanges);
        while (bench.outcomes.size() < expected) {
            String meter = Long.toString(Long.parseLong(bench.request().address()));
            int before = bench.outcomes.size();
            if (dead.contains(meter)) {
                while (bench.outcomes.size() == before) {
                    bench.loop.advanceMillis(10);
                }
            } else {
                bench.loop.advanceMillis(LineBench.busMillis(40) + 350);
                bench.comes(bench.answer());
            }
        }
        return Duration.ofNanos(bench.loop.nanos() - begun).toMillis();
    }

    private void fail(String meter, int times) {
        for (int i = 0; i < times; i++) {
            int before = bench.outcomes.size();
            bench.handOver(bench.exchange(Lane.READING, meter, "00010000", 1, Duration.ofHours(1), MeterTiming.UNKNOWN));
            while (bench.outcomes.size() == before) {
                bench.loop.advanceMillis(10);
            }
            if (bench.outcomes.getLast().end() == End.SET_ASIDE) {
                bench.loop.advance(Duration.between(bench.now(), bench.outcomes.getLast().timing().nextProbeAt()).plusMillis(1));
                i--;
            }
        }
    }
}
