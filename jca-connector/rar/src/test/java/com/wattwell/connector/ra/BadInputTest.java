package com.wattwell.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wattwell.connector.CollectorEvent.LoginRequested;
import com.wattwell.connector.CollectorEvent.Lost;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.ra.AdapterBench.Member;
import com.wattwell.connector.ra.fake.FakeBox;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes at an open port; each time a good collector beside it must not notice. */
class BadInputTest {

    private final AdapterBench bench = new AdapterBench();

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @Test
    void aBrowserIsTurnedAwayAtOnce() throws Exception {
        FakeBox browser = bench.start().dial().send("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n");

        assertThat(browser.isClosedByServer()).isTrue();
        await().until(() -> bench.refusals("HTTP") == 1);
        assertGoodNeighbour();
    }

    @Test
    void aTlsHelloOnThePlainPortIsTurnedAwayAtOnce() throws Exception {
        FakeBox scanner = bench.start().dial().send(Hex.parse("16030100F8010000F40303"));

        assertThat(scanner.isClosedByServer()).isTrue();
        await().until(() -> bench.refusals("TLS_ON_PLAIN_PORT") == 1);
        assertGoodNeighbour();
    }

    @Test
    void aProxyHeaderFromAStrangerIsTurnedAwayAndNotBelieved() throws Exception {
        FakeBox second = bench.start().dial().send(Hex.parse("0D0A0D0A000D0A515549540A2111000C01020304050607080001219D"));
        FakeBox first = bench.dial().send("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\nLOGIN7\r\n");

        assertThat(second.isClosedByServer()).isTrue();
        assertThat(first.isClosedByServer()).isTrue();
        await().until(() -> bench.refusals("PROXY_FROM_STRANGER") == 2);
        assertThat(bench.events).noneMatch(LoginRequested.class::isInstance);
    }

    @Test
    void aPortScanIsCounted() throws Exception {
        bench.start().dial().close();

        await().until(() -> bench.refusals("LEFT_UNREGISTERED") == 1);
        assertThat(bench.metric("sockets{state=\"UNREGISTERED\"}")).isZero();
    }

    @Test
    void aSilentSocketIsClosedAtTheDeadline() throws Exception {
        bench.adapter.setRegistrationSeconds(1);
        FakeBox silent = bench.start().dial();

        assertThat(silent.isClosedByServer()).isTrue();
        await().until(() -> bench.refusals("SILENT") == 1);
        assertGoodNeighbour();
    }

    @Test
    void endlessBytesAreCutOff() throws Exception {
        FakeBox endless = bench.start().dial();
        byte[] junk = new byte[1000];
        try {
            for (int i = 0; i < 10_000; i++) {
                endless.send(junk);
            }
        } catch (IOException closed) {
            // that is what we want
        }

        assertThat(endless.isClosedByServer()).isTrue();
        await().until(() -> bench.refusals("TOO_MANY_BYTES") == 1);
        assertGoodNeighbour();
    }

    @Test
    void bytesOneAtATimeAreGivenTheDeadlineAndNoMore() throws Exception {
        bench.adapter.setRegistrationSeconds(1);
        FakeBox slow = bench.start().dial();
        await().until(() -> {
            try {
                slow.send(new byte[] {'?'});
                return false;
            } catch (IOException closed) {
                return true;
            }
        });

        await().until(() -> bench.refusals("NO_REGISTRATION") == 1);
        assertGoodNeighbour();
    }

    @Test
    void aThousandSilentSocketsOfOneAddressShrinkToItsLimitAndAGoodBoxStillComesIn() throws Exception {
        bench.adapter.setLingerMillis(300);
        bench.adapter.setMaxUnregisteredPerAddress(64);
        bench.start();
        for (int i = 0; i < 1000; i++) {
            bench.dial();
        }
        assertGoodNeighbour();
        await().until(() -> bench.refusals("TOO_MANY_FROM_ADDRESS") == 1000 - 64);

        assertThat(bench.metric("sockets{state=\"UNREGISTERED\"}")).isEqualTo(64);
    }

    @Test
    void aFleetBehindOneAddressThatComesBackAllAtOnceIsLetIn() throws Exception {
        bench.adapter.setMaxUnregisteredPerAddress(10);
        bench.start();
        List<FakeBox> fleet = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            fleet.add(bench.dial());
        }
        for (int i = 0; i < fleet.size(); i++) {
            fleet.get(i).send("BOX" + i + "\r\n");
        }
        await().until(() -> bench.metric("registrations_total") == 300);

