package com.wattwell.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wattwell.connector.Admission;
import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.CollectorEvent.Left;
import com.wattwell.connector.CollectorEvent.LoginRequested;
import com.wattwell.connector.CollectorEvent.Lost;
import com.wattwell.connector.CollectorEvent.Started;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.ra.AdapterBench.Member;
import com.wattwell.connector.ra.fake.FakeBox;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginTest {

    private final AdapterBench bench = new AdapterBench();

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @Test
    void theFirstEventIsThatTheAdapterStarted() throws Exception {
        bench.start();
        bench.dial().send("LOGIN:1001\r\n");
        bench.awaitLogin("1001");

        assertThat(bench.events.getFirst()).isInstanceOf(Started.class);
    }

    @Test
    void aRegistrationAloneIsTakenAfterAPause() throws Exception {
        bench.start().dial().send("LOGIN:1001");
        LoginRequested login = bench.awaitLogin("1001");

        assertThat(login.token()).isNull();
        assertThat(login.remoteAddress()).isEqualTo("127.0.0.1");
        assertThat(login.certificateSubject()).isNull();
    }

    @Test
    void aRegistrationWithTokenGivesBothAndShowsTheTokenNowhere() throws Exception {
        bench.start().dial().send("om-1,s3cret\r\n");
        LoginRequested login = bench.awaitLogin("OM-1");

        assertThat(login.token()).isEqualTo("s3cret");
        assertThat(login.toString()).doesNotContain("s3cret");
    }

    @Test
    void aRegistrationInSingleBytesIsPutTogether() throws Exception {
        FakeBox box = bench.start().dial();
        for (byte each : "355837089512343\r\n".getBytes(StandardCharsets.US_ASCII)) {
            box.send(new byte[] {each});
        }
        bench.awaitLogin("355837089512343");

        assertThat(logins()).hasSize(1);
    }

    @Test
    void aRegistrationGluedToAFrameIsFound() throws Exception {
        bench.start().dial().send("13066668888".getBytes(StandardCharsets.US_ASCII), Hex.parse("FEFEFE6861010000000068910833333433593333338A16"));

        bench.awaitLogin("13066668888");
    }

    @Test
    void aRegistrationInHexIsMatchedByItsPattern() throws Exception {
        bench.adapter.setRegistrations("hex:{id:4b}{token:11d}00????????00");
        bench.start().dial().send(Hex.parse("78563412313330363636363838383800C0A8014200"));

        assertThat(bench.awaitLogin("78563412").token()).isEqualTo("13066668888");
    }

    @Test
    void noiseInFrontOfARegistrationIsForgottenAfterAPause() throws Exception {
        FakeBox box = bench.start().dial();
        box.send(new byte[] {1, 2, 3});
        assertThat(box.isSilentFor(300)).isTrue();
        box.send("LOGIN:1001\r\n");

        bench.awaitLogin("1001");
    }

    @Test
    void anAdmittedBoxIsAskedAndAnswers() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.handOver(bench.reading(member, "1"));
        Dlt645Frame request = member.box().answer();
        bench.awaitOutcomes(1);

        ExchangeOutcome outcome = bench.outcomes.getFirst();
        assertThat(request.address()).isEqualTo("000000000001");
        assertThat(outcome.end()).isEqualTo(End.REPLIED);
        assertThat(outcome.replies()).hasSize(1);
        assertThat(outcome.collectorId()).isEqualTo(7);
    }

    @Test
    void aBoxThatGetsNoVerdictIsClosedAfterTheDeadline() throws Exception {
        bench.adapter.setVerdictSeconds(1);
        FakeBox box = bench.start().dial().send("LOGIN:1001\r\n");
        long socketId = bench.awaitLogin("1001").socketId();

        assertThat(box.isClosedByServer()).isTrue();
        assertThat(bench.awaitEvent(Left.class, left -> left.socketId() == socketId).registrationId()).isEqualTo("1001");
        assertThat(bench.refusals("NO_VERDICT")).isEqualTo(1);
    }

    @Test
    void aRefusedBoxIsClosed() throws Exception {
        FakeBox box = bench.start().dial().send("LOGIN:1001\r\n");
        LoginRequested login = bench.awaitLogin("1001");
        bench.connection().refuse(login.socketId(), "not known");

        assertThat(box.isClosedByServer()).isTrue();
        bench.awaitEvent(Left.class, left -> left.socketId() == login.socketId());
        assertThat(bench.refusals("REFUSED")).isEqualTo(1);
    }

    @Test
    void aRefusalDoesNotTouchAnAdmittedSocket() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.connection().refuse(member.admission().socketId(), "too late");
        bench.handOver(bench.reading(member, "1"));

        assertThat(member.box().answer()).isNotNull();
    }

    @Test
    void theSameRegistrationAgainOnALiveSocketChangesNothing() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        member.box().send("LOGIN7");
        await().until(() -> bench.metric("registrations_repeated_total") == 1);
        bench.handOver(bench.reading(member, "1"));
        member.box().answer();
        bench.awaitOutcomes(1);

        assertThat(logins()).hasSize(1);
        assertThat(bench.outcomes.getFirst().end()).isEqualTo(End.REPLIED);
    }

    @Test
    void aRegistrationInFrontOfEveryPacketIsStripped() throws Exception {
        Member member = bench.start().member(7, "CTRL2017070000000921");
        bench.handOver(bench.reading(member, "1"), bench.reading(member, "2"));
        for (int i = 0; i < 2; i++) {
            byte[] reply = FakeBox.reply(member.box().request());
            member.box().send("CTRL2017070000000921".getBytes(StandardCharsets.US_ASCII), reply);
        }
        bench.awaitOutcomes(2);

        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsOnly(End.REPLIED);
        assertThat(logins()).hasSize(1);
    }

    @Test
    void anotherIdOnALiveSocketIsANewLogin() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        member.box().send("LOGIN8");
        LoginRequested login = bench.awaitLogin("LOGIN8");

        Lost lost = bench.awaitEvent(Lost.class, event -> event.collectorId() == 7);
        assertThat(lost.socketId()).isEqualTo(member.admission().socketId()).isNotEqualTo(login.socketId());
        assertThat(bench.admit(member.box(), 8, login)).isNotNull();
        assertThat(bench.metric("sockets{state=\"ADMITTED\"}")).isEqualTo(1);
    }

    @Test
    void aSplitRepetitionOfTheIdIsNotTakenForAShorterId() throws Exception {
        Member member = bench.start().member(7, "355837089512343");
        member.box().send("35583708");
        member.box().send("9512343");
        await().until(() -> bench.metric("registrations_repeated_total") == 1);

        assertThat(logins()).hasSize(1);
    }

    @Test
    void aHeartbeatThatNobodyConfiguredDoesNotEndALogin() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        member.box().send("keepalive");
        await().until(() -> bench.metric("noise_bytes_total") == 9);
        bench.handOver(bench.reading(member, "1"));

        assertThat(member.box().answer()).isNotNull();
        assertThat(logins()).hasSize(1);
    }

    @Test
    void theNewestLoginWinsAndTheOldSocketIsClosedAtOnce() throws Exception {
        bench.firstReplyMillis = 60_000;
        Member old = bench.start().member(7, "LOGIN7");
        bench.handOver(bench.reading(old, "1"), bench.reading(old, "2"));
        old.box().request();
        Member newer = bench.member(7, "LOGIN7");

        assertThat(old.box().isClosedByServer()).isTrue();
        bench.awaitOutcomes(2);
        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsExactly(End.REPLACED, End.REPLACED);
        assertThat(bench.outcomes).extracting(ExchangeOutcome::requestSent).containsExactly(true, false);
        Lost lost = bench.awaitEvent(Lost.class, event -> event.collectorId() == 7);
        assertThat(lost.ownerEpoch()).isEqualTo(old.admission().ownerEpoch());
        bench.handOver(bench.reading(newer, "3"));
        assertThat(newer.box().answer().address()).isEqualTo("000000000003");
    }

    @Test
    void anAnswerOnTheOldSocketIsNeverAnAnswerOnTheNew() throws Exception {
        bench.firstReplyMillis = 60_000;
        Member old = bench.start().member(7, "LOGIN7");
        bench.handOver(bench.reading(old, "1"));
        old.box().request();
        Member newer = bench.member(7, "LOGIN7");
        bench.handOver(bench.reading(old, "1"));
        bench.awaitOutcomes(2);

        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsExactly(End.REPLACED, End.REPLACED);
        assertThat(bench.outcomes.getLast().requestSent()).isFalse();
        assertThat(newer.box().isSilentFor(200)).isTrue();
    }

    @Test
    void anOlderAdmissionDoesNotDisplaceANewer() throws Exception {
        FakeBox slow = bench.start().dial().send("LOGIN7");
        LoginRequested early = bench.awaitLogin("LOGIN7");
        Admission old = bench.admission(early.socketId(), 7);
        FakeBox quick = bench.dial().send("LOGIN7");
        await().until(() -> logins().size() == 2);
        Member newer = bench.admit(quick, 7, logins().getLast());
        bench.connection().admit(List.of(old));

        assertThat(slow.isClosedByServer()).isTrue();
        Lost lost = bench.awaitEvent(Lost.class, event -> event.socketId() == early.socketId());
        assertThat(lost.ownerEpoch()).isEqualTo(old.ownerEpoch());
        bench.handOver(bench.reading(newer, "1"));
        assertThat(quick.answer()).isNotNull();
    }

    @Test
    void anAdmissionForASocketThatIsGoneIsReportedAsLost() throws Exception {
        FakeBox box = bench.start().dial().send("LOGIN7");
        LoginRequested login = bench.awaitLogin("LOGIN7");
        box.close();
        bench.awaitEvent(Left.class, left -> left.socketId() == login.socketId());
        Admission admission = bench.admission(login.socketId(), 7);
        bench.connection().admit(List.of(admission));

        Lost lost = bench.awaitEvent(Lost.class, event -> event.socketId() == login.socketId());
        assertThat(lost.ownerEpoch()).isEqualTo(admission.ownerEpoch());
    }

    @Test
    void anUnknownSocketIdIsPassedOver() throws Exception {
        bench.start();
        bench.connection().park(4711);
        bench.connection().refuse(4711, "nobody");
        bench.connection().admit(List.of(bench.admission(4711, 9)));

        assertThat(bench.awaitEvent(Lost.class, event -> event.collectorId() == 9).socketId()).isEqualTo(4711);
    }

    @Test
    void theEndOfAnAdmittedSocketIsToldAndEndsItsExchanges() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.handOver(bench.reading(member, "1"), bench.reading(member, "2"));
        member.box().request();
        member.box().close();
        bench.awaitOutcomes(2);

        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsExactly(End.DISCONNECTED, End.DISCONNECTED);
        assertThat(bench.outcomes).extracting(ExchangeOutcome::requestSent).containsExactly(true, false);
        bench.awaitEvent(Lost.class, event -> event.collectorId() == 7);
        bench.handOver(bench.reading(member, "3"));
        bench.awaitOutcomes(3);
        assertThat(bench.outcomes.getLast().end()).isEqualTo(End.OFFLINE);
    }

    @Test
    void aDisconnectReachesOnlyEpochsUpToItsOwn() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.connection().disconnect(7, member.admission().ownerEpoch() - 1, "old news");
        bench.handOver(bench.reading(member, "1"));
        member.box().answer();
        bench.connection().disconnect(7, member.admission().ownerEpoch(), "elsewhere");

        assertThat(member.box().isClosedByServer()).isTrue();
        assertThat(bench.awaitEvent(Lost.class, event -> event.collectorId() == 7).reason()).isEqualTo("elsewhere");
    }

    @Test
    void anIdleBoxIsClosedWhenItsAdmissionSaysSo() throws Exception {
        FakeBox box = bench.start().dial().send("LOGIN7");
        LoginRequested login = bench.awaitLogin("LOGIN7");
        Admission admission = bench.admission(login.socketId(), 7);
        bench.admit(box, new Admission(admission.socketId(), 7, "C7", admission.ownerEpoch(), new Admission.Heartbeat(new byte[0], new byte[0], 1),
                admission.lines()));

        assertThat(box.isClosedByServer()).isTrue();
        assertThat(bench.awaitEvent(Lost.class, event -> event.collectorId() == 7).reason()).contains("silent");
    }

    @Test
    void aHeartbeatIsAnsweredAndKeepsTheSocketAlive() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        member.box().send("pi");
        member.box().send("ng");

        assertThat(new String(member.box().read(4), StandardCharsets.US_ASCII)).isEqualTo("pong");
        assertThat(bench.metric("heartbeats_total")).isEqualTo(1);
        assertThat(bench.metric("noise_bytes_total")).isZero();
    }

    @Test
    void aHeartbeatBetweenTwoRepliesDisturbsNeither() throws Exception {
        Member member = bench.start().member(7, "LOGIN7");
        bench.handOver(bench.reading(member, "1"), bench.reading(member, "2"));
        Dlt645Frame first = member.box().request();
        member.box().send("ping".getBytes(StandardCharsets.US_ASCII), FakeBox.reply(first), "ping".getBytes(StandardCharsets.US_ASCII));
        bench.awaitOutcomes(1);

        assertThat(new String(member.box().read(4), StandardCharsets.US_ASCII)).isEqualTo("pong");
        assertThat(member.box().answer().address()).isEqualTo("000000000002");
        bench.awaitOutcomes(2);
        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsOnly(End.REPLIED);
    }

    @Test
    void signsOfLifeAreToldNoOftenerThanAllowed() throws Exception {
        bench.adapter.setHeardSeconds(1);
        Member member = bench.start().member(7, "LOGIN7");
        for (int i = 0; i < 15; i++) {
            member.box().send("ping");
            member.box().read(4);
        }
        bench.awaitEvent(CollectorEvent.Heard.class, heard -> heard.collectorId() == 7);

        assertThat(bench.events.stream().filter(CollectorEvent.Heard.class::isInstance)).hasSizeLessThan(5);
    }

    private List<LoginRequested> logins() {
        return bench.events.stream().filter(LoginRequested.class::isInstance).map(LoginRequested.class::cast).toList();
    }
}
