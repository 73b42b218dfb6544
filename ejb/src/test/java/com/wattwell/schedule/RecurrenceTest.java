package com.wattwell.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.platform.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Test
    void aUnixExpressionFallsDueAtTheLocalTimeOfTheSite() {
        Recurrence midnight = Recurrence.cron("0 0 * * *", SHANGHAI);
        assertThat(midnight.after(Instant.parse("2026-11-23T10:00:00Z"))).contains(Instant.parse("2026-11-23T16:00:00Z"));
    }

    @Test
    void aQuartzExpressionMayNameSeconds() {
        Recurrence everyTenSeconds = Recurrence.cron("*/10 * * * * ?", SHANGHAI);
        assertThat(everyTenSeconds.next(Instant.parse("2026-11-23T10:00:05Z"), 2))
                .containsExactly(Instant.parse("2026-11-23T10:00:10Z"), Instant.parse("2026-11-23T10:00:20Z"));
    }

    @Test
    void theLastDayOfFebruaryIsFoundInALeapYear() {
        Recurrence lastDay = Recurrence.cron("0 0 23 L * ?", SHANGHAI);
        assertThat(lastDay.after(Instant.parse("2028-02-10T00:00:00Z"))).contains(Instant.parse("2028-02-29T15:00:00Z"));
    }

    @Test
    void anHourThatDaylightSavingTakesAwayDoesNotStopTheSchedule() {
        Recurrence halfPastTwo = Recurrence.cron("30 2 * * *", ZoneId.of("Europe/Berlin"));
        assertThat(halfPastTwo.next(Instant.parse("2026-03-28T12:00:00Z"), 3)).hasSize(3).isSorted();
    }

    @Test
    void intervalsFallOnMultiplesSoThatTwoServersAgree() {
        Recurrence everyQuarter = Recurrence.every(900);
        assertThat(everyQuarter.after(Instant.parse("2026-11-23T10:07:01Z"))).contains(Instant.parse("2026-11-23T10:15:00Z"));
        assertThat(everyQuarter.after(Instant.parse("2026-11-23T10:15:00Z"))).contains(Instant.parse("2026-11-23T10:30:00Z"));
    }

    @Property
    void theNextDueInstantIsAlwaysLaterAndWithinOneInterval(@ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
                                                            @ForAll @IntRange(min = 5, max = 31_536_000) int interval) {
        Instant now = Instant.ofEpochSecond(second);
        Instant next = Recurrence.every(interval).after(now).orElseThrow();
        assertThat(next).isAfter(now).isBeforeOrEqualTo(now.plus(Duration.ofSeconds(interval)));
        assertThat(next.getEpochSecond() % interval).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "every hour", "61 * * * *", "* * *", "0 0 31 2 *", "* * * * * * * * *"})
    void aWrongExpressionIsRefusedAndTheFieldIsNamed(String cron) {
        assertThatThrownBy(() -> Recurrence.cron(cron, SHANGHAI)).isInstanceOfSatisfying(RefusedException.class,
                refusal -> assertThat(refusal.field()).isEqualTo("cron"));
    }

    @Test
    void anIntervalUnderFiveSecondsIsRefused() {
        assertThatThrownBy(() -> Recurrence.every(4)).isInstanceOfSatisfying(RefusedException.class,
                refusal -> assertThat(refusal.field()).isEqualTo("intervalSeconds"));
    }
}
