package com.wattwell.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.calendar.CalendarDay.Kind;
import com.wattwell.calendar.WorkingDays;
import com.wattwell.platform.RefusedException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a schedule falls due that follows working days or settlement days. */
class RecurrenceByCalendarTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** Around the Spring Festival of 2026, as announced: off from Sunday 15 to Monday 23 February, worked on both Saturdays. */
    private static final WorkingDays SPRING_2026 = new WorkingDays(Stream.concat(
            LocalDate.of(2026, 2, 15).datesUntil(LocalDate.of(2026, 2, 24)).map(day -> Map.entry(day, Kind.HOLIDAY)),
            Stream.of(Map.entry(LocalDate.of(2026, 2, 14), Kind.WORKING_DAY), Map.entry(LocalDate.of(2026, 2, 28), Kind.WORKING_DAY)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));

    private static Recurrence workingDays(boolean nonWorking, ZoneId zone, WorkingDays calendar, String... times) {
        return RecurrenceRule.onWorkingDays(List.of(times), nonWorking).checked().recurrence(zone, calendar);
    }

    private static Recurrence settlement(String days, boolean shift, ZoneId zone, WorkingDays calendar, String... times) {
        return RecurrenceRule.onSettlementDays(List.of(days.split(" ")), List.of(times), shift).checked().recurrence(zone, calendar);
    }

    private static List<String> local(Recurrence recurrence, String from, ZoneId zone, int count) {
        return recurrence.next(LocalDate.parse(from).atStartOfDay(zone).toInstant().minusMillis(1), count).stream()
                .map(due -> due.atZone(zone).toLocalDateTime().toString()).toList();
    }

    @Test
    void aHolidayIsPassedOverAndAMadeUpSaturdayIsNot() {
        assertThat(local(workingDays(false, SHANGHAI, SPRING_2026, "06:00"), "2026-02-13", SHANGHAI, 5)).containsExactly("2026-02-13T06:00",
                "2026-02-14T06:00", "2026-02-24T06:00", "2026-02-25T06:00", "2026-02-26T06:00");
    }

    @Test
    void theOtherDaysAreTheHolidaysAndTheWeekendsThatAreNotWorked() {
        assertThat(local(workingDays(true, SHANGHAI, SPRING_2026, "10:30"), "2026-02-22", SHANGHAI, 4)).containsExactly("2026-02-22T10:30",
                "2026-02-23T10:30", "2026-03-01T10:30", "2026-03-07T10:30");
    }

    @Test
    void severalTimesOfOneDayComeInOrderHoweverTheyWereWritten() {
        assertThat(local(workingDays(false, SHANGHAI, WorkingDays.WEEKDAYS, "18:30", "6:00", "18:30"), "2026-12-31", SHANGHAI, 4)).containsExactly(
                "2026-12-31T06:00", "2026-12-31T18:30", "2027-01-01T06:00", "2027-01-01T18:30");
    }

    @Test
    void aCalendarThatChangesChangesTheNextTime() {
        Instant friday = Instant.parse("2026-02-13T00:00:00Z");
        assertThat(workingDays(false, SHANGHAI, WorkingDays.WEEKDAYS, "06:00").after(friday)).contains(Instant.parse("2026-02-15T22:00:00Z"));
        assertThat(workingDays(false, SHANGHAI, SPRING_2026, "06:00").after(friday)).contains(Instant.parse("2026-02-13T22:00:00Z"));
    }

    @Test
    void withoutAnyWorkingDayThereIsNoNextTimeAndNoEndlessLoop() {
        Map<LocalDate, Kind> never = LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2028, 1, 1)).collect(Collectors.toMap(day -> day, day -> Kind.HOLIDAY));
        assertThat(workingDays(false, SHANGHAI, new WorkingDays(never), "06:00").after(Instant.parse("2026-03-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void aTimeThatDaylightSavingTakesAwayIsMovedBehindTheGapAndOneGivenTwiceCountsOnce() {
        Recurrence sundays = workingDays(true, BERLIN, WorkingDays.WEEKDAYS, "02:30", "03:15");
        assertThat(sundays.next(Instant.parse("2026-03-28T12:00:00Z"), 2)).containsExactly(Instant.parse("2026-03-29T01:15:00Z"), Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(sundays.next(Instant.parse("2026-10-24T12:00:00Z"), 3)).containsExactly(Instant.parse("2026-10-25T00:30:00Z"),
                Instant.parse("2026-10-25T02:15:00Z"), Instant.parse("2026-10-31T01:30:00Z"));
    }

    @Test
    void twoTimesThatDaylightSavingMakesOneAreOne() {
        assertThat(workingDays(true, BERLIN, WorkingDays.WEEKDAYS, "02:30", "03:30").next(Instant.parse("2026-03-28T12:00:00Z"), 2))
                .containsExactly(Instant.parse("2026-03-29T01:30:00Z"), Instant.parse("2026-04-04T00:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LAST    | 2026-01-05 | 2026-01-31 2026-02-28 2026-03-31 2026-04-30
            LAST    | 2028-02-01 | 2028-02-29 2028-03-31
            28 LAST | 2026-02-01 | 2026-02-28 2026-03-28 2026-03-31
            28 LAST | 2028-02-01 | 2028-02-28 2028-02-29 2028-03-28
            1       | 2026-12-02 | 2027-01-01 2027-02-01
            1 15    | 2026-12-15 | 2026-12-15 2027-01-01 2027-01-15
            15 1 15 | 2026-12-15 | 2026-12-15 2027-01-01
            last    | 2026-12-01 | 2026-12-31 2027-01-31
            """)
    void settlementDaysAreDaysOfEveryMonth(String days, String from, String expected) {
        List<String> wanted = Stream.of(expected.split(" ")).map(day -> day + "T00:30").toList();
        assertThat(local(settlement(days, false, SHANGHAI, WorkingDays.WEEKDAYS, "00:30"), from, SHANGHAI, wanted.size())).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            20      | 2026-02-01 | 2026-02-24 2026-03-20
            16 20   | 2026-02-01 | 2026-02-24 2026-03-16 2026-03-20
            LAST    | 2026-01-30 | 2026-02-02 2026-02-28 2026-03-31
            LAST    | 2026-02-01 | 2026-02-02 2026-02-28
            1       | 2026-02-01 | 2026-02-02 2026-03-02 2026-04-01
            """)
    void oneThatIsNotWorkedGivesWayToTheNextWorkingDayAlsoInTheNextMonth(String days, String from, String expected) {
        List<String> wanted = Stream.of(expected.split(" ")).map(day -> day + "T08:00").toList();
        assertThat(local(settlement(days, true, SHANGHAI, SPRING_2026, "08:00"), from, SHANGHAI, wanted.size())).isEqualTo(wanted);
    }

    @Property(tries = 300)
    void everyNextTimeIsTheFirstThatADayByDayLookFinds(@ForAll("zones") ZoneId zone, @ForAll @LongRange(min = 1_700_000_000L, max = 1_900_000_000L) long second,
                                                      @ForAll("times") Set<LocalTime> times, @ForAll("calendars") Map<Integer, Kind> marked, @ForAll boolean nonWorking) {
        Instant now = Instant.ofEpochSecond(second);
        LocalDate today = now.atZone(zone).toLocalDate();
        WorkingDays calendar = new WorkingDays(onDays(marked, today));
        TreeSet<Instant> all = today.minusDays(2).datesUntil(today.plusDays(60)).filter(day -> calendar.isWorking(day) != nonWorking)
                .flatMap(day -> times.stream().map(time -> day.atTime(time).atZone(zone).toInstant())).collect(Collectors.toCollection(TreeSet::new));
        List<Instant> expected = all.tailSet(now, false).stream().limit(3).toList();
        Recurrence recurrence = workingDays(nonWorking, zone, calendar, times.stream().map(LocalTime::toString).toArray(String[]::new));
        assertThat(recurrence.next(now, 3)).isEqualTo(expected);
    }

    @Property(tries = 300)
    void aSettlementDayIsNeverLostPutOffOrNot(@ForAll("zones") ZoneId zone, @ForAll @LongRange(min = 1_700_000_000L, max = 1_900_000_000L) long second,
                                             @ForAll @IntRange(min = 1, max = 28) int day, @ForAll boolean last, @ForAll boolean shift,
                                             @ForAll("calendars") Map<Integer, Kind> marked) {
        Instant now = Instant.ofEpochSecond(second);
        YearMonth month = YearMonth.from(now.atZone(zone));
        WorkingDays calendar = new WorkingDays(onDays(marked, now.atZone(zone).toLocalDate()));
        TreeSet<Instant> all = Stream.iterate(month.minusMonths(6), each -> each.plusMonths(1)).limit(18)
                .flatMap(each -> last ? Stream.of(each.atDay(day), each.atEndOfMonth()) : Stream.of(each.atDay(day)))
                .map(each -> {
                    LocalDate due = each;
                    while (shift && !calendar.isWorking(due)) {
                        due = due.plusDays(1);
                    }
                    return due.atTime(2, 30).atZone(zone).toInstant();
                }).collect(Collectors.toCollection(TreeSet::new));
        assertThat(settlement(day + (last ? " LAST" : ""), shift, zone, calendar, "02:30").next(now, 6)).isEqualTo(all.tailSet(now, false).stream().limit(6).toList());
    }

    private static Map<LocalDate, Kind> onDays(Map<Integer, Kind> marked, LocalDate around) {
        Map<LocalDate, Kind> days = new HashMap<>();
        marked.forEach((offset, kind) -> days.put(around.plusDays(offset), kind));
        return days;
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo", "UTC").map(ZoneId::of);
    }

    @Provide
    Arbitrary<Set<LocalTime>> times() {
        return Arbitraries.integers().between(0, 24 * 60 - 1).map(minute -> LocalTime.of(minute / 60, minute % 60)).set().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<Map<Integer, Kind>> calendars() {
        return Arbitraries.maps(Arbitraries.integers().between(-10, 40), Arbitraries.of(Kind.class)).ofMaxSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"29", "30", "31", "0", "-1", "1.5", "FIRST", "999999999999", "１"})
    void aDayThatNotEveryMonthHasIsRefusedAndTheFieldIsNamed(String day) {
        assertThatThrownBy(() -> settlement(day, false, SHANGHAI, WorkingDays.WEEKDAYS, "06:00")).isInstanceOfSatisfying(RefusedException.class,
                refusal -> assertThat(refusal.field()).isEqualTo("monthDays"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"24:00", "6", "06:60", "06:00:00", "６:00", "", "noon", "-1:00"})
    void whatIsNoTimeOfDayIsRefusedAndTheFieldIsNamed(String time) {
        assertThatThrownBy(() -> workingDays(false, SHANGHAI, WorkingDays.WEEKDAYS, time)).isInstanceOfSatisfying(RefusedException.class,
                refusal -> assertThat(refusal.field()).isEqualTo("times"));
    }

    @Test
    void noTimeAndTooManyAreRefused() {
        assertThatThrownBy(() -> workingDays(false, SHANGHAI, WorkingDays.WEEKDAYS)).hasMessageContaining("1 to 24 local times");
        String[] many = Stream.iterate(0, minute -> minute + 1).limit(25).map(minute -> "06:%02d".formatted(minute)).toArray(String[]::new);
        assertThatThrownBy(() -> workingDays(false, SHANGHAI, WorkingDays.WEEKDAYS, many)).hasMessageContaining("1 to 24 local times");
    }

    @Test
    void aFieldOfAnotherKindIsRefusedForWhoeverWroteItMeantSomethingByIt() {
        assertThatThrownBy(() -> new RecurrenceRule(RecurrenceRule.Kind.CRON, "0 * * * *", 900, null, null, null, null).checked())
                .hasMessage("intervalSeconds goes with kind INTERVAL.");
        assertThatThrownBy(() -> new RecurrenceRule(RecurrenceRule.Kind.WORKING_DAYS, null, null, List.of("06:00"), null, List.of("1"), null).checked())
                .hasMessage("monthDays goes with kind SETTLEMENT_DAY.");
        assertThatThrownBy(() -> new RecurrenceRule(RecurrenceRule.Kind.INTERVAL, null, 900, List.of("06:00"), null, null, null).checked())
                .hasMessage("times goes with kind WORKING_DAYS or SETTLEMENT_DAY.");
    }
}
