package com.wattwell.tariff;

import static com.wattwell.tariff.Sums.NAME;
import static com.wattwell.tariff.Sums.day;
import static com.wattwell.tariff.Sums.flat;
import static com.wattwell.tariff.Sums.month;
import static com.wattwell.tariff.Sums.n;
import static com.wattwell.tariff.Sums.steps;
import static com.wattwell.tariff.Sums.used;
import static com.wattwell.tariff.Sums.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.wattwell.tariff.StepPrice.Cycle;
import com.wattwell.tariff.StepPrice.PartCycle;
import com.wattwell.tariff.StepPrice.Step;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is divided: among units, among days, among months. */
class DivisionsTest {

    @Test
    void theFenThatIsLeftGoesToTheLargestRemainder() {
        // 100 fen by 1 : 2 : 4: 14.29, 28.57, 57.14
        assertThat(PublicShare.amounts(100, List.of(n("1"), n("2"), n("4")))).containsExactly(14, 29, 57);
        assertThat(PublicShare.amounts(-100, List.of(n("1"), n("2"), n("4")))).containsExactly(-14, -29, -57);
        assertThat(PublicShare.amounts(2, List.of(n("1"), n("1"), n("1")))).containsExactly(1, 1, 0);
        assertThat(PublicShare.amounts(7, List.of(n("88.5"), n("0"), n("88.50")))).containsExactly(4, 0, 3);
        assertThat(PublicShare.quantities(n("1"), List.of(n("1"), n("1"), n("1")))).containsExactly(n("0.3334"), n("0.3333"), n("0.3333"));
        assertThat(PublicShare.quantities(n("0.00001"), List.of(n("1"), n("2")))).containsExactly(n("0.00000"), n("0.00001"));
        assertThatThrownBy(() -> PublicShare.amounts(1, List.of(n("0")))).hasMessageContaining("no unit has a weight");
        assertThatThrownBy(() -> PublicShare.amounts(1, List.of(n("-1"), n("2")))).hasMessageContaining("never negative");
    }

    @Test
    void aDaysShareIsWhatTheMonthHasBecomeLessWhatItWas() {
        TariffVersion version = version("2026-01-01", steps(Cycle.MONTH, PartCycle.WHOLE, Step.of("10", "0.333"), Step.of(null, "1")), new Tax("V", NAME, n("13"), true));
        PricingContext context = month("2026-11-01");
        List<UsageSpan> days = List.of(used("2026-11-01", "2026-11-02", Register.TOTAL, "8.5"), used("2026-11-02", "2026-11-03", Register.TOTAL, "3"));
        Charges first = Pricing.charge(List.of(version), days.subList(0, 1), context);
        Charges share = Pricing.charge(List.of(version), days, context).since(first, day("2026-11-02"));
        // 8.5 × 0.333 = 2.8305; 10 × 0.333 = 3.33: 0.50 of it today; 1.5 of the second step
        assertThat(first.totalFen()).isEqualTo(283);
        assertThat(share.lines()).extracting(ChargeLine::step, ChargeLine::amountFen, ChargeLine::from, ChargeLine::to)
                .containsExactly(tuple(1, 50L, day("2026-11-02"), day("2026-11-03")), tuple(2, 150L, day("2026-11-02"), day("2026-11-03")));
        assertThat(share.lines()).extracting(ChargeLine::quantity).usingElementComparator(BigDecimal::compareTo).containsExactly(n("1.5"), n("1.5"));
        assertThat(share.totalFen()).isEqualTo(200);
        // 4.83 × 13/113 = 0.5557 less 2.83 × 13/113 = 0.3256
        assertThat(share.taxFen()).isEqualTo(56 - 33);
        assertThat(share.used().thisMonth()).isEqualByComparingTo("11.5");
    }

    @Test
    void aMinimumThatIsNotMissingAnyMoreIsGivenBack() {
        TariffVersion version = version("2026-01-01", flat("1"), new MinimumCharge("M", NAME, n("30")), new MonthlyFee("F", NAME, n("3")));
        PricingContext context = month("2026-11-01");
        List<UsageSpan> days = List.of(used("2026-11-01", "2026-11-02", Register.TOTAL, "0.5"), used("2026-11-02", "2026-11-03", Register.TOTAL, "9"));
        Charges first = Pricing.charge(List.of(version), days.subList(0, 1), context);
        assertThat(first.lines()).extracting(ChargeLine::kind, ChargeLine::amountFen)
                .containsExactly(tuple(ChargeLine.Kind.ENERGY, 50L), tuple(ChargeLine.Kind.FEE, 10L), tuple(ChargeLine.Kind.MINIMUM, 40L));
        Charges share = Pricing.charge(List.of(version), days, context).since(first, day("2026-11-02"));
        assertThat(share.lines()).extracting(ChargeLine::kind, ChargeLine::amountFen)
                .containsExactly(tuple(ChargeLine.Kind.ENERGY, 900L), tuple(ChargeLine.Kind.FEE, 10L), tuple(ChargeLine.Kind.MINIMUM, -40L));
        assertThat(share.lines().get(1).quantity()).isEqualByComparingTo("1");
        assertThat(share.totalFen()).isEqualTo(870);
    }

