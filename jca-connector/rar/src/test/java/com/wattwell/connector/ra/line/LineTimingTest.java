package com.wattwell.connector.ra.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineTimingTest {

    private static final int REQUEST_BYTES = 20;

    private final LineBench bench = new LineBench();

    @Test
    void theReplyTimeOfAMeterIsLearnedWithoutTheBytesOwnTime() {
        bench.handOver(bench.reading("1"));
        bench.answerAfter(300);

        MeterTiming timing = bench.outcomes.getFirst().timing();
        assertThat(timing.replyMillis()).isBetween(298, 302);
        assertThat(timing.deviationMillis()).isBetween(149, 151);
    }

    @Test
    void aSteadyMeterIsWaitedForEverMoreTightlyButNeverBelowTheMinimum() {
        MeterTiming timing = MeterTiming.UNKNOWN;
        for (int i = 0; i < 40; i++) {
            timing = ReplyTiming.answered(timing, Duration.ofMillis(60).toNanos());
        }
        assertThat(timing.replyMillis()).isEqualTo(60);
        assertThat(timing.deviationMillis()).isLessThan(5);
        assertThat(new ReplyTiming(LineBench.RULES).waitNanos(timing, 1000, 1)).isEqualTo(Duration.ofMillis(200).toNanos());
    }

    @Test
    void theWaitGrowsWithEachTryUpToItsBound() {
        ReplyTiming timing = new ReplyTiming(LineBench.RULES);
        assertThat(timing.waitNanos(MeterTiming.UNKNOWN, 1000, 1)).isEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(timing.waitNanos(MeterTiming.UNKNOWN, 1000, 2)).isEqualTo(Duration.ofMillis(1500).toNanos());
        assertThat(timing.waitNanos(MeterTiming.UNKNOWN, 1000, 3)).isEqualTo(Duration.ofMillis(2250).toNanos());
        assertThat(timing.waitNanos(MeterTiming.UNKNOWN, 9000, 5)).isEqualTo(Duration.ofSeconds(15).toNanos());
    }

    @Test
    void whatTheApplicationKnowsOfAMeterSeedsTheFirstWait() {
        MeterTiming slow = new MeterTiming(4000, 100, 0, null);
        bench.handOver(bench.exchange(Lane.READING, "1", "00010000", 1, Duration.ofHours(1), slow));
        bench.loop.advanceMillis(4400);
        assertThat(bench.outcomes).isEmpty();
        bench.comes(bench.answer());

        assertThat(bench.ends()).containsExactly(End.REPLIED);
    }

    @Test
    void whatTheAdapterLearnedWinsOverAnOlderSeed() {
        bench.handOver(bench.reading("1"));
        bench.answerAfter(300);
        bench.handOver(bench.exchange(Lane.READING, "1", "00010000", 1, Duration.ofHours(1), new MeterTiming(9000, 1000, 0, null)));
        bench.letOneTimeOut();

        assertThat(bench.ends()).containsExactly(End.REPLIED, End.NO_REPLY);
    }

    @Test
    void aRequestWithoutReplyIsRepeatedAsOftenAsAllowedAndNoOftener() {
        bench.handOver(bench.reading("1"));
        bench.letAllTimeOut();

        ExchangeOutcome outcome = bench.outcomes.getFirst();
        assertThat(bench.sent).hasSize(3);
        assertThat(outcome.end()).isEqualTo(End.NO_REPLY);
        assertThat(outcome.tries()).isEqualTo(3);
        assertThat(outcome.requestSent()).isTrue();
        assertThat(outcome.replies()).isEmpty();
    }

    @Test
    void controlIsSentOnce() {
        bench.handOver(bench.control("1"));
        bench.letAllTimeOut();

        assertThat(bench.sent).hasSize(1);
        assertThat(bench.ends()).containsExactly(End.NO_REPLY);
        assertThat(bench.outcomes.getFirst().tries()).isEqualTo(1);
    }

    @Test
    void afterATimeOutTheLineIsQuietBeforeItAsksAgain() {
        bench.handOver(bench.reading("1"));
        long timeOut = bench.firstWaitMillis();
        bench.loop.advanceMillis(timeOut + 150);
        assertThat(bench.sent).hasSize(1);
        bench.loop.advanceMillis(100);

        assertThat(bench.sent).hasSize(2);
    }

    @Test
    void aLateReplyInTheQuietTimeStillAnswersItsExchange() {
        bench.handOver(bench.control("1"));
        bench.loop.advanceMillis(bench.firstWaitMillis() + 100);
        assertThat(bench.outcomes).isEmpty();
        bench.comes(bench.answer());

        assertThat(bench.ends()).containsExactly(End.REPLIED);
    }

    @Test
    void aMeterSlowerThanTheFirstGuessIsLearnedFromTheReplyThatComesAfterTheRepeat() {
        bench.handOver(bench.reading("1"));
        bench.letOneTimeOut();
        assertThat(bench.sent).hasSize(2);
        bench.comes(bench.answer());

        assertThat(bench.outcomes.getFirst().timing().replyMillis()).isGreaterThan(LineBench.FIRST_REPLY_MILLIS);
    }

    @Test
    void afterAReplyToAnEarlierTryTheLineWaitsForTheSecondOne() {
        bench.handOver(bench.reading("1"), bench.reading("2"));
        bench.letOneTimeOut();
        byte[] answer = bench.answer();
        bench.comes(answer);
        assertThat(bench.ends()).containsExactly(End.REPLIED);
        assertThat(bench.sent).hasSize(2);
        bench.comes(answer);
        bench.loop.advanceMillis(200);

        assertThat(bench.request().address()).isEqualTo("000000000002");
        assertThat(bench.outcomes).hasSize(1);
    }

    @Test
    void aFrameThatHasBegunIsGivenTimeToEnd() {
        bench.handOver(bench.control("1"));
        bench.midFrame = true;
        bench.loop.advanceMillis(bench.firstWaitMillis() + 1000);
        assertThat(bench.outcomes).isEmpty();
        bench.midFrame = false;
        bench.comes(bench.answer());

        assertThat(bench.ends()).containsExactly(End.REPLIED);
    }

    @Test
    void aFrameThatNeverEndsIsGivenUpBeforeTheNextTry() {
        bench.handOver(bench.reading("1"));
        bench.midFrame = true;
        assertThat(bench.letOneTimeOut()).isGreaterThan(LineBench.RULES.frameGap());

        assertThat(bench.partialsDropped).isEqualTo(1);
        assertThat(bench.sent).hasSize(2);
    }

    @Test
    void aReplyFoundBehindAFalseStartStillAnswersAndIsNotAskedForAgain() {
        bench.handOver(bench.reading("1"), bench.reading("2"));
        bench.midFrame = true;
        byte[] answer = bench.answer();
        bench.behindFalseStart = () -> bench.comes(answer);
        bench.letOneTimeOut();

        assertThat(bench.ends()).containsExactly(End.REPLIED);
        assertThat(bench.outcomes.getFirst().tries()).isEqualTo(1);
        assertThat(bench.request().address()).isEqualTo("000000000002");
    }

    @Test
    void bytesWithoutAFrameEndAsGarbled() {
        bench.handOver(bench.control("1"));
        bench.lines.onNoise(17);
        bench.letAllTimeOut();

        assertThat(bench.ends()).containsExactly(End.GARBLED);
    }

    @Test
    void controlDoesNotWaitForTheRepeatsOfAReading() {
        bench.handOver(bench.reading("1"));
        bench.loop.advanceMillis(1000);
        bench.handOver(bench.control("2"));
        bench.letOneTimeOut();
        assertThat(bench.request().address()).isEqualTo("000000000002");
        bench.comes(bench.answer());
        assertThat(bench.request().address()).isEqualTo("000000000001");
        bench.comes(bench.answer());

        assertThat(bench.ends()).containsExactly(End.REPLIED, End.REPLIED);
        assertThat(bench.outcomes.getLast().tries()).isEqualTo(2);
    }

    @Test
    void aSocketThatTakesNoBytesIsGivenUpAfterTheWriteTimeOutWithoutARepeat() {
        bench.flushed = false;
        bench.handOver(bench.reading("1"), bench.reading("2"));
        bench.loop.advance(Duration.ofSeconds(29));
        assertThat(bench.stuck).isFalse();
        assertThat(bench.sent).hasSize(1);
        bench.loop.advance(Duration.ofSeconds(2));

        assertThat(bench.stuck).isTrue();
        assertThat(bench.sent).hasSize(1);
        assertThat(bench.outcomes).extracting(ExchangeOutcome::end).containsExactly(End.DISCONNECTED, End.DISCONNECTED);
        assertThat(bench.outcomes).extracting(ExchangeOutcome::requestSent).containsExactly(true, false);
    }

    @Test
    void aLineOfPromptMetersLosesNothingBetweenExchanges() {
        for (int meter = 1; meter <= 64; meter++) {
            bench.handOver(bench.reading(Integer.toString(meter)));
        }
        long begun = bench.loop.nanos();
        bench.answerAfter(300);
        long ideal = 64 * (LineBench.busMillis(REQUEST_BYTES + 20) + 300);

        assertThat(bench.ends()).hasSize(64).containsOnly(End.REPLIED);
        assertThat(Duration.ofNanos(bench.loop.nanos() - begun).toMillis()).isEqualTo(ideal);
    }
}
