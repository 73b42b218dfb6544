package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import com.wattwell.simulator.Statistics.Counter;
import org.junit.jupiter.api.Test;

class BusLineTest {

    private static final int ENERGY = 0x00010000;
    private static final String GPRS = "round-trip 300\njitter 0\npacking-gap 100\nbaud 2400\nreply-delay 60";
    private static final String WIRE = "round-trip 0\npacking-gap 0\nbaud 2400\nreply-delay 60";
    private static final String INSTANT = "round-trip 0\npacking-gap 0\nbaud unlimited\nreply-delay 0";
    /** One byte at 2400 baud: 11 bits. */
    private static final double BYTE = 11_000.0 / 2400;

    @Test
    void anAnswerTakesTheTripTheBytesTheMeterAndTheGap() {
        TestLine line = new TestLine(GPRS, "1 from 161 household");

        line.read("000000000161", ENERGY);
        line.timeline.until(10_000);

        // 150 ms there, 20 bytes, 60 ms in the meter, 24 bytes, 100 ms gap, 150 ms back
        assertThat(line.arrivals).hasSize(1);
        assertThat(line.arrivals.getFirst().millis()).isCloseTo(150 + 20 * BYTE + 60 + 24 * BYTE + 100 + 150, within(0.001));
    }

    @Test
    void withoutDelaysTheAnswerIsThereAtOnce() {
        TestLine line = new TestLine(INSTANT, "1 from 161 household");

        line.read("000000000161", ENERGY);

        assertThat(line.arrivals).hasSize(1);
    }

    @Test
    void jitterMakesTripsDifferentButNotLongerOnAverage() {
        TestLine line = new TestLine(GPRS.replace("jitter 0", "jitter 120"), "1 from 161 household");
        double usual = 150 + 20 * BYTE + 60 + 24 * BYTE + 100 + 150;
        double sum = 0;
        double least = 1e9;
        double most = 0;
        for (int i = 0; i < 2000; i++) {
            double sent = line.timeline.millis();
            line.read("000000000161", ENERGY);
            line.timeline.until(sent + 2000);
            double took = line.arrivals.getLast().millis() - sent;
            sum += took;
            least = Math.min(least, took);
            most = Math.max(most, took);
        }

        assertThat(sum / 2000).isCloseTo(usual, within(3.0));
        assertThat(least).isBetween(usual - 120, usual - 90);
        assertThat(most).isBetween(usual + 90, usual + 120);
    }

    @Test
    void aRequestWhileAMeterThinksSpoilsBoth() {
        TestLine line = new TestLine(WIRE, "2 from 161 household");

        line.read("000000000161", ENERGY);
        line.timeline.until(20 * BYTE + 30);
        line.read("000000000162", ENERGY);
        line.timeline.until(10_000);

        assertThat(line.arrivals).hasSize(1);
        assertThat(line.line.meter("000000000162").dead()).isFalse();
        assertThat(isFrame(line.arrivals.getFirst().bytes())).isFalse();
        assertThat(line.statistics.of(Counter.COLLISIONS)).isEqualTo(1);
        assertThat(line.statistics.of(Counter.REQUESTS)).isEqualTo(1);
    }

    @Test
    void twoRequestsInOnePacketCollideOnTheBus() {
        TestLine line = new TestLine(WIRE, "2 from 161 household");
        String first = Hex.of(Dlt645Frame.request("000000000161", 0x11, Dlt645Frame.itemData(ENERGY)).encode());
        String second = Hex.of(Dlt645Frame.request("000000000162", 0x11, Dlt645Frame.itemData(ENERGY)).encode());

        line.send(first + second);
        line.timeline.until(10_000);

        assertThat(line.arrivals).hasSize(1);
        assertThat(isFrame(line.arrivals.getFirst().bytes())).isFalse();
        assertThat(line.statistics.of(Counter.COLLISIONS)).isEqualTo(1);
    }

    @Test
    void anAnswerToAHeartbeatLongBeforeDoesNotDisturbTheNextRequest() {
        TestLine line = new TestLine(WIRE, "1 from 161 household");

        line.send("706F6E67");
        line.timeline.until(1000);
        line.read("000000000161", ENERGY);
        line.timeline.until(10_000);

        assertThat(line.arrivals).hasSize(1).allMatch(arrival -> isFrame(arrival.bytes()));
        assertThat(line.statistics.of(Counter.COLLISIONS)).isZero();
        assertThat(line.statistics.of(Counter.NOISE_BYTES)).isEqualTo(4);
    }

    @Test
    void aRequestAfterTheAnswerIsNoCollision() {
        TestLine line = new TestLine(WIRE, "2 from 161 household");

        line.read("000000000161", ENERGY);
        line.timeline.until(20 * BYTE + 60 + 24 * BYTE);
        line.read("000000000162", ENERGY);
        line.timeline.until(10_000);

        assertThat(line.arrivals).hasSize(2).allMatch(arrival -> isFrame(arrival.bytes()));
        assertThat(line.statistics.of(Counter.COLLISIONS)).isZero();
    }

    @Test
    void aRequestAfterADeadMeterWasAskedIsAnswered() {
        TestLine line = new TestLine(WIRE, "2 from 161 household");
        line.meter("000000000161").setDead(true);

        line.read("000000000161", ENERGY);
        line.read("000000000162", ENERGY);
        line.timeline.until(10_000);

        assertThat(line.arrivals).hasSize(1);
        assertThat(line.lastReply().address()).isEqualTo("000000000162");
        assertThat(line.statistics.of(Counter.UNHEEDED)).isEqualTo(1);
    }

    @Test
    void aRequestMayComeInPiecesWithNoiseInFront() {
        TestLine line = new TestLine(WIRE, "1 from 161 household");

        line.send("00FF68");
        line.send("FEFE6861010000000068");
        line.timeline.until(50);
        line.send("1104333334331416");
        line.timeline.until(10_000);

        assertThat(line.lastReply().identifier()).isEqualTo(ENERGY);
    }

    @Test
    void twoMetersThatAnswerAWildcardAtOnceAreNotUnderstood() {
        TestLine line = new TestLine(WIRE, "2 from 161 household");

        line.send("FEFEFEFE68AAAAAAAAAAAA681300DF16");
        line.timeline.until(10_000);

        assertThat(isFrame(line.arrivals.getFirst().bytes())).isFalse();
        assertThat(line.statistics.of(Counter.COLLISIONS)).isEqualTo(1);
    }

    @Test
    void aMetersOwnReplyDelayCanBeSet() {
        TestLine line = new TestLine(WIRE, "1 from 161 household");
        line.meter("000000000161").setReplyDelay(1500);

        line.read("000000000161", ENERGY);
        line.timeline.until(10_000);

        assertThat(line.arrivals.getFirst().millis()).isCloseTo(20 * BYTE + 1500 + 24 * BYTE, within(0.001));
    }

    @Test
    void aWrongChecksumIsNotHeard() {
        TestLine line = new TestLine(INSTANT, "1 from 161 household");

        line.send("68610100000000681104333334331516");

        assertThat(line.arrivals).isEmpty();
        assertThat(line.statistics.of(Counter.REQUESTS)).isZero();
    }

    private static boolean isFrame(byte[] bytes) {
        try {
            Dlt645Frame.parse(bytes);
            return true;
        } catch (RuntimeException noFrame) {
            return false;
        }
    }
}
