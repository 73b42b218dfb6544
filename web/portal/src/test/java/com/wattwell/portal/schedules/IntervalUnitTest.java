package com.wattwell.portal.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntervalUnitTest {

    @Test
    void anIntervalIsShownInTheLargestUnitInWhichItIsWhole() {
        assertThat(IntervalUnit.of(90)).isEqualTo(IntervalUnit.SECONDS);
        assertThat(IntervalUnit.of(900)).isEqualTo(IntervalUnit.MINUTES);
        assertThat(IntervalUnit.of(7200)).isEqualTo(IntervalUnit.HOURS);
        assertThat(IntervalUnit.of(172_800)).isEqualTo(IntervalUnit.DAYS);
        assertThat(IntervalUnit.MINUTES.amount(900)).isEqualTo(15);
    }

    @Test
    void whatIsBeyondAllMeasureBecomesAnIntervalThatIsRefused() {
        assertThat(IntervalUnit.MINUTES.toSeconds(15)).isEqualTo(900);
        assertThat(IntervalUnit.DAYS.toSeconds(99_999_999)).isNegative();
        assertThat(IntervalUnit.DAYS.toSeconds(-5)).isNegative();
        assertThat(IntervalUnit.HOURS.toSeconds(null)).isNull();
    }
}