    @Test
    void aSpanOverAYearsEndIsDividedByDaysAndNothingOfItIsLost() {
        TariffVersion before = version(1, "2026-01-01", Commodity.ELECTRICITY, flat("0.5"));
        TariffVersion after = version(2, "2027-01-01", Commodity.ELECTRICITY, flat("0.6"));
        Charges charges = Pricing.charge(List.of(before, after), List.of(used("2026-12-30", "2027-01-02", Register.TOTAL, "10")),
                PricingContext.of(day("2026-12-30"), day("2027-01-02")));
        assertThat(charges.lines()).extracting(ChargeLine::from, ChargeLine::to, ChargeLine::amountFen)
                .containsExactly(tuple(day("2026-12-30"), day("2027-01-01"), 333L), tuple(day("2027-01-01"), day("2027-01-02"), 200L));
        assertThat(charges.lines()).extracting(ChargeLine::quantity).usingElementComparator(BigDecimal::compareTo).containsExactly(n("6.6667"), n("3.3333"));
    }

    @Test
    void readingsOfSpansThatBecameOneLineStandThereOnce() {
        Charges charges = Pricing.charge(List.of(version("2026-01-01", flat("1"))), List.of(used("2026-11-01", "2026-11-02", Register.TOTAL, "1"),
                used("2026-11-02", "2026-11-03", Register.TOTAL, "1"), used("2026-11-03", "2026-11-04", Register.TOTAL, "1")), month("2026-11-01"));
        assertThat(charges.lines()).hasSize(1);
        assertThat(charges.lines().getFirst().readings()).hasSize(4);
        assertThat(charges.lines().getFirst().to()).isEqualTo("2026-11-04");
    }

    @Test
    void monthsOfAPeriodAreWholeWhereverItBegins() {
        assertThat(Months.share(day("2026-01-31"), day("2026-02-28"), 28)).isEqualTo(new Months.Fraction(28, 28));
        assertThat(Months.share(day("2026-11-15"), day("2027-01-15"), 61)).isEqualTo(new Months.Fraction(122, 61));
        assertThat(Months.share(day("2024-02-29"), day("2024-03-29"), 7)).isEqualTo(new Months.Fraction(7, 29));
        assertThat(Months.share(day("2026-11-01"), day("2026-11-20"), 19)).isEqualTo(new Months.Fraction(19, 30));
        assertThat(Months.of(1, 12).list()).containsExactly(1, 12);
        assertThat(Months.of(1, 12).nextChange(day("2026-12-05"))).isEqualTo("2027-02-01");
        assertThat(Months.of(1, 12).nextChange(day("2026-02-01"))).isEqualTo("2026-12-01");
        assertThatThrownBy(() -> Months.of(13)).hasMessageContaining("1 to 12");
    }

    @Test
    void stepsCountFromTheLatestOfCycleVersionAndHousehold() {
        StepPrice rule = steps(Cycle.MONTH, PartCycle.PRO_RATA, Step.of("10", "1"), Step.of(null, "2"));
        assertThat(rule.countsFrom(day("2026-11-20"), day("2026-11-10"), null)).isEqualTo("2026-11-10");
        assertThat(rule.countsFrom(day("2026-11-20"), day("2026-11-10"), day("2026-11-12"))).isEqualTo("2026-11-12");
        assertThat(rule.countsFrom(day("2026-11-20"), day("2026-10-10"), day("2026-10-12"))).isEqualTo("2026-11-01");
        StepPrice whole = steps(Cycle.MONTH, PartCycle.WHOLE, Step.of("10", "1"), Step.of(null, "2"));
        assertThat(whole.countsFrom(day("2026-11-20"), day("2026-11-10"), null)).isEqualTo("2026-11-01");
        StepPrice sixteenth = new StepPrice("S", NAME, Months.ALL, Cycle.MONTH, 1, 16, List.of(Step.of(null, "1")), 0, 0, PartCycle.WHOLE);
        assertThat(sixteenth.start(day("2026-03-15"))).isEqualTo("2026-02-16");
        assertThat(sixteenth.nextChange(day("2026-03-15"))).isEqualTo("2026-03-16");
    }

    @Test
    void whatIsNeverNegativeIsRefused() {
        assertThatThrownBy(() -> new StepUse(n("-1"), n("0"), n("0"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> month("2026-11-01").withHousehold(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> month("2026-11-01").withBeds(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> month("2026-11-01").withShares(n("-1"), List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PricingContext.of(day("2026-11-01"), day("2026-11-01"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Label(" ", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Step(null, n("0"), null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PartPrices(null, null, null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Surcharge("X", NAME, Months.ALL, n("1"), n("0"))).isInstanceOf(IllegalArgumentException.class);
    }
}
