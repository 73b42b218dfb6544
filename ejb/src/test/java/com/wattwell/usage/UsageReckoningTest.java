package com.wattwell.usage;

import static com.wattwell.usage.Course.METER;
import static com.wattwell.usage.Course.day;
import static com.wattwell.usage.Course.item;
import static com.wattwell.usage.Course.midnight;
import static com.wattwell.usage.Course.quantity;
import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.tariff.Register;
import com.wattwell.usage.UsageHeld.Reason;
import com.wattwell.usage.UsageReckoning.Reckoned;
import com.wattwell.usage.UsageReckoning.Result;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageReckoningTest {

    private final Course course = new Course();

    private static List<BigDecimal> quantities(Result result) {
        return result.spans().stream().map(Course::quantity).toList();
    }

    private static void equal(BigDecimal actual, String expected) {
        assertThat(actual).isEqualByComparingTo(expected);
    }

    private void heldFor(Reason reason, Result result) {
        assertThat(result.held()).isNotNull();
        assertThat(result.held().reason()).isEqualTo(reason);
    }

    @Test
    void usageIsWhatTheRegisterMovedOnTimesTheTransformers() {
        course.fittings.set(0, new Fitting(METER, java.time.Instant.EPOCH, null, new BigDecimal("40")));
        course.mostADay = new BigDecimal("20000");
        Result result = course.read("2026-11-01", "100.25").read("2026-12-01", "350.50").reckon("2026-11-01", "2026-12-01");
        equal(quantity(result.spans().getFirst()), "10010.00");
        assertThat(item(result.spans().getFirst().span(), Register.TOTAL).readings()).hasSize(2);
    }

    @Test
    void aReadingStandsForTheMidnightThatItIsNearestTo() {
        course.read(Register.TOTAL, midnight(day("2026-11-01")).plus(Duration.ofHours(6)), "10").read(Register.TOTAL, midnight(day("2026-11-02")).plus(Duration.ofHours(6)), "14")
                .read(Register.TOTAL, midnight(day("2026-11-03")).minus(Duration.ofHours(1)), "19");
        assertThat(quantities(course.reckon("2026-11-01", "2026-11-02", "2026-11-03"))).containsExactly(new BigDecimal("4"), new BigDecimal("5"));
    }

    @Test
    void aRegisterThatBeganAgainAtZeroCountsOn() {
        equal(quantity(course.read("2026-11-01", "999990.50").read("2026-12-01", "20.25").reckon("2026-11-01", "2026-12-01").spans().getFirst()), "29.75");
    }

    @Test
    void aRegisterThatWentBackFurtherThanItCouldHaveCountedIsHeldAndNeverMadeZero() {
        Result result = course.read("2026-11-01", "5000").read("2026-12-01", "4990").reckon("2026-11-01", "2026-12-01");
        heldFor(Reason.NEGATIVE, result);
        equal(result.held().quantity(), "-10");
        equal(result.held().rolled(), "999990");
        assertThat(result.spans()).isEmpty();
        course.rulings.put(day("2026-11-01"), Rulings.of(Register.TOTAL, Ruling.ACCEPT));
        equal(quantity(course.reckon("2026-11-01", "2026-12-01").spans().getFirst()), "999990");
    }

    @Test
    void aReplacedDeviceIsCountedByItsFinalValueAndTheNewOnesFirst() {
        course.changeovers.add(new Changeover(METER, midnight(day("2026-11-10")).plus(Duration.ofHours(9)), Map.of(Register.TOTAL, new Changeover.Ends(new BigDecimal("130"), new BigDecimal("2")))));
        Result result = course.read("2026-11-01", "100").read("2026-12-01", "52").reckon("2026-11-01", "2026-12-01");
        equal(quantity(result.spans().getFirst()), "80");
        assertThat(item(result.spans().getFirst().span(), Register.TOTAL).readings()).extracting(each -> each.value().intValue()).containsExactly(100, 130, 2, 52);
    }

    @Test
    void aReplacementAtWhichTheRegisterWasNotReadIsHeld() {
        course.changeovers.add(new Changeover(METER, midnight(day("2026-11-10")), Map.of()));
        heldFor(Reason.CHANGE_NOT_READ, course.read("2026-11-01", "100").read("2026-12-01", "52").reckon("2026-11-01", "2026-12-01"));
    }

    @Test
    void otherTransformersCountFromTheReadingOfTheirDay() {
        java.time.Instant at = midnight(day("2026-11-15")).plus(Duration.ofHours(10));
        course.fittings.set(0, new Fitting(METER, java.time.Instant.EPOCH, at, BigDecimal.TEN));
        course.fittings.add(new Fitting(METER, at, null, new BigDecimal("20")));
        course.read("2026-11-01", "0").read("2026-12-01", "30");
        heldFor(Reason.CHANGE_NOT_READ, course.reckon("2026-11-01", "2026-12-01"));
        course.read(Register.TOTAL, at, "12");
        equal(quantity(course.reckon("2026-11-01", "2026-12-01").spans().getFirst()), "480");
    }

    @Test
    void anotherMeterTakesOverWithItsOwnReadings() {
        java.time.Instant at = midnight(day("2026-11-15")).plus(Duration.ofHours(10));
        course.fittings.set(0, new Fitting(METER, java.time.Instant.EPOCH, at, BigDecimal.ONE));
        course.fittings.add(new Fitting(8, at, null, BigDecimal.ONE));
        course.read("2026-11-01", "100").read(Register.TOTAL, at, "150").read(8, Register.TOTAL, at, "3000").read(8, Register.TOTAL, midnight(day("2026-12-01")), "3020");
        equal(quantity(course.reckon("2026-11-01", "2026-12-01").spans().getFirst()), "70");
    }

    @Test
    void moreThanCanPassAndManyTimesTheUsualAreHeldUntilSomebodyAccepts() {
        course.read("2026-11-01", "0").read("2026-11-02", "500");
        heldFor(Reason.ABOVE_LIMIT, course.reckon("2026-11-01", "2026-11-02"));
        course.mostADay = new BigDecimal("2000");
        course.usualADay = new BigDecimal("10");
        heldFor(Reason.UNUSUAL, course.reckon("2026-11-01", "2026-11-02"));
        course.rulings.put(day("2026-11-01"), Rulings.of(Register.TOTAL, Ruling.ACCEPT));
        equal(quantity(course.reckon("2026-11-01", "2026-11-02").spans().getFirst()), "500");
    }

    @Test
    void whatIsAcceptedOfOneRegisterIsNotAcceptedOfAnother() {
        course.read("2026-11-01", "5000").read("2026-12-01", "4990");
        course.read(Register.PEAK, midnight(day("2026-11-01")), "3000").read(Register.PEAK, midnight(day("2026-12-01")), "2990");
        course.rulings.put(day("2026-11-01"), Rulings.of(Register.TOTAL, Ruling.ACCEPT));
        Result result = course.reckon("2026-11-01", "2026-12-01");
        heldFor(Reason.NEGATIVE, result);
        assertThat(result.held().register()).isEqualTo(Register.PEAK);
        course.rulings.put(day("2026-11-01"), Rulings.of(Register.TOTAL, Ruling.ACCEPT).and(Register.PEAK, Ruling.ACCEPT));
        assertThat(course.reckon("2026-11-01", "2026-12-01").held()).isNull();
    }

    @Test
    void aMissingDayIsAwaitedThenEstimatedByItsWeekdayAndTheNextReadingMakesTheDifference() {
        LocalDate monday = day("2026-11-02");
        int value = 0;
        for (LocalDate day = monday.minusWeeks(4); !day.isAfter(monday); day = day.plusDays(1)) {
            course.read(Register.TOTAL, midnight(day), String.valueOf(value));
            value += day.getDayOfWeek() == java.time.DayOfWeek.MONDAY ? 20 : 10;
        }
        course.now = midnight(monday.plusDays(1)).plus(Duration.ofHours(11));
        heldFor(Reason.READING_AWAITED, course.reckon(monday.toString(), monday.plusDays(1).toString()));
        course.now = course.now.plus(Duration.ofHours(1));
        Result estimated = course.reckon(monday.toString(), monday.plusDays(1).toString());
        equal(quantity(estimated.spans().getFirst()), "20");
        assertThat(item(estimated.spans().getFirst().span(), Register.TOTAL).estimated()).isTrue();

        course.now = course.now.plus(Duration.ofDays(1));
        course.read(Register.TOTAL, midnight(monday.plusDays(2)), String.valueOf(value - 20 + 50));
        Result settled = course.reckon(estimated.spans().getFirst().marks(), List.of(monday.plusDays(1), monday.plusDays(2)));
        equal(quantity(settled.spans().getFirst()), "30");
        assertThat(item(settled.spans().getFirst().span(), Register.TOTAL).estimated()).isFalse();
    }

    @Test
    void anEstimateThatWasTooMuchIsEatenUpAndNeverMakesUsageNegative() {
        Mark ahead = new Mark(new com.wattwell.tariff.ReadingRef(METER, "ACTIVE_ENERGY_FORWARD", midnight(day("2026-11-01")), new BigDecimal("100")), new BigDecimal("12"));
        course.read("2026-11-03", "105").read("2026-11-04", "109").read("2026-11-05", "115");
        Result result = course.reckon(Map.of(Register.TOTAL, ahead), List.of(day("2026-11-02"), day("2026-11-03"), day("2026-11-04"), day("2026-11-05")));
        assertThat(quantities(result)).usingElementComparator(BigDecimal::compareTo).containsExactly(new BigDecimal("0"), new BigDecimal("0"), new BigDecimal("3"));
    }

    @Test
    void betweenTwoReadingsAMissingMidnightGetsItsShareOfTheDays() {
        Result result = course.read("2026-11-01", "0").read("2026-11-05", "10").reckon("2026-11-01", "2026-11-02", "2026-11-05");
        assertThat(quantities(result)).usingElementComparator(BigDecimal::compareTo).containsExactly(new BigDecimal("2.5"), new BigDecimal("7.5"));
        assertThat(result.spans()).extracting(each -> item(each.span(), Register.TOTAL).estimated()).containsExactly(true, false);
    }

    @Test
    void withoutAFirstReadingOrAnythingToEstimateByItIsHeld() {
        heldFor(Reason.NO_FIRST_READING, course.reckon("2026-11-01", "2026-12-01"));
        heldFor(Reason.NO_BASIS, course.read("2026-11-01", "0").reckon("2026-11-01", "2026-12-01"));
    }

    @Test
    void nobodyBelievesAnEstimateOfMoreThanThreeMonths() {
        course.read("2026-07-01", "0").read("2026-07-02", "5");
        Result first = course.reckon("2026-07-02", "2026-09-30");
        assertThat(first.held()).isNull();
        heldFor(Reason.ESTIMATED_TOO_LONG, course.reckon(first.spans().getFirst().marks(), List.of(day("2026-09-30"), day("2026-10-31"))));
    }

    @Test
    void demandIsTheLargestThatWasReadAndThatOfTheFirstInstantIsTheMonthsBefore() {
        course.read("2026-11-01", "0").read("2026-12-01", "10").read(Register.DEMAND, midnight(day("2026-11-01")), "99")
                .read(Register.DEMAND, midnight(day("2026-11-10")), "3.2").read(Register.DEMAND, midnight(day("2026-12-01")), "4.5");
        equal(item(course.reckon("2026-11-01", "2026-12-01").spans().getFirst().span(), Register.DEMAND).quantity(), "4.5");
    }

    @Test
    void aReadingThatSomebodyRuledOutIsReplacedByAnEstimateAndTheNextOneSettles() {
        for (int i = 0; i <= 20; i++) {
            course.read(Register.TOTAL, midnight(day("2026-11-01").plusDays(i)), String.valueOf(i * 10));
        }
        course.read("2026-11-22", "9000").read("2026-11-23", "230");
        heldFor(Reason.ABOVE_LIMIT, course.reckon("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"));
        course.rulings.put(day("2026-11-21"), Rulings.of(Register.TOTAL, Ruling.ESTIMATE));
        Result result = course.reckon("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23");
        assertThat(quantities(result)).usingElementComparator(BigDecimal::compareTo).containsExactly(BigDecimal.TEN, BigDecimal.TEN, new BigDecimal("20"));
    }

    /** What one line of the portal promises: a year passes in seconds, and not a hundredth is lost. */
    @Test
    void aYearWithGapsSettlesToWhatTheRegisterSays() {
        LocalDate first = day("2027-12-01");
        java.util.Random random = new java.util.Random(20261129);
        List<BigDecimal> register = new java.util.ArrayList<>(List.of(new BigDecimal("100.00")));
        for (int i = 0; i < 366; i++) {
            register.add(register.getLast().add(BigDecimal.valueOf(random.nextInt(100, 2500), 2)));
        }
        course.read(Register.TOTAL, midnight(first), "100.00");
        BigDecimal booked = BigDecimal.ZERO;
        int estimates = 0;
        Map<Register, Mark> marks = Map.of();
        for (int i = 1; i <= 366; i++) {
            boolean missing = i % 9 == 0 || i > 200 && i < 215;
            if (!missing || i == 366) {
                course.read(Register.TOTAL, midnight(first.plusDays(i)), register.get(i).toPlainString());
            }
            course.now = midnight(first.plusDays(i)).plus(Duration.ofHours(13));
            Result day = course.reckon(marks, List.of(first.plusDays(i - 1), first.plusDays(i)));
            assertThat(day.held()).isNull();
            Reckoned reckoned = day.spans().getFirst();
            marks = reckoned.marks();
            booked = booked.add(quantity(reckoned));
            estimates += item(reckoned.span(), Register.TOTAL).estimated() ? 1 : 0;
        }
        assertThat(estimates).isGreaterThan(40);
        assertThat(booked.subtract(marks.get(Register.TOTAL).ahead())).isEqualByComparingTo(register.getLast().subtract(register.getFirst()));
    }
}
