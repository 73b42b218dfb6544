package com.wattwell.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineWatchTest {

    private final LineWatch watch = new LineWatch();

    @Test
    void aSweepLastsFromTheFirstRequestToTheLastReply() {
        watch.asked(100);
        watch.answered(130);
        watch.asked(131);
        watch.answered(170);

        assertThat(watch.seen()).isEqualTo(new LineWatch.Seen(2, 2, 100, 170, 0));
        assertThat(watch.seen().nanos()).isEqualTo(70);
    }

    @Test
    void silenceIsCountedFromAnUnansweredRequestToTheNextOne() {
        watch.asked(100);
        watch.asked(400);
        watch.asked(900);
        watch.answered(950);
        watch.asked(960);

        assertThat(watch.seen().silentNanos()).isEqualTo(800);
    }

    @Test
    void begunAnewItKnowsNothing() {
        watch.asked(100);
        watch.begin();
        assertThat(watch.seen().nanos()).isZero();
        watch.asked(500);
        watch.answered(520);

        assertThat(watch.seen()).isEqualTo(new LineWatch.Seen(1, 1, 500, 520, 0));
    }
}
