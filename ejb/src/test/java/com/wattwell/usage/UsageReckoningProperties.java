package com.wattwell.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.tariff.Register;
import com.wattwell.usage.UsageReckoning.Reckoned;
import com.wattwell.usage.UsageReckoning.Result;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However a period is cut, and whatever happens to the register, what is booked is what passed. */
class UsageReckoningProperties {

    private static final LocalDate FIRST = LocalDate.of(2028, 2, 1);

    /** A register that begins anywhere, with day values in hundredths; days in {@code missing} were not read. */
    private static Course course(int start, List<Integer> days, List<Integer> missing) {
        Course course = new Course();
        long value = start;
        for (int i = 0; i <= days.size(); i++) {
            if (i == 0 || i == days.size() || !missing.contains(i)) {
                course.read(Register.TOTAL, Course.midnight(FIRST.plusDays(i)), BigDecimal.valueOf(value % 100_000_000L, 2).toPlainString());
            }
            value += i < days.size() ? days.get(i) : 0;
        }
        return course;
    }

    private static BigDecimal total(List<Integer> days) {
        return BigDecimal.valueOf(days.stream().mapToLong(Integer::longValue).sum(), 2);
    }

    private static void wholeIs(Result result, BigDecimal expected) {
        assertThat(result.held()).as(() -> String.valueOf(result.held())).isNull();
        BigDecimal ahead = result.spans().getLast().marks().get(Register.TOTAL).ahead();
        assertThat(Course.sum(result, Register.TOTAL).subtract(ahead)).isEqualByComparingTo(expected);
    }

    @Property(tries = 300)
    void theDaysSumToThePeriodHoweverItIsCut(@ForAll @Size(min = 2, max = 60) List<@IntRange(min = 0, max = 30_000) Integer> days,
                                              @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 59) Integer> cuts, @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 59) Integer> missing,
                                              @ForAll @IntRange(min = 0, max = 90_000_000) int start) {
        Course course = course(start, days, missing);
        TreeSet<LocalDate> cut = new TreeSet<>(List.of(FIRST, FIRST.plusDays(days.size())));
        cuts.stream().filter(each -> each < days.size()).forEach(each -> cut.add(FIRST.plusDays(each)));
        wholeIs(course.reckon(Map.of(), List.copyOf(cut)), total(days));
        wholeIs(course.reckon(Map.of(), Course.daily(FIRST, FIRST.plusDays(days.size()))), total(days));
    }

    @Property(tries = 200)
    void aRegisterMayBeginAgainAtZeroAtAnyPlace(@ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 30_000) Integer> days,
                                                  @ForAll @IntRange(min = 99_000_000, max = 99_999_999) int start, @ForAll @Size(max = 10) List<@IntRange(min = 1, max = 39) Integer> missing) {
        wholeIs(course(start, days, missing).reckon(Map.of(), Course.daily(FIRST, FIRST.plusDays(days.size()))), total(days));
    }

    @Property(tries = 200)
    void aReplacedDeviceLosesNothing(@ForAll @Size(min = 2, max = 40) List<@IntRange(min = 0, max = 30_000) Integer> days, @ForAll @IntRange(min = 0, max = 38) int at,
                                     @ForAll @IntRange(min = 0, max = 10_000_000) int start, @ForAll @IntRange(min = 0, max = 1_000_000) int newStart, @ForAll @IntRange(min = 0, max = 100) int part) {
        int changed = at % days.size();
        Course course = new Course();
        long value = start;
        for (int i = 0; i <= days.size(); i++) {
            course.read(Register.TOTAL, Course.midnight(FIRST.plusDays(i)), BigDecimal.valueOf(value, 2).toPlainString());
            if (i < days.size()) {
                if (i == changed) {
                    long before = (long) days.get(i) * part / 100;
                    course.changeovers.add(new Changeover(Course.METER, Course.midnight(FIRST.plusDays(i)).plusSeconds(40_000),
                            Map.of(Register.TOTAL, new Changeover.Ends(BigDecimal.valueOf(value + before, 2), BigDecimal.valueOf(newStart, 2)))));
                    value = newStart + days.get(i) - before;
                } else {
                    value += days.get(i);
                }
            }
        }
        wholeIs(course.reckon(Map.of(), Course.daily(FIRST, FIRST.plusDays(days.size()))), total(days));
        wholeIs(course.reckon(Map.of(), List.of(FIRST, FIRST.plusDays(days.size()))), total(days));
    }

    @Property(tries = 200)
    void reckonedDayByDayAsTimePassesItComesToTheSame(@ForAll @Size(min = 3, max = 40) List<@IntRange(min = 0, max = 30_000) Integer> days,
                                                       @ForAll @Size(max = 15) List<@IntRange(min = 2, max = 38) Integer> missing) {
        Course whole = course(5_000, days, missing);
        Course seen = new Course();
        List<Reckoned> booked = new ArrayList<>();
        Map<Register, Mark> marks = Map.of();
        seen.readings.put(Register.TOTAL, new ArrayList<>());
        for (int i = 1; i <= days.size(); i++) {
            LocalDate end = FIRST.plusDays(i);
            seen.now = Course.midnight(end).plusSeconds(13 * 3600);
            seen.readings.get(Register.TOTAL).clear();
            whole.readings.get(Register.TOTAL).stream().filter(reading -> !reading.at().isAfter(seen.now)).forEach(seen.readings.get(Register.TOTAL)::add);
            Result day = seen.reckon(marks, List.of(end.minusDays(1), end));
            assertThat(day.held()).as(() -> String.valueOf(day.held())).isNull();
            booked.addAll(day.spans());
            marks = booked.getLast().marks();
        }
        wholeIs(new Result(booked, null), total(days));
    }
}
