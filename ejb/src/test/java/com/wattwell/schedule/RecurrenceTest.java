package com.wattwell.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.calendar.WorkingDays;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** As a schedule takes it: it must fall due at least once more. */
    private static Recurrence written(String cron, ZoneId zone) {
        RecurrenceRule rule = RecurrenceRule.cron(cron).checked();
        Recurrence recurrence = rule.recurrence(zone, WorkingDays.WEEKDAYS);
        recurrence.after(Instant.parse("2026-11-23T10:00:00Z")).orElseThrow(rule::neverDue);
        return recurrence;
    }

    @Test
    void aUnixExpressionFallsDueAtTheLocalTimeOfTheSite() {
        Recurrence midnight = written("0 0 * * *", SHANGHAI);
        assertThat(midnight.after(Instant.parse("2026-11-23T10:00:00Z"))).contains(Instant.parse("2026-11-23T16:00:00Z"));
    }

    @Test
    void aQuartzExpressionMayNameSeconds() {
        Recurrence everyTenSeconds = written("*/10 * * * * ?", SHANGHAI);
        assertThat(everyTenSeconds.next(Instant.parse("2026-11-23T10:00:05Z"), 2))
                .containsExactly(Instant.parse("2026-11-23T10:00:10Z"), Instant.parse("2026-11-23T10:00:20Z"));
    }

    @Test
    void theLastDayOfFebruaryIsFoundInALeapYear() {
        Recurrence lastDay = written("0 0 23 L * ?", SHANGHAI);
        assertThat(lastDay.after(Instant.parse("2028-02-10T00:00:00Z"))).contains(Instant.parse("2028-02-29T15:00:00Z"));
    }

    @Test
    void anHourThatDaylightSavingTakesAwayDoesNotStopTheSchedule() {
        Recurrence halfPastTwo = written("30 2 * * *", ZoneId.of("Europe/Berlin"));
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
        assertThatThrownBy(() -> written(cron, SHANGHAI)).isInstanceOfSatisfying(RefusedException.class,
                refusal -> assertThat(refusal.field()).isEqualTo("cron"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            61 * * * *        | minute       | 61       | 0 | 59
            * 24 * * *        | hour         | 24       | 0 | 23
            */5 * 0 * *       | day of month | 0        | 1 | 31
            0 0 1 13 *        | month        | 13       | 1 | 12
            0 0 * * 9         | day of week  | 9        | 0 | 7
            0 x * * 1         | hour         | x        | 0 | 23
            5-70 * * * *      | minute       | 5-70     | 0 | 59
            0,90 * * * *      | minute       | 0,90     | 0 | 59
            60 * * * * ?      | second       | 60       | 0 | 59
            0 60 * * * ?      | minute       | 60       | 0 | 59
            0 0 0 32 * ?      | day of month | 32       | 1 | 31
            0 0 0 ? * 8       | day of week  | 8        | 1 | 7
            0 0 0 * * ? 1900  | year         | 1900     | 1970 | 2099
            """)
    void theFieldThatIsWrongIsNamedWithWhatItMayBe(String cron, String field, String stands, String least, String most) {
        assertThatThrownBy(() -> written(cron, SHANGHAI)).isInstanceOfSatisfying(RefusedException.class, refusal -> {
            assertThat(refusal.messageKey()).isEqualTo("refused.cronField");
            assertThat(refusal.arguments()).containsExactly(field, '“' + stands + '”', least, most);
            assertThat(refusal.getMessage()).startsWith("cron: the " + field + " is \"" + stands + "\"; it must be from " + least + " to " + most);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * *             | refused.cronCount
            every hour        | refused.cronCount
            * * * * * * * *   | refused.cronCount
            0 0 0 1 * 1       | refused.cronDays
            0 0 31 2 *        | refused.cronNever
            """)
    void whatIsWrongWithTheWholeIsSaidToo(String cron, String key) {
        assertThatThrownBy(() -> written(cron, SHANGHAI)).isInstanceOfSatisfying(RefusedException.class,
                refusal -> assertThat(refusal.messageKey()).isEqualTo(key));
    }

    @Test
    void anIntervalUnderFiveSecondsIsRefused() {
        assertThatThrownBy(() -> Recurrence.every(4)).isInstanceOfSatisfying(RefusedException.class,
                refusal -> assertThat(refusal.field()).isEqualTo("intervalSeconds"));
    }
}
