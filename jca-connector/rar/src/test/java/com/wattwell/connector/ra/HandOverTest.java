package com.wattwell.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wattwell.connector.AdapterFullException;
import com.wattwell.connector.CollectorConnection;
import com.wattwell.connector.CollectorEvent.LoginRequested;
import com.wattwell.connector.DeliveryStream;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.Lane;
import com.wattwell.connector.ra.AdapterBench.Member;
import com.wattwell.connector.ra.fake.FakeBox;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandOverTest {

    private final AdapterBench bench = new AdapterBench();

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @Test
    void aHandOverBecomesRealOnlyAfterTheCommit() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.server.transactions.begin();
        bench.handOver(bench.control(member, "1"));
        assertThat(member.box().isSilentFor(200)).isTrue();
        bench.server.transactions.commit();

        assertThat(member.box().answer().address()).isEqualTo("000000000001");
    }

    @Test
    void aRollBackSendsNothingAndGivesThePlacesBack() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.server.transactions.begin();
        bench.handOver(bench.control(member, "1"));
        assertThat(bench.metric("exchanges_held")).isEqualTo(1);
        bench.server.transactions.rollback();

        assertThat(member.box().isSilentFor(200)).isTrue();
        assertThat(bench.outcomes).isEmpty();
        assertThat(bench.metric("exchanges_held")).isZero();
    }

    @Test
    void inATransactionThatCanOnlyRollBackNothingIsTaken() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.server.transactions.begin();
        bench.server.transactions.setRollbackOnly();
        bench.handOver(bench.control(member, "1"));
        assertThat(bench.server.transactions.commit()).isFalse();

        assertThat(member.box().isSilentFor(200)).isTrue();
        assertThat(bench.metric("exchanges_held")).isZero();
    }

    @Test
    void admitAndHandOverInOneTransactionHappenInTheirOrder() throws Exception {
        FakeBox box = bench.start().dial().send("LOGIN7");
        LoginRequested login = bench.awaitLogin("LOGIN7");
        Member member = new Member(box, bench.admission(login.socketId(), 7));
        bench.server.transactions.begin();
        bench.connection().admit(List.of(member.admission()));
        bench.handOver(bench.reading(member, "1"), bench.control(member, "2"), bench.control(member, "3"));
        bench.connection().withdraw(Lane.PRIORITY, 1);
        bench.server.transactions.commit();
        bench.awaitOutcomes(1);
        assertThat(box.answer().address()).isEqualTo("000000000002");
        assertThat(box.answer().address()).isEqualTo("000000000001");
        bench.awaitOutcomes(3);

        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsExactlyInAnyOrder(End.WITHDRAWN, End.REPLIED, End.REPLIED);
    }

    @Test
    void aVerdictInATransactionThatRollsBackIsNone() throws Exception {
        FakeBox box = bench.start().dial().send("LOGIN7");
        LoginRequested login = bench.awaitLogin("LOGIN7");
        bench.server.transactions.begin();
        bench.connection().refuse(login.socketId(), "no");
        bench.connection().admit(List.of(bench.admission(login.socketId(), 7)));
        bench.connection().park(login.socketId());
        bench.connection().disconnect(7, 99, "no");
        bench.server.transactions.rollback();

        assertThat(box.isSilentFor(200)).isTrue();
        assertThat(bench.metric("sockets{state=\"WAITING\"}")).isEqualTo(1);
    }

    @Test
    void anExchangeForACollectorThatIsNotHereEndsAsOffline() throws Exception {
        bench.start();
        Member nowhere = new Member(null, bench.admission(1, 4711));
        bench.handOver(bench.reading(nowhere, "1"), bench.control(nowhere, "2"));
        bench.awaitOutcomes(2);

        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsOnly(End.OFFLINE);
        assertThat(bench.outcomes).extracting(ExchangeOutcome::requestSent).containsOnly(false);
    }

    @Test
    void anExchangeUnderAnotherEpochEndsAsReplaced() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        Member old = new Member(member.box(), bench.admission(0, 7));
        bench.handOver(bench.reading(old, "1"));
        bench.awaitOutcomes(1);

        assertThat(bench.outcomes.getFirst().end()).isEqualTo(End.REPLACED);
        assertThat(bench.outcomes.getFirst().requestSent()).isFalse();
    }

    @Test
    void outcomesOfControlAndOfReadingNeverShareABatch() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        List<Set<Lane>> batches = new CopyOnWriteArrayList<>();
        bench.application = batch -> {
            if (batch.getFirst() instanceof ExchangeOutcome) {
                batches.add(batch.stream().map(each -> ((ExchangeOutcome) each).lane()).collect(Collectors.toSet()));
            }
        };
        for (int i = 1; i <= 10; i++) {
            bench.handOver(bench.reading(member, "" + i), bench.control(member, "" + (100 + i)));
        }
        for (int i = 0; i < 20; i++) {
            member.box().answer();
        }
        bench.awaitOutcomes(20);

        assertThat(batches).allMatch(lanes -> lanes.size() == 1);
    }

    @Test
    void aFullAdapterSaysSoAtHandOverAndTakesNothing() throws Exception {
        bench.adapter.setMaxExchanges(3);
        Member member = bench.start().member(7, "LOGIN7");
        bench.handOver(bench.reading(member, "1"), bench.reading(member, "2"));

        assertThatThrownBy(() -> bench.handOver(bench.reading(member, "3"), bench.reading(member, "4")))
                .isInstanceOf(AdapterFullException.class).hasMessageContaining("3");
        member.box().answer();
        member.box().answer();
        await().until(() -> bench.metric("exchanges_held") == 0);
        bench.handOver(bench.reading(member, "3"), bench.reading(member, "4"));
        assertThat(member.box().answer().address()).isEqualTo("000000000003");
    }

    @Test
    void anExchangeWithoutWhatItNeedsIsRefusedAtTheCaller() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        Exchange whole = bench.reading(member, "1");
        Exchange withoutExpiry = new Exchange(whole.ref(), 7, whole.ownerEpoch(), 1, whole.lane(), whole.protocol(), whole.meterKey(),
                whole.request(), null, whole.timing(), 1);

        assertThatThrownBy(() -> bench.handOver(whole, withoutExpiry)).isInstanceOf(IllegalArgumentException.class);
        assertThat(bench.metric("exchanges_held")).isZero();
        assertThat(member.box().isSilentFor(200)).isTrue();
    }

    @Test
    void aClosedConnectionIsOfNoUse() throws Exception {
        CollectorConnection connection = bench.start().connection();
        connection.close();
        connection.close();

        assertThatThrownBy(() -> connection.park(1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    void whileTheApplicationIsDownLinesGoOnAndNothingIsLostWhenItComesBack() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.application = batch -> {
            throw new IllegalStateException("database is down");
        };
        for (int i = 1; i <= 30; i++) {
            bench.handOver(bench.reading(member, "" + i), bench.control(member, "" + (100 + i)));
        }
        for (int i = 0; i < 60; i++) {
            member.box().answer();
        }
        assertThat(bench.outcomes).isEmpty();
        bench.application = batch -> { };
        bench.awaitOutcomes(60);

        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsOnly(End.REPLIED);
        assertThat(bench.outcomes).extracting(outcome -> outcome.ref().part()).doesNotHaveDuplicates();
        await().until(() -> bench.metric("queue_depth{stream=\"" + DeliveryStream.READINGS + "\"}") == 0);
    }
}
