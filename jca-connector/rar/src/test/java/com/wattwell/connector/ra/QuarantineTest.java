package com.wattwell.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wattwell.connector.CollectorEvent.Left;
import com.wattwell.connector.CollectorEvent.LoginRequested;
import com.wattwell.connector.ra.AdapterBench.Member;
import com.wattwell.connector.ra.fake.FakeBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuarantineTest {

    private final AdapterBench bench = new AdapterBench();

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @Test
    void aParkedBoxStaysBeyondTheVerdictDeadlineInSilenceAndCanBeAdopted() throws Exception {
        bench.adapter.setVerdictSeconds(1);
        FakeBox box = bench.start().dial().send("NEWBOX1\r\n");
        LoginRequested login = bench.awaitLogin("NEWBOX1");
        park(login);
        box.send("ping");
        assertThat(box.isSilentFor(1500)).isTrue();
        Member member = bench.admit(box, 7, login);
        assertThat(bench.metric("sockets{state=\"PARKED\"}")).isZero();
        bench.handOver(bench.reading(member, "1"));

        assertThat(box.answer()).isNotNull();
    }

    @Test
    void parkedSocketsAreLimitedInTime() throws Exception {
        bench.adapter.setParkedSeconds(1);
        FakeBox box = bench.start().dial().send("NEWBOX1\r\n");
        LoginRequested login = bench.awaitLogin("NEWBOX1");
        park(login);

        assertThat(box.isClosedByServer()).isTrue();
        bench.awaitEvent(Left.class, left -> left.socketId() == login.socketId());
        assertThat(bench.refusals("QUARANTINE_OVER")).isEqualTo(1);
        assertThat(bench.metric("sockets{state=\"PARKED\"}")).isZero();
    }

    @Test
    void parkedSocketsAreLimitedInNumber() throws Exception {
        bench.adapter.setMaxParked(1);
        bench.start().dial().send("NEWBOX1\r\n");
        park(bench.awaitLogin("NEWBOX1"));
        FakeBox second = bench.dial().send("NEWBOX2\r\n");
        bench.connection().park(bench.awaitLogin("NEWBOX2").socketId());

        assertThat(second.isClosedByServer()).isTrue();
        assertThat(bench.refusals("QUARANTINE_FULL")).isEqualTo(1);
    }

    @Test
    void aParkedBoxThatGoesLeavesItsPlace() throws Exception {
        bench.adapter.setMaxParked(1);
        FakeBox first = bench.start().dial().send("NEWBOX1\r\n");
        LoginRequested login = bench.awaitLogin("NEWBOX1");
        park(login);
        first.close();
        bench.awaitEvent(Left.class, left -> left.socketId() == login.socketId());
        bench.dial().send("NEWBOX2\r\n");
        park(bench.awaitLogin("NEWBOX2"));
    }

    @Test
    void aParkedBoxThatRegistersAsAnotherIsANewLogin() throws Exception {
        FakeBox box = bench.start().dial().send("NEWBOX1\r\n");
        LoginRequested login = bench.awaitLogin("NEWBOX1");
        park(login);
        box.send("NEWBOX2\r\n");

        assertThat(bench.awaitLogin("NEWBOX2").socketId()).isNotEqualTo(login.socketId());
        bench.awaitEvent(Left.class, left -> left.socketId() == login.socketId());
        assertThat(bench.metric("sockets{state=\"PARKED\"}")).isZero();
    }

    @Test
    void aParkedBoxThatRepeatsItsRegistrationIsToldOnce() throws Exception {
        FakeBox box = bench.start().dial().send("NEWBOX1\r\n");
        park(bench.awaitLogin("NEWBOX1"));
        box.send("NEWBOX1\r\n");
        await().until(() -> bench.metric("registrations_repeated_total") == 1);

        assertThat(bench.events.stream().filter(LoginRequested.class::isInstance)).hasSize(1);
    }

    private void park(LoginRequested login) {
        bench.connection().park(login.socketId());
        await().until(() -> bench.metric("sockets{state=\"PARKED\"}") == 1);
    }
}
