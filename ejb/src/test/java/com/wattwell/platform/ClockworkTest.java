package com.wattwell.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockworkTest {

    private final Clockwork clockwork = new Clockwork(ClockworkTest.class);
    private final Clockwork.Beat beat = new Clockwork.Beat();
    private final List<String> done = new ArrayList<>();

    @Test
    void aBeatThatFindsTheOneBeforeAtWorkIsPassedOver() {
        beat.unlessBusy(() -> {
            done.add("first");
            beat.unlessBusy(() -> done.add("within"));
        });
        beat.unlessBusy(() -> done.add("second"));

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void afterWorkThatFailedTheNextBeatWorks() {
        assertThatThrownBy(() -> beat.unlessBusy(() -> {
            throw new IllegalStateException("no");
        })).isInstanceOf(IllegalStateException.class);
        beat.unlessBusy(() -> done.add("next"));

        assertThat(done).containsExactly("next");
    }

    @Test
    void whatFailsDoesNotReachTheTimerNorWhatComesAfterIt() {
        clockwork.attempt("failing", () -> {
            throw new IllegalStateException("on purpose");
        });
        clockwork.attempt("working", () -> done.add("after"));

        assertThat(done).containsExactly("after");
    }
}
