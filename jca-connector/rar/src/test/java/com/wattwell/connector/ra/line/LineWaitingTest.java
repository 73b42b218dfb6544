package com.wattwell.connector.ra.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Exchanges that wait: expiry, withdrawal, the end of the socket, back-pressure. */
class LineWaitingTest {

    private final LineBench bench = new LineBench();

    @Test
    void anExchangeWhoseTimeHasPassedIsNotSent() {
        bench.handOver(bench.exchange(Lane.PRIORITY, "1", "00010000", 1, Duration.ZERO, MeterTiming.UNKNOWN));

        assertThat(bench.ends()).containsExactly(End.EXPIRED);
        assertThat(bench.outcomes.getFirst().requestSent()).isFalse();
        assertThat(bench.sent).isEmpty();
    }

    @Test
    void anExchangeThatExpiresWhileTheLineIsBusyEndsAtThatMoment() {
        bench.handOver(bench.reading("1"), bench.exchange(Lane.READING, "2", "00010000", 3, Duration.ofMillis(700), MeterTiming.UNKNOWN));
        bench.loop.advanceMillis(699);
        assertThat(bench.outcomes).isEmpty();
        bench.loop.advanceMillis(2);

        assertThat(bench.ends()).containsExactly(End.EXPIRED);
    }

    @Test
    void anExchangeExpiresEvenWhenTheLineMayNotAsk() {
        bench.shut.add(Lane.READING);
        bench.handOver(bench.exchange(Lane.READING, "2", "00010000", 3, Duration.ofSeconds(5), MeterTiming.UNKNOWN));
        bench.loop.advanceMillis(5001);

        assertThat(bench.ends()).containsExactly(End.EXPIRED);
    }

    @Test
    void anExpiredRequestIsNotRepeated() {
        bench.handOver(bench.exchange(Lane.READING, "1", "00010000", 3, Duration.ofSeconds(1), MeterTiming.UNKNOWN));
        bench.letAllTimeOut();

        assertThat(bench.sent).hasSize(1);
        assertThat(bench.ends()).containsExactly(End.NO_REPLY);
        assertThat(bench.outcomes.getFirst().requestSent()).isTrue();
    }

    @Test
    void whatIsWithdrawnBeforeItIsSentIsNeverSent() {
        bench.handOver(bench.control("1"), bench.control("2"), bench.reading("3"));
        bench.lines.withdraw(Lane.PRIORITY, 1);
        bench.answerAfter(50);

        assertThat(bench.outcomes).extracting(outcome -> outcome.ref().meter()).containsExactly(2L, 1L, 3L);
        assertThat(bench.ends()).containsExactly(End.WITHDRAWN, End.REPLIED, End.REPLIED);
        assertThat(bench.outcomes.getFirst().requestSent()).isFalse();
    }

    @Test
    void whenTheSocketIsReplacedWhatWaitedWasNotSentAndWhatWasUnderWayMayHaveBeen() {
        bench.handOver(bench.reading("1"), bench.control("2"));
        bench.lines.endAll(End.REPLACED);

        assertThat(bench.ends()).containsExactly(End.REPLACED, End.REPLACED);
        assertThat(bench.outcomes).extracting(ExchangeOutcome::requestSent).containsExactly(true, false);
    }

    @Test
    void theEndOfASocketSendsNothingMoreOnItsOtherLines() {
        LineBench two = new LineBench(LineBench.RULES, new com.wattwell.connector.Admission.LineSettings(1, 2400, 1000),
                new com.wattwell.connector.Admission.LineSettings(2, 2400, 1000));
        two.handOver(two.onLine(1, "1"), two.onLine(2, "21"));
        two.lines.endAll(End.DISCONNECTED);

        assertThat(two.sent).hasSize(1);
        assertThat(two.ends()).containsExactly(End.DISCONNECTED, End.DISCONNECTED);
    }

    @Test
    void aShutLaneIsNotAskedAndGoesOnWhenItOpens() {
        bench.shut.add(Lane.READING);
        bench.handOver(bench.reading("1"));
        assertThat(bench.sent).isEmpty();
        bench.openGate();

        assertThat(bench.sent).hasSize(1);
    }

    @Test
    void aLineThatEndsDoesNotWaitAtTheGateAnyMore() {
        bench.shut.add(Lane.READING);
        bench.handOver(bench.reading("1"));
        bench.lines.endAll(End.DISCONNECTED);

        assertThat(bench.atGate).isEmpty();
    }

    @Test
    void controlGoesOnWhileReadingIsShut() {
        bench.shut.add(Lane.READING);
        bench.handOver(bench.reading("1"), bench.control("2"));
        bench.answerAfter(50);

        assertThat(bench.outcomes).extracting(outcome -> outcome.ref().meter()).containsExactly(2L);
    }

    @Test
    void whileTheSocketIsNotReadTheReplyClockStandsStill() {
        bench.handOver(bench.control("1"));
        bench.loop.advanceMillis(300);
        bench.lines.pause();
        bench.loop.advance(Duration.ofHours(2));
        assertThat(bench.outcomes).isEmpty();
        bench.lines.resume();
        bench.loop.advanceMillis(300);
        bench.comes(bench.answer());

        assertThat(bench.ends()).containsExactly(End.REPLIED);
        assertThat(bench.outcomes.getFirst().timing().replyMillis()).as("nothing is learned from such a time").isZero();
    }

    @Test
    void theReplyClockGoesOnWhereItStood() {
        bench.handOver(bench.control("1"));
        bench.loop.advanceMillis(900);
        bench.lines.pause();
        bench.loop.advance(Duration.ofHours(2));
        bench.lines.resume();
        bench.loop.advanceMillis(300);
        assertThat(bench.outcomes).isEmpty();
        bench.loop.advanceMillis(400);

        assertThat(bench.ends()).containsExactly(End.NO_REPLY);
    }

    @Test
    void nothingIsSentWhileTheSocketIsNotRead() {
        bench.lines.pause();
        bench.handOver(bench.control("1"));
        bench.loop.advance(Duration.ofMinutes(1));
        assertThat(bench.sent).isEmpty();
        bench.lines.resume();

        assertThat(bench.sent).hasSize(1);
    }
}
