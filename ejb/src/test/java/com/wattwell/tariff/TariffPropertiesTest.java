package com.wattwell.tariff;

import static com.wattwell.tariff.Sums.NAME;
import static com.wattwell.tariff.Sums.flat;
import static com.wattwell.tariff.Sums.n;
import static com.wattwell.tariff.Sums.prices;
import static com.wattwell.tariff.Sums.quantity;
import static com.wattwell.tariff.Sums.used;
import static com.wattwell.tariff.Sums.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.tariff.StepPrice.Cycle;
import com.wattwell.tariff.StepPrice.PartCycle;
import com.wattwell.tariff.StepPrice.Step;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;

/** What holds for any quantity, day and price. Days are drawn around month ends and a leap day. */
class TariffPropertiesTest {

    private static final List<Step> STEPS = List.of(Step.of("180.5", "0.5283"), Step.of("400", "0.5783"), Step.of(null, "0.8283"));

    /** The first day of a month's bill: any of 2023 to 2028, and often a 28th to 31st. */
    @Provide
    Arbitrary<LocalDate> days() {
        Arbitrary<LocalDate> any = Arbitraries.longs().between(LocalDate.of(2023, 1, 1).toEpochDay(), LocalDate.of(2028, 12, 31).toEpochDay()).map(LocalDate::ofEpochDay);
        Arbitrary<LocalDate> ends = Combinators.combine(Arbitraries.integers().between(0, 71), Arbitraries.integers().between(0, 3))
                .as((month, before) -> LocalDate.of(2023, 1, 31).plusMonths(month).minusDays(before));
        return Arbitraries.oneOf(any, ends, Arbitraries.of(LocalDate.of(2024, 2, 29), LocalDate.of(2028, 2, 29), LocalDate.of(2024, 2, 28)));
    }

    private static StepPrice steps(Cycle cycle) {
        return new StepPrice("S", NAME, Months.ALL, cycle, 1, 1, STEPS, 0, 0, PartCycle.WHOLE);
    }

    /** Cost in yuan of everything from 0, the slow way. */
    private static BigDecimal cost(BigDecimal quantity) {
        BigDecimal first = quantity.min(n("180.5"));
        BigDecimal second = quantity.min(n("400")).subtract(n("180.5")).max(BigDecimal.ZERO);
        BigDecimal third = quantity.subtract(n("400")).max(BigDecimal.ZERO);
        return first.multiply(n("0.5283")).add(second.multiply(n("0.5783"))).add(third.multiply(n("0.8283")));
    }

    @Property
    void steps_cost_what_lies_between_before_and_after(@ForAll @BigRange(min = "0", max = "900") @Scale(2) BigDecimal before,
                                                       @ForAll @BigRange(min = "0", max = "900") @Scale(2) BigDecimal quantity) {
        LocalDate day = LocalDate.of(2026, 3, 1);
        Charges charges = Pricing.charge(List.of(version("2020-01-01", steps(Cycle.YEAR))), List.of(used(day, day.plusDays(30), Register.TOTAL, quantity)),
                PricingContext.of(day, day.plusMonths(1)).withUsed(new StepUse(before, BigDecimal.ZERO, BigDecimal.ZERO)));
        BigDecimal exact = cost(before.add(quantity)).subtract(cost(before));
        assertThat(Rounding.yuan(charges.totalFen()).subtract(exact).abs()).isLessThanOrEqualTo(n("0.005").multiply(BigDecimal.valueOf(Math.max(1, charges.lines().size()))));
        assertThat(quantity(charges, ChargeLine.Kind.ENERGY)).isEqualByComparingTo(quantity);
        assertThat(charges.used().thisYear()).isEqualByComparingTo(before.add(quantity));
    }

    /** Thirty spans, or one with the same sum: the same lines, to the fen. */
    @Property
    void it_makes_no_difference_how_many_spans_a_usage_comes_in(@ForAll("days") LocalDate from, @ForAll @Size(min = 1, max = 31) List<@LongRange(min = 0, max = 3_000) Long> hundredths) {
        LocalDate to = from.plusDays(hundredths.size());
        TariffVersion version = version("2020-01-01", new StepPrice("S", NAME, Months.ALL, Cycle.YEAR, from.getMonthValue(), 1, STEPS, 0, 0, PartCycle.WHOLE),
                new Surcharge("X", NAME, Months.ALL, n("0.01234567"), BigDecimal.ONE), new MonthlyFee("B", NAME, n("3.33")), new MinimumCharge("M", NAME, n("20")),
                new Tax("V", NAME, n("13"), true));
        List<UsageSpan> each = daily(from, hundredths);
        BigDecimal sum = hundredths.stream().map(h -> BigDecimal.valueOf(h, 2)).reduce(BigDecimal.ZERO, BigDecimal::add);
        PricingContext context = PricingContext.of(from, to);
        Charges one = Pricing.charge(List.of(version), List.of(used(from, to, Register.TOTAL, sum)), context);
        Charges many = Pricing.charge(List.of(version), each, context);
        assertThat(many.totalFen()).isEqualTo(one.totalFen());
        assertThat(many.taxFen()).isEqualTo(one.taxFen());
        assertThat(Sums.fen(many)).isEqualTo(Sums.fen(one));
    }

