package com.wattwell.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.CollectorEvent.LoginRequested;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.Lane;
import com.wattwell.connector.ra.AdapterBench.Member;
import com.wattwell.connector.ra.fake.FakeBox;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackPressureTest {

    private final AdapterBench bench = new AdapterBench();
    private final AtomicBoolean down = new AtomicBoolean();

    @AfterEach
    void stop() throws Exception {
        down.set(false);
        bench.close();
    }

    private void start(int highWater) throws Exception {
        bench.adapter.setHighWater(highWater);
        bench.start();
        bench.application = batch -> {
            if (down.get() && batch.getFirst() instanceof ExchangeOutcome outcome && outcome.lane() == Lane.READING) {
                throw new IllegalStateException("down");
            }
        };
    }

    @Test
    void aFullReadingStreamStopsAskingForReadingsButNotForControl() throws Exception {
        start(4);
        Member member = bench.member(7, "LOGIN7");
        down.set(true);
        handOverReadings(member, 10);
        for (int i = 0; i < 4; i++) {
            member.box().answer();
        }
        assertThat(member.box().isSilentFor(300)).isTrue();
        assertThat(bench.metric("lines_paused{lane=\"READING\"}")).isEqualTo(1);
        bench.handOver(bench.control(member, "77"));
        assertThat(member.box().answer().address()).isEqualTo("000000000077");
        bench.awaitOutcomes(1);
        down.set(false);
        for (int i = 4; i < 10; i++) {
            member.box().answer();
        }
        bench.awaitOutcomes(11);

        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsOnly(End.REPLIED);
        assertThat(bench.metric("lines_paused{lane=\"READING\"}")).isZero();
    }

    @Test
    void aboveTheNextMarkSocketsAreNotReadAndTheirClocksStandStill() throws Exception {
        start(4);
        Member member = bench.member(7, "LOGIN7");
        bench.handOver(bench.exchange(member, Lane.PRIORITY, "1", 1));
        Dlt645Frame request = member.box().request();
        down.set(true);
        Member nowhere = new Member(null, bench.admission(0, 4711));
        handOverReadings(nowhere, 8);
        await().until(() -> bench.metric("sockets_reading") == 0);
        assertThat(member.box().isSilentFor(1500)).as("the time-out of the open exchange would be at 0.5 s").isTrue();
        assertThat(bench.outcomes).isEmpty();
        member.box().send(FakeBox.reply(request));
        down.set(false);
        bench.awaitOutcomes(9);

        assertThat(bench.outcomes).filteredOn(outcome -> outcome.collectorId() == 7).extracting(ExchangeOutcome::end).containsExactly(End.REPLIED);
        assertThat(bench.metric("sockets_reading")).isEqualTo(1);
    }

    @Test
    void whileSocketsAreNotReadNobodyIsLetInAndNobodyIsLost() throws Exception {
        start(4);
        Member member = bench.member(7, "LOGIN7");
        FakeBox waiting = bench.dial();
        await().until(() -> bench.metric("connections_accepted_total") == 2);
        down.set(true);
        handOverReadings(new Member(null, bench.admission(0, 4711)), 8);
        await().until(() -> bench.metric("sockets_reading") == 0);
        waiting.send("LOGIN8");
        FakeBox late = bench.dial().send("LOGIN9");
        assertThat(late.isSilentFor(500)).isTrue();
        assertThat(bench.events).filteredOn(LoginRequested.class::isInstance).hasSize(1);
        down.set(false);
        bench.awaitLogin("LOGIN8");
        bench.awaitLogin("LOGIN9");

        assertThat(bench.events).noneMatch(CollectorEvent.Lost.class::isInstance);
        bench.handOver(bench.reading(member, "5"));
        assertThat(member.box().answer()).isNotNull();
    }

    private void handOverReadings(Member member, int count) {
        Exchange[] exchanges = new Exchange[count];
        for (int i = 0; i < count; i++) {
            exchanges[i] = bench.reading(member, "" + (i + 1));
        }
        bench.handOver(exchanges);
    }
}
