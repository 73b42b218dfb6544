package com.wattwell.connector.ra.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.connector.Admission.LineSettings;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.ExchangeRef;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class LineExchangeTest {

    private final LineBench bench = new LineBench();

    @Test
    void aRealRequestAndReplyMakeOneOutcome() {
        byte[] request = Hex.parse("68610100000000681104333334331416");
        byte[] reply = Hex.parse("6861010000000068910833333433593333338A16");
        bench.handOver(bench.of(new ExchangeRef(5, 161, 2), 1, Lane.READING, "000000000161", request, 3, Duration.ofHours(1), MeterTiming.UNKNOWN));
        bench.loop.advanceMillis(500);
        bench.comes(reply);

        ExchangeOutcome outcome = bench.outcomes.getFirst();
        assertThat(outcome.ref()).isEqualTo(new ExchangeRef(5, 161, 2));
        assertThat(outcome.end()).isEqualTo(End.REPLIED);
        assertThat(outcome.requestSent()).isTrue();
        assertThat(outcome.tries()).isEqualTo(1);
        assertThat(outcome.request()).isEqualTo(request);
        assertThat(outcome.replies()).containsExactly(reply);
        assertThat(Duration.between(outcome.firstSentAt(), outcome.endedAt())).isEqualTo(Duration.ofMillis(500));
        assertThat(bench.sent).containsExactly(request);
    }

    @Test
    void onlyOneExchangeIsOnTheLineAtATime() {
        bench.handOver(bench.reading("1"), bench.reading("2"), bench.reading("3"));

        assertThat(bench.sent).hasSize(1);
    }

    @Test
    void theNextRequestIsWrittenInTheCallThatBringsTheReply() {
        bench.handOver(bench.reading("1"), bench.reading("2"));
        bench.loop.advanceMillis(400);
        bench.comes(bench.answer());

        assertThat(bench.sent).hasSize(2);
        assertThat(bench.request().address()).isEqualTo("000000000002");
    }

    @Test
    void controlGoesBeforeEverythingThatWaitsForReading() {
        bench.handOver(bench.reading("1"), bench.reading("2"), bench.reading("3"));
        bench.handOver(bench.control("4"));
        bench.answerAfter(100);

        assertThat(bench.outcomes).extracting(outcome -> outcome.ref().meter()).containsExactly(1L, 4L, 2L, 3L);
    }

    @Test
    void exchangesOfOneMeterKeepTheirOrder() {
        bench.handOver(bench.reading("1"), bench.reading("2"), bench.reading("1"), bench.reading("1"));
        bench.answerAfter(100);

        assertThat(bench.outcomes).extracting(outcome -> outcome.ref().part()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void anEchoOfTheRequestIsDroppedAndCounted() {
        bench.handOver(bench.reading("1"));
        bench.comes(Dlt645Frame.parse(bench.sent.getFirst()).encode());
        assertThat(bench.outcomes).isEmpty();
        bench.loop.advanceMillis(300);
        bench.comes(bench.answer());

        assertThat(bench.ends()).containsExactly(End.REPLIED);
        assertThat(bench.count("frames_dropped_total{reason=\"ECHO\"}")).isEqualTo(1);
    }

    @Test
    void aReplyWithAnotherAddressIsDropped() {
        bench.handOver(bench.reading("1"));
        Dlt645Frame foreign = Dlt645Frame.request("000000000002", 0x11, Dlt645Frame.itemData(0x00010000));
        bench.comes(LineBench.answer(foreign, 1));

        assertThat(bench.outcomes).isEmpty();
        assertThat(bench.count("frames_dropped_total{reason=\"OTHER_ADDRESS\"}")).isEqualTo(1);
    }

    @Test
    void aLateReplyToTheQuestionBeforeIsNotTakenForTheAnswer() {
        bench.handOver(bench.exchange(Lane.READING, "1", "00010000", 1, Duration.ofHours(1), MeterTiming.UNKNOWN),
                bench.exchange(Lane.READING, "1", "00020000", 1, Duration.ofHours(1), MeterTiming.UNKNOWN));
        byte[] late = bench.answer();
        bench.letOneTimeOut();
        assertThat(bench.sent).hasSize(2);
        bench.comes(late);
        assertThat(bench.ends()).containsExactly(End.NO_REPLY);
        bench.comes(bench.answer());

        assertThat(bench.ends()).containsExactly(End.NO_REPLY, End.REPLIED);
        assertThat(bench.count("frames_dropped_total{reason=\"OTHER_IDENTIFIER\"}")).isEqualTo(1);
    }

    @Test
    void aReplyNobodyAskedForIsDropped() {
        bench.handOver(bench.reading("1"));
        byte[] answer = bench.answer();
        bench.comes(answer);
        bench.comes(answer);

        assertThat(bench.ends()).containsExactly(End.REPLIED);
        assertThat(bench.count("frames_dropped_total{reason=\"UNASKED\"}")).isEqualTo(1);
    }

    @Test
    void followUpFramesAreAskedForAtOnceAndBelongToOneOutcome() {
        bench.handOver(bench.reading("1"));
        Dlt645Frame request = bench.request();
        byte[] first = Dlt645Frame.reply(request, Dlt645Frame.itemData(request.identifier(), (byte) 1)).withMoreFollowing().encode();
        bench.loop.advanceMillis(300);
        bench.comes(first);
        assertThat(bench.request().function()).isEqualTo(0x12);
        Dlt645Frame follow = bench.request();
        byte[] second = Dlt645Frame.reply(follow, Dlt645Frame.itemData(follow.identifier(), (byte) 2, (byte) 1)).encode();
        bench.loop.advanceMillis(300);
        bench.comes(second);

        assertThat(bench.ends()).containsExactly(End.REPLIED);
        assertThat(bench.outcomes.getFirst().replies()).containsExactly(first, second);
    }

    @Test
    void aLostFollowUpIsAskedForAgainWithoutBeginningAnew() {
        bench.handOver(bench.reading("1"));
        Dlt645Frame request = bench.request();
        bench.comes(Dlt645Frame.reply(request, Dlt645Frame.itemData(request.identifier(), (byte) 1)).withMoreFollowing().encode());
        bench.letOneTimeOut();

        assertThat(bench.sent).hasSize(3);
        assertThat(bench.sent.get(2)).isEqualTo(bench.sent.get(1));
    }

    @Test
    void aBroadcastWaitsItsOwnBusTimeAndEndsAsSent() {
        byte[] broadcast = LineBench.DLT645.encode(new MeterRequest.BroadcastTime(LocalDateTime.of(2026, 3, 1, 8, 0)));
        bench.handOver(bench.of(new ExchangeRef(1, 0, 0), 1, Lane.PRIORITY, "999999999999", broadcast, 1, Duration.ofHours(1), MeterTiming.UNKNOWN),
                bench.reading("1"));
        bench.loop.advanceMillis(LineBench.busMillis(broadcast.length));
        assertThat(bench.sent).hasSize(1);
        bench.loop.advanceMillis(250);

        assertThat(bench.ends()).containsExactly(End.SENT);
        assertThat(bench.outcomes.getFirst().requestSent()).isTrue();
        assertThat(bench.sent).hasSize(2);
    }

    @Test
    void linesOfOneTransparentSocketTakeTurnsOneExchangeEach() {
        LineBench two = new LineBench(LineBench.RULES, new LineSettings(1, 2400, 1000), new LineSettings(2, 2400, 1000));
        two.handOver(two.onLine(1, "1"), two.onLine(1, "2"), two.onLine(2, "21"), two.onLine(2, "22"));
        assertThat(two.sent).hasSize(1);
        two.answerAfter(100);

        assertThat(two.outcomes).extracting(outcome -> outcome.ref().meter()).containsExactly(1L, 21L, 2L, 22L);
    }

    @Test
    void anExchangeForAnUnknownLineIsRefusedWithoutABit() {
        bench.handOver(bench.onLine(9, "1"));

        assertThat(bench.ends()).containsExactly(End.REFUSED);
        assertThat(bench.outcomes.getFirst().requestSent()).isFalse();
        assertThat(bench.sent).isEmpty();
    }

    @Test
    void aRequestThatIsNoneOfItsProtocolIsRefusedAndTheLineGoesOn() {
        bench.handOver(bench.of(new ExchangeRef(1, 1, 0), 1, Lane.READING, "1", new byte[] {1, 2, 3}, 3, Duration.ofHours(1), MeterTiming.UNKNOWN),
                bench.reading("2"));

        assertThat(bench.ends()).containsExactly(End.REFUSED);
        assertThat(bench.sent).hasSize(1);
    }

    @Test
    void whatComesAfterTheQueueIsFullEndsAsQueueFull() {
        LineRules small = new LineRules(2, 8, Duration.ofMillis(200), Duration.ofSeconds(15), Duration.ofMillis(200),
                Duration.ofMillis(1500), Duration.ofSeconds(30), 2, Duration.ofMinutes(2), Duration.ofHours(6));
        LineBench full = new LineBench(small, new LineSettings(1, 2400, 1000));
        full.handOver(full.reading("1"));
        full.handOver(full.reading("2"), full.reading("3"), full.reading("4"));

        assertThat(full.ends()).containsExactly(End.QUEUE_FULL);
        assertThat(full.outcomes.getFirst().ref().meter()).isEqualTo(4);
        assertThat(full.outcomes.getFirst().requestSent()).isFalse();
    }

    @Test
    void aFullReadingLaneStillTakesControl() {
        LineRules small = new LineRules(1, 8, Duration.ofMillis(200), Duration.ofSeconds(15), Duration.ofMillis(200),
                Duration.ofMillis(1500), Duration.ofSeconds(30), 2, Duration.ofMinutes(2), Duration.ofHours(6));
        LineBench full = new LineBench(small, new LineSettings(1, 2400, 1000));
        full.handOver(full.reading("1"));
        full.handOver(full.reading("2"), full.control("3"));
        full.answerAfter(50);

        assertThat(full.ends()).containsOnly(End.REPLIED).hasSize(3);
    }
}