    private static List<UsageSpan> daily(LocalDate from, List<Long> hundredths) {
        List<UsageSpan> each = new ArrayList<>();
        for (int i = 0; i < hundredths.size(); i++) {
            each.add(used(from.plusDays(i), from.plusDays(i + 1L), Register.TOTAL, BigDecimal.valueOf(hundredths.get(i), 2)));
        }
        return each;
    }

    @Property
    void the_shares_of_days_are_the_charge_of_the_month_to_the_fen(@ForAll("days") LocalDate from, @ForAll @Size(min = 2, max = 40) List<@LongRange(min = 0, max = 3_000) Long> hundredths) {
        TariffVersion version = version("2020-01-01", steps(Cycle.MONTH), new FreeQuota("F", NAME, n("5"), FreeQuota.Per.ACCOUNT),
                new Surcharge("X", NAME, Months.ALL, n("0.01234567"), n("0.9")), new MonthlyFee("B", NAME, n("3.33")), new MinimumCharge("M", NAME, n("20")),
                new Tax("V", NAME, n("13"), true));
        List<UsageSpan> each = daily(from, hundredths);
        PricingContext context = PricingContext.of(from, from.plusDays(hundredths.size()));
        Charges month = Pricing.charge(List.of(version), each, context);
        Charges before = Pricing.charge(List.of(version), List.of(), context);
        long total = 0;
        long tax = 0;
        BigDecimal energy = BigDecimal.ZERO;
        for (int i = 0; i < each.size(); i++) {
            Charges until = Pricing.charge(List.of(version), each.subList(0, i + 1), context);
            Charges day = until.since(before, from.plusDays(i));
            assertThat(day.lines().stream().mapToLong(ChargeLine::amountFen).sum()).isEqualTo(day.totalFen());
            total += day.totalFen();
            tax += day.taxFen();
            energy = energy.add(quantity(day, ChargeLine.Kind.ENERGY));
            before = until;
        }
        assertThat(total).isEqualTo(month.totalFen());
        assertThat(tax).isEqualTo(month.taxFen());
        assertThat(energy).isEqualByComparingTo(quantity(month, ChargeLine.Kind.ENERGY));
    }

