package com.wattwell.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.ExchangeRef;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingsWrittenTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final MeterTiming USUAL = new MeterTiming(400, 20, 0, null);

    private final TimingsWritten timings = new TimingsWritten();

    @Test
    void aMeterNotWrittenYetIsNews() {
        assertThat(timings.isNews(outcome(1, 7, End.REPLIED, NOW, USUAL))).isTrue();
    }

    @Test
    void aMeterThatAnswersAsUsualIsNoNewsUntilItsContactGrowsOld() {
        timings.written(List.of(outcome(1, 7, End.REPLIED, NOW, USUAL)));
        assertThat(timings.isNews(outcome(1, 7, End.REPLIED, NOW.plusSeconds(300), new MeterTiming(450, 30, 0, null)))).isFalse();
        assertThat(timings.isNews(outcome(1, 7, End.REPLIED, NOW.plusSeconds(301), USUAL))).isTrue();
    }

    @Test
    void aFailureAProbeAndAnotherPaceAreNews() {
        timings.written(List.of(outcome(1, 7, End.REPLIED, NOW, USUAL)));
        assertThat(timings.isNews(outcome(1, 7, End.NO_REPLY, NOW, new MeterTiming(400, 20, 1, null)))).isTrue();
        assertThat(timings.isNews(outcome(1, 7, End.REPLIED, NOW, new MeterTiming(400, 20, 0, NOW)))).isTrue();
        assertThat(timings.isNews(outcome(1, 7, End.REPLIED, NOW, new MeterTiming(501, 20, 0, null)))).isTrue();
    }

    @Test
    void afterAnotherLoginNothingIsKnownSinceAnotherNodeMayHaveWritten() {
        timings.written(List.of(outcome(1, 7, End.REPLIED, NOW, USUAL)));
        assertThat(timings.isNews(outcome(1, 8, End.REPLIED, NOW, USUAL))).isTrue();
    }

    @Test
    void aFailureThatIsWrittenDoesNotForgetTheLastContact() {
        MeterTiming failed = new MeterTiming(400, 20, 1, null);
        timings.written(List.of(outcome(1, 7, End.REPLIED, NOW, USUAL)));
        timings.written(List.of(outcome(1, 7, End.NO_REPLY, NOW.plusSeconds(10), failed)));
        assertThat(timings.isNews(outcome(1, 7, End.NO_REPLY, NOW.plusSeconds(20), failed))).isFalse();
        assertThat(timings.isNews(outcome(1, 7, End.REPLIED, NOW.plusSeconds(20), failed))).isFalse();
        assertThat(timings.isNews(outcome(1, 7, End.REPLIED, NOW.plusSeconds(400), failed))).isTrue();
    }

    @Test
    void theMeterHeardOfLeastRecentlyIsForgottenBeyondTheLimit() {
        for (long meter = 1; meter <= TimingsWritten.LIMIT + 1; meter++) {
            timings.written(List.of(outcome(meter, 7, End.REPLIED, NOW, USUAL)));
        }
        assertThat(timings.isNews(outcome(1, 7, End.REPLIED, NOW, USUAL))).isTrue();
        assertThat(timings.isNews(outcome(2, 7, End.REPLIED, NOW, USUAL))).isFalse();
    }

    private static ExchangeOutcome outcome(long meter, long epoch, End end, Instant at, MeterTiming timing) {
        return new ExchangeOutcome(new ExchangeRef(1, meter, 1), 5, epoch, Lane.READING, "DLT645_2007", end, true, 1, new byte[0], List.of(), at, at, timing);
    }
}