        assertThat(bench.refusals("TOO_MANY_FROM_ADDRESS")).isZero();
    }

    @Test
    void thePlacesInAllAreLimited() throws Exception {
        bench.adapter.setMaxUnregistered(20);
        bench.adapter.setMaxUnregisteredPerAddress(20);
        bench.start();
        for (int i = 0; i < 30; i++) {
            bench.dial();
        }

        await().until(() -> bench.refusals("TOO_MANY_UNREGISTERED") == 10);
    }

    @Test
    void framesWithWrongChecksumLengthOrAddressAreSkippedAndTheRightOneIsFound() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.handOver(bench.reading(member, "1"));
        Dlt645Frame request = member.box().request();
        byte[] right = FakeBox.reply(request);
        byte[] wrongSum = right.clone();
        wrongSum[wrongSum.length - 2]++;
        byte[] wrongLength = right.clone();
        wrongLength[4 + 9] += 3;
        byte[] wrongAddress = FakeBox.reply(Dlt645Frame.request("000000000002", 0x11, request.data()));
        member.box().send(wrongSum, wrongLength, wrongAddress, new byte[] {0x68, 0x16, (byte) 0xFE}, right);
        bench.awaitOutcomes(1);

        assertThat(bench.outcomes.getFirst().end()).isEqualTo(End.REPLIED);
        assertThat(bench.metric("frames_dropped_total{reason=\"OTHER_ADDRESS\"}")).isEqualTo(1);
        assertThat(bench.metric("noise_bytes_total")).isPositive();
    }

    @Test
    void aFrameCutOffInTheMiddleDoesNotSwallowTheReplyBehindIt() throws Exception {
        bench.adapter.setFrameGapMillis(100);
        Member member = bench.start().member(7, "LOGIN7");
        bench.handOver(bench.reading(member, "1"));
        byte[] reply = FakeBox.reply(member.box().request());
        member.box().send(Hex.parse("6801000000000068" + "91C833"), reply);
        bench.awaitOutcomes(1);

        assertThat(bench.outcomes.getFirst().end()).isEqualTo(End.REPLIED);
        assertThat(bench.outcomes.getFirst().tries()).isEqualTo(1);
    }

    @Test
    void aReplyInSingleBytesIsPutTogether() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.handOver(bench.reading(member, "1"));
        for (byte each : FakeBox.reply(member.box().request())) {
            member.box().send(new byte[] {each});
        }
        bench.awaitOutcomes(1);

        assertThat(bench.outcomes.getFirst().end()).isEqualTo(End.REPLIED);
    }

    @Test
    void anEchoingConverterIsUnderstood() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.handOver(bench.reading(member, "1"));
        Dlt645Frame request = member.box().request();
        member.box().send(request.encode(4), FakeBox.reply(request));
        bench.awaitOutcomes(1);

        assertThat(bench.outcomes.getFirst().end()).isEqualTo(End.REPLIED);
        assertThat(bench.metric("frames_dropped_total{reason=\"ECHO\"}")).isEqualTo(1);
    }

    @Test
    void repliesNobodyAskedForAreCountedAndDropped() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        member.box().send(Hex.parse("6861010000000068910833333433593333338A16"));

        await().until(() -> bench.metric("frames_dropped_total{reason=\"UNASKED\"}") == 1);
        assertThat(bench.outcomes).isEmpty();
    }

    @Test
    void aStreamOfNoiseFromAnAdmittedBoxIsCountedAndItsLineGoesOn() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        byte[] noise = new byte[20_000];
        Arrays.fill(noise, (byte) 0x55);
        member.box().send(noise);
        await().until(() -> bench.metric("noise_bytes_total") == noise.length);
        bench.handOver(bench.reading(member, "1"));
        member.box().answer();
        bench.awaitOutcomes(1);

        assertThat(bench.outcomes.getFirst().end()).isEqualTo(End.REPLIED);
    }

    @Test
    void anAdmittedBoxThatSendsNothingButNoiseIsCutOff() throws Exception {
        bench.adapter.setMaxNoiseBytes(10_000);
        Member member = bench.start().member(7, "LOGIN7");
        byte[] noise = new byte[1000];
        Arrays.fill(noise, (byte) 0x55);
        try {
            for (int i = 0; i < 10_000; i++) {
                member.box().send(noise);
            }
        } catch (IOException closed) {
            // that is what we want
        }

        assertThat(member.box().isClosedByServer()).isTrue();
        await().until(() -> bench.refusals("ENDLESS_NOISE") == 1);
        bench.awaitEvent(Lost.class, lost -> lost.collectorId() == 7);
        assertGoodNeighbour();
    }

    @Test
    void noiseWithFramesInBetweenIsBorne() throws Exception {
        bench.adapter.setMaxNoiseBytes(10_000);
        Member member = bench.start().member(7, "LOGIN7");
        byte[] noise = new byte[6000];
        Arrays.fill(noise, (byte) 0x55);
        byte[] frame = Hex.parse("6861010000000068910833333433593333338A16");
        for (int i = 1; i <= 5; i++) {
            member.box().send(noise, frame);
            int frames = i;
            await().until(() -> bench.metric("frames_dropped_total{reason=\"UNASKED\"}") == frames);
        }
        bench.handOver(bench.reading(member, "1"));
        member.box().answer();
        bench.awaitOutcomes(1);

        assertThat(bench.refusals("ENDLESS_NOISE")).isZero();
        assertThat(bench.outcomes.getFirst().end()).isEqualTo(End.REPLIED);
    }

    @Test
    void wrongParityIsToldAsGarbled() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.handOver(bench.reading(member, "1"));
        member.box().request();
        member.box().send(Hex.parse("E868610100A0B3"));
        bench.awaitOutcomes(1);

        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsExactly(End.GARBLED);
    }

    private void assertGoodNeighbour() throws Exception {
        Member good = bench.member(99, "GOODBOX99");
        bench.handOver(bench.reading(good, "1"));
        good.box().answer();
        await().until(() -> bench.outcomes.stream().anyMatch(outcome -> outcome.collectorId() == 99 && outcome.end() == End.REPLIED));
    }
}