    @Property
    void parts_of_the_day_are_the_day_whatever_cuts_them(@ForAll("days") LocalDate from, @ForAll @IntRange(min = 1, max = 62) int days, @ForAll @IntRange(min = 0, max = 61) int change,
                                                         @ForAll @BigRange(min = "0", max = "500") @Scale(2) BigDecimal peak, @ForAll @BigRange(min = "0", max = "500") @Scale(2) BigDecimal valley,
                                                         @ForAll @BigRange(min = "0", max = "500") @Scale(2) BigDecimal flat) {
        TimeOfUsePrice summer = new TimeOfUsePrice("A", NAME, Months.of(2, 7, 8), prices(null, "1", "0.6", "0.3"), Register.FLAT);
        TimeOfUsePrice rest = new TimeOfUsePrice("B", NAME, Months.of(1, 3, 4, 5, 6, 9, 10, 11, 12), prices(null, "0.9", "0.6", "0.3"), Register.FLAT);
        List<TariffVersion> versions = List.of(new TariffVersion("T", 1, LocalDate.of(2020, 1, 1), Commodity.ELECTRICITY, NAME, List.of(summer, rest)),
                new TariffVersion("T", 2, from.plusDays(change), Commodity.ELECTRICITY, NAME, List.of(summer, rest)));
        BigDecimal total = peak.add(valley).add(flat);
        UsageSpan span = used(from, from.plusDays(days), Register.TOTAL, total, Register.PEAK, peak, Register.VALLEY, valley);
        Charges charges = Pricing.charge(versions, List.of(span), PricingContext.of(from, from.plusDays(days)));
        assertThat(quantity(charges, ChargeLine.Kind.ENERGY)).isEqualByComparingTo(total);
        assertThat(charges.lines().stream().filter(line -> line.register() == Register.PEAK).map(ChargeLine::quantity).reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(peak);
        assertThat(charges.lines().stream().filter(line -> line.register() == Register.FLAT).map(ChargeLine::quantity).reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(flat);
        assertThat(charges.lines().stream().mapToLong(ChargeLine::amountFen).sum()).isEqualTo(charges.totalFen());
    }

    @Property
    void a_change_of_tariff_on_any_day_charges_each_kilowatt_hour_once(@ForAll("days") LocalDate from, @ForAll @IntRange(min = 1, max = 62) int days,
                                                                     @ForAll @IntRange(min = -1, max = 63) int change, @ForAll @BigRange(min = "0", max = "999") @Scale(2) BigDecimal quantity) {
        LocalDate to = from.plusDays(days);
        List<TariffVersion> versions = List.of(new TariffVersion("T", 1, LocalDate.of(2020, 1, 1), Commodity.ELECTRICITY, NAME, List.of(flat("1"))),
                new TariffVersion("T", 2, from.plusDays(change), Commodity.ELECTRICITY, NAME, List.of(flat("3"))));
        Charges charges = Pricing.charge(versions, List.of(used(from, to, Register.TOTAL, quantity)), PricingContext.of(from, to));
        assertThat(quantity(charges, ChargeLine.Kind.ENERGY)).isEqualByComparingTo(quantity);
        BigDecimal newDays = BigDecimal.valueOf(Math.clamp(days - change, 0, days));
        BigDecimal exact = quantity.add(quantity.multiply(newDays).multiply(n("2")).divide(BigDecimal.valueOf(days), 10, RoundingMode.HALF_UP));
        assertThat(Rounding.yuan(charges.totalFen()).subtract(exact).abs()).isLessThanOrEqualTo(n("0.0102"));
    }

    @Property
    void a_whole_month_costs_a_whole_fee_on_whatever_day_it_begins(@ForAll("days") LocalDate from, @ForAll @IntRange(min = 1, max = 12) int months, @ForAll @LongRange(min = 1, max = 99_999) long feeFen) {
        LocalDate to = from.plusMonths(months);
        TariffVersion version = version("2020-01-01", new MonthlyFee("B", NAME, Rounding.yuan(feeFen)));
        Charges charges = Pricing.charge(List.of(version), List.of(used(from, to, Register.TOTAL, "1")), PricingContext.of(from, to));
        assertThat(charges.totalFen()).isEqualTo(feeFen * months);
    }

    @Property
    void a_cycle_of_steps_holds_its_day_and_ends_after_it(@ForAll("days") LocalDate day, @ForAll @IntRange(min = 1, max = 12) int month, @ForAll @IntRange(min = 1, max = 28) int resetDay) {
        for (Cycle cycle : Cycle.values()) {
            StepPrice rule = new StepPrice("S", NAME, Months.ALL, cycle, month, resetDay, STEPS, 0, 0, PartCycle.WHOLE);
            assertThat(rule.start(day)).isBeforeOrEqualTo(day);
            assertThat(rule.nextChange(day)).isAfter(day);
            assertThat(rule.start(rule.nextChange(day))).isEqualTo(rule.nextChange(day));
            assertThat(rule.start(rule.nextChange(day).minusDays(1))).isEqualTo(rule.start(day));
            assertThat(rule.start(day).getDayOfMonth()).isEqualTo(resetDay);
        }
    }

    @Property
    void a_year_of_steps_charged_month_by_month_takes_what_it_takes_at_once(@ForAll @Size(12) List<@LongRange(min = 0, max = 9_000) Long> hundredths) {
        List<TariffVersion> versions = List.of(version("2020-01-01", steps(Cycle.YEAR)));
        StepUse used = StepUse.NONE;
        BigDecimal third = BigDecimal.ZERO;
        BigDecimal all = BigDecimal.ZERO;
        long total = 0;
        for (int m = 0; m < 12; m++) {
            LocalDate from = LocalDate.of(2024, 1, 1).plusMonths(m);
            BigDecimal quantity = BigDecimal.valueOf(hundredths.get(m), 2);
            Charges charges = Pricing.charge(versions, List.of(used(from, from.plusMonths(1), Register.TOTAL, quantity)), PricingContext.of(from, from.plusMonths(1)).withUsed(used));
            used = charges.used();
            all = all.add(quantity);
            total += charges.totalFen();
            third = third.add(charges.lines().stream().filter(line -> line.step() == 3).map(ChargeLine::quantity).reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        assertThat(third).isEqualByComparingTo(all.subtract(n("400")).max(BigDecimal.ZERO));
        assertThat(used.thisYear()).isEqualByComparingTo(all);
        assertThat(Rounding.yuan(total).subtract(cost(all)).abs()).isLessThanOrEqualTo(n("0.075"));
    }

    @Property
    void a_step_by_parts_of_the_day_takes_each_part_whole(@ForAll @BigRange(min = "0", max = "900") @Scale(2) BigDecimal before, @ForAll @BigRange(min = "0", max = "500") @Scale(2) BigDecimal peak,
                                                         @ForAll @BigRange(min = "0", max = "500") @Scale(2) BigDecimal valley) {
        StepPrice rule = new StepPrice("S", NAME, Months.ALL, Cycle.YEAR, 1, 1, List.of(new Step(n("180.5"), BigDecimal.ZERO, null, prices(null, "0.6", null, "0.3")),
                new Step(n("400"), BigDecimal.ZERO, null, prices(null, "0.7", null, "0.4")), new Step(null, BigDecimal.ZERO, null, prices(null, "0.9", null, "0.5"))), 0, 0, PartCycle.WHOLE);
        LocalDate day = LocalDate.of(2026, 3, 1);
        Charges charges = Pricing.charge(List.of(version("2020-01-01", rule)), List.of(used(day, day.plusMonths(1), Register.PEAK, peak, Register.VALLEY, valley)),
                PricingContext.of(day, day.plusMonths(1)).withUsed(new StepUse(before, BigDecimal.ZERO, BigDecimal.ZERO)));
        for (Register part : List.of(Register.PEAK, Register.VALLEY)) {
            assertThat(charges.lines().stream().filter(line -> line.register() == part).map(ChargeLine::quantity).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(part == Register.PEAK ? peak : valley);
        }
    }

    @Property
    void what_is_shared_out_is_neither_more_nor_less(@ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long fen,
                                                     @ForAll @Size(min = 1, max = 60) List<@BigRange(min = "0", max = "500") @Scale(2) BigDecimal> areas) {
        Assume.that(areas.stream().anyMatch(area -> area.signum() > 0));
        long[] shares = PublicShare.amounts(fen, areas);
        assertThat(Arrays.stream(shares).sum()).isEqualTo(fen);
        BigDecimal sum = areas.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        for (int i = 0; i < shares.length; i++) {
            BigDecimal exact = BigDecimal.valueOf(fen).multiply(areas.get(i)).divide(sum, 6, RoundingMode.HALF_UP);
            assertThat(BigDecimal.valueOf(shares[i]).subtract(exact).abs()).isLessThan(n("1.000001"));
        }
    }

    @Property
    void a_shared_quantity_is_whole_too(@ForAll @BigRange(min = "0", max = "99999") @Scale(2) BigDecimal quantity, @ForAll @IntRange(min = 1, max = 50) int units) {
        BigDecimal[] shares = PublicShare.quantities(quantity, Collections.nCopies(units, BigDecimal.ONE));
        assertThat(Arrays.stream(shares).reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(quantity);
        assertThat(shares[0].subtract(shares[units - 1])).isBetween(BigDecimal.ZERO, n("0.0001"));
    }

    @Property
    void the_power_factor_is_what_a_root_says(@ForAll @BigRange(min = "1", max = "100000") @Scale(2) BigDecimal active, @ForAll @BigRange(min = "0", max = "100000") @Scale(2) BigDecimal reactive) {
        double exact = 100 * active.doubleValue() / Math.hypot(active.doubleValue(), reactive.doubleValue());
        Assume.that(Math.abs(exact - Math.floor(exact) - 0.5) > 1e-7);
        assertThat((long) PowerFactorAdjustment.factor(active, reactive)).isEqualTo(Math.round(exact));
    }

    @Property
    void seasons_end_where_the_months_say(@ForAll("days") LocalDate day, @ForAll @IntRange(min = 1, max = 0xFFE) int bits) {
        Months season = new Months(bits);
        LocalDate change = season.nextChange(day);
        assertThat(season.includes(change)).isNotEqualTo(season.includes(day));
        assertThat(ChronoUnit.DAYS.between(day, change)).isBetween(1L, 366L);
        for (LocalDate each = day; each.isBefore(change); each = each.plusDays(1)) {
            assertThat(season.includes(each)).isEqualTo(season.includes(day));
        }
    }
}
