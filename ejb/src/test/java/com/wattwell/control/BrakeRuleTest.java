package com.wattwell.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class BrakeRuleTest {

    private static BrakeRule hours(String from, String until) {
        return new BrakeRule(BrakeRule.State.ON, 20, 10, 5, LocalTime.parse(from), LocalTime.parse(until));
    }

    @Test
    void aFifthOfThirtyIsSixAndTheSeventhIsTooMuch() {
        assertThat(BrakeRule.USUAL.bites(5, 30)).isFalse();
        assertThat(BrakeRule.USUAL.bites(6, 30)).isTrue();
    }

    @Test
    void inASmallBuildingFewMetersNeverBiteHoweverLargeTheirShare() {
        assertThat(BrakeRule.USUAL.bites(0, 3)).isFalse();
        assertThat(BrakeRule.USUAL.bites(3, 4)).isFalse();
        assertThat(BrakeRule.USUAL.bites(4, 5)).isTrue();
    }

    @Test
    void whatIsSwitchedOffNeverBites() {
        assertThat(new BrakeRule(BrakeRule.State.OFF, 1, 10, 1, null, null).bites(99, 100)).isFalse();
    }

    @Test
    void hoursHoldFromTheirBeginningToBeforeTheirEndAlsoOverMidnight() {
        assertThat(hours("08:00", "18:00").permits(LocalTime.of(8, 0))).isTrue();
        assertThat(hours("08:00", "18:00").permits(LocalTime.of(18, 0))).isFalse();
        assertThat(hours("22:00", "06:00").permits(LocalTime.of(23, 0))).isTrue();
        assertThat(hours("22:00", "06:00").permits(LocalTime.of(5, 59))).isTrue();
        assertThat(hours("22:00", "06:00").permits(LocalTime.of(12, 0))).isFalse();
        assertThat(BrakeRule.USUAL.permits(LocalTime.MIDNIGHT)).isTrue();
    }
}
