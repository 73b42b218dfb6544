package com.wattwell.tariff;

import static com.wattwell.tariff.Sums.NAME;
import static com.wattwell.tariff.Sums.day;
import static com.wattwell.tariff.Sums.fen;
import static com.wattwell.tariff.Sums.flat;
import static com.wattwell.tariff.Sums.month;
import static com.wattwell.tariff.Sums.n;
import static com.wattwell.tariff.Sums.parts;
import static com.wattwell.tariff.Sums.prices;
import static com.wattwell.tariff.Sums.quantity;
import static com.wattwell.tariff.Sums.reading;
import static com.wattwell.tariff.Sums.steps;
import static com.wattwell.tariff.Sums.used;
import static com.wattwell.tariff.Sums.version;
import static com.wattwell.tariff.Sums.year;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.wattwell.ledger.HouseAccount;
import com.wattwell.tariff.ChargeLine.Kind;
import com.wattwell.tariff.StepPrice.Cycle;
import com.wattwell.tariff.StepPrice.PartCycle;
import com.wattwell.tariff.StepPrice.Step;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final List<UsageSpan> NOVEMBER_100 = List.of(used("2026-11-01", "2026-12-01", Register.TOTAL, "100"));

    private static Charges november(Rule... rules) {
        return Pricing.charge(List.of(version("2026-01-01", rules)), NOVEMBER_100, month("2026-11-01"));
    }

    private static PricingException.Reason reason(Runnable charge) {
        try {
            charge.run();
        } catch (PricingException e) {
            return e.reason();
        }
        return null;
    }

    @Test
    void a_line_names_rule_version_days_price_and_readings() {
        ChargeLine line = november(flat("0.5283")).lines().getFirst();
        assertThat(line.amountFen()).isEqualTo(5_283);
        assertThat(List.of(line.ruleId(), line.tariffCode(), line.tariffVersion(), line.from(), line.to(), line.register(), line.unitPrice()))
                .containsExactly("E", "T", 1, day("2026-11-01"), day("2026-12-01"), Register.TOTAL, n("0.5283"));
        assertThat(line.readings()).containsExactly(reading(Register.TOTAL, day("2026-11-01")), reading(Register.TOTAL, day("2026-12-01")));
        assertThat(line.kind().revenue(Commodity.ELECTRICITY)).isEqualTo(HouseAccount.REVENUE_ELECTRICITY);
        assertThat(line.kind().revenue(Commodity.WATER)).isEqualTo(HouseAccount.REVENUE_WATER);
        assertThat(Kind.SURCHARGE.revenue(Commodity.WATER)).isEqualTo(HouseAccount.REVENUE_SURCHARGES);
        assertThat(Kind.TAX.revenue(Commodity.WATER)).isEqualTo(HouseAccount.OUTPUT_TAX);
        assertThat(line.estimated()).isFalse();
    }

    @Test
    void an_estimated_quantity_makes_its_line_an_estimated_one() {
        UsageSpan span = new UsageSpan(day("2026-11-01"), day("2026-12-01"), List.of(new UsageItem(Register.PEAK, n("1"), true, List.of()),
                new UsageItem(Register.VALLEY, n("1"), false, List.of())));
        Charges charges = Pricing.charge(List.of(version("2026-01-01", parts(null, "1", null, "0.5"))), List.of(span), month("2026-11-01"));
        assertThat(charges.lines()).extracting(ChargeLine::register, ChargeLine::estimated).containsExactly(tuple(Register.PEAK, true), tuple(Register.VALLEY, false));
    }

    @Test
    void half_a_fen_is_rounded_up_and_what_is_given_back_away_from_zero() {
        assertThat(Rounding.fen(n("0.125"))).isEqualTo(13);
        assertThat(Rounding.fen(n("0.12499999"))).isEqualTo(12);
        assertThat(Rounding.fen(n("-0.125"))).isEqualTo(-13);
        assertThat(Rounding.yuan(-13)).isEqualTo(n("-0.13"));
    }

    @Test
    void a_bound_belongs_to_the_step_below_it() {
        StepPrice steps = steps(Cycle.MONTH, PartCycle.WHOLE, Step.of("100", "0.5"), Step.of("200", "0.6"), Step.of(null, "0.9"));
        assertThat(fen(november(steps))).containsExactly(5_000L);
        List<UsageSpan> more = List.of(used("2026-11-01", "2026-12-01", Register.TOTAL, "200.01"));
        assertThat(fen(Pricing.charge(List.of(version("2026-01-01", steps)), more, month("2026-11-01")))).containsExactly(5_000L, 6_000L, 1L);
    }

    @Test
    void the_bounds_grow_with_each_person_more_up_to_a_number() {
        StepPrice steps = new StepPrice("S", NAME, Months.ALL, Cycle.MONTH, 1, 1, List.of(new Step(n("60"), n("20"), n("1"), null), Step.of(null, "2")), 4, 2,
                PartCycle.WHOLE);
        TariffVersion version = version("2026-01-01", steps);
        assertThat(Pricing.charge(List.of(version), NOVEMBER_100, month("2026-11-01").withHousehold(4)).totalFen()).isEqualTo(6_000 + 8_000);
        assertThat(Pricing.charge(List.of(version), NOVEMBER_100, month("2026-11-01").withHousehold(5)).totalFen()).isEqualTo(8_000 + 4_000);
        assertThat(Pricing.charge(List.of(version), NOVEMBER_100, month("2026-11-01").withHousehold(6)).totalFen()).isEqualTo(10_000);
        List<UsageSpan> more = List.of(used("2026-11-01", "2026-12-01", Register.TOTAL, "110"));
        assertThat(Pricing.charge(List.of(version), more, month("2026-11-01").withHousehold(9)).totalFen()).isEqualTo(10_000 + 2_000);
    }

    @Test
    void a_year_of_steps_begins_on_its_own_day_and_a_household_that_came_later_has_a_part_of_it() {
        StepPrice steps = new StepPrice("S", NAME, Months.ALL, Cycle.YEAR, 7, 1, List.of(Step.of("1200", "1"), Step.of(null, "2")), 0, 0, PartCycle.PRO_RATA);
        assertThat(steps.start(day("2026-06-30"))).isEqualTo("2025-07-01");
        assertThat(steps.start(day("2026-07-01"))).isEqualTo("2026-07-01");
        TariffVersion version = version("2020-01-01", steps);
        assertThat(version.countsFrom(Cycle.YEAR, day("2026-11-20"), day("2026-10-15"))).isEqualTo("2026-10-15");
        assertThat(version.countsFrom(Cycle.YEAR, day("2026-11-20"), day("2019-10-15"))).isEqualTo("2026-07-01");
        assertThat(version.countsFrom(Cycle.MONTH, day("2026-11-20"), null)).isEqualTo("2026-11-20");
        // moved in on 15 October: nine of twelve months, of 1200 it is 900
        Charges charges = Pricing.charge(List.of(version), List.of(used("2026-11-01", "2026-12-01", Register.TOTAL, "100")),
                month("2026-11-01").withOccupiedFrom(day("2026-10-15")).withUsed(year("850")));
        assertThat(fen(charges)).containsExactly(5_000L, 10_000L);
    }

    @Test
    void a_new_version_with_whole_steps_goes_on_where_the_old_one_was() {
        TariffVersion before = version(1, "2026-01-01", Commodity.ELECTRICITY, steps(Cycle.YEAR, PartCycle.WHOLE, Step.of("1000", "1"), Step.of(null, "2")));
        TariffVersion after = version(2, "2026-11-16", Commodity.ELECTRICITY, steps(Cycle.YEAR, PartCycle.WHOLE, Step.of("960", "1"), Step.of(null, "3")));
        Charges charges = Pricing.charge(List.of(before, after), NOVEMBER_100, month("2026-11-01").withUsed(year("900")));
        // 50 kWh each: 900 to 950 at 1; then 950 to 960 at 1 and 40 at 3
        assertThat(charges.lines()).extracting(ChargeLine::tariffVersion, ChargeLine::step, ChargeLine::amountFen)
                .containsExactly(tuple(1, 1, 5_000L), tuple(2, 1, 1_000L), tuple(2, 2, 12_000L));
    }

    @Test
    void one_with_steps_in_proportion_begins_at_nothing() {
        TariffVersion before = version(1, "2026-01-01", Commodity.ELECTRICITY, steps(Cycle.YEAR, PartCycle.WHOLE, Step.of("1000", "1"), Step.of(null, "2")));
        TariffVersion after = version(2, "2026-11-16", Commodity.ELECTRICITY, steps(Cycle.YEAR, PartCycle.PRO_RATA, Step.of("240", "1"), Step.of(null, "3")));
        Charges charges = Pricing.charge(List.of(before, after), NOVEMBER_100, month("2026-11-01").withUsed(year("900")));
        // two of twelve months have been begun until the year's end: 40 of 240
        assertThat(charges.lines()).extracting(ChargeLine::tariffVersion, ChargeLine::step, ChargeLine::amountFen)
                .containsExactly(tuple(1, 1, 5_000L), tuple(2, 1, 4_000L), tuple(2, 2, 3_000L));
        assertThat(charges.used().thisYear()).isEqualByComparingTo("50");
    }

    @Test
    void a_month_of_steps_that_a_version_begins_late_is_divided_by_days() {
        TariffVersion version = version(1, "2026-11-16", Commodity.ELECTRICITY, steps(Cycle.MONTH, PartCycle.PRO_RATA, Step.of("100", "1"), Step.of(null, "2")));
        Charges charges = Pricing.charge(List.of(version), List.of(used("2026-11-16", "2026-12-01", Register.TOTAL, "60")), month("2026-11-01"));
        assertThat(fen(charges)).containsExactly(5_000L, 2_000L);
    }

    @Test
    void a_month_of_steps_begins_on_its_day_within_a_span() {
        StepPrice steps = new StepPrice("S", NAME, Months.ALL, Cycle.MONTH, 1, 16, List.of(Step.of("40", "1"), Step.of(null, "2")), 0, 0, PartCycle.WHOLE);
        Charges charges = Pricing.charge(List.of(version("2026-01-01", steps)), NOVEMBER_100, month("2026-11-01"));
        assertThat(fen(charges)).containsExactly(8_000L, 4_000L);
        assertThat(charges.used().thisMonth()).isEqualByComparingTo("50");
    }

    @Test
    void seasons_have_prices_of_their_own_and_a_span_across_them_is_divided_by_days() {
        TimeOfUsePrice summer = new TimeOfUsePrice("SUMMER", NAME, Months.of(7, 8, 9), prices("1.2", "1", "0.6", "0.3"), Register.FLAT);
        TimeOfUsePrice rest = new TimeOfUsePrice("REST", NAME, Months.of(1, 2, 3, 4, 5, 6, 10, 11, 12), prices(null, "0.9", "0.6", "0.3"), Register.FLAT);
        UsageSpan span = used("2026-09-16", "2026-10-16", Register.TOTAL, "100", Register.PEAK, "30", Register.VALLEY, "30");
        Charges charges = Pricing.charge(List.of(version("2026-01-01", summer, rest)), List.of(span), month("2026-09-16"));
        assertThat(charges.lines()).extracting(ChargeLine::ruleId, ChargeLine::register, ChargeLine::amountFen).containsExactly(
                tuple("SUMMER", Register.PEAK, 1_500L), tuple("SUMMER", Register.FLAT, 1_200L), tuple("SUMMER", Register.VALLEY, 450L),
                tuple("REST", Register.PEAK, 1_350L), tuple("REST", Register.FLAT, 1_200L), tuple("REST", Register.VALLEY, 450L));
    }

    @Test
    void the_reckoned_part_stands_on_the_readings_of_the_total_and_of_the_others() {
        TimeOfUsePrice rule = new TimeOfUsePrice("P", NAME, Months.ALL, prices(null, "1", "0.6", null), Register.FLAT);
        UsageSpan span = used("2026-11-01", "2026-12-01", Register.TOTAL, "100", Register.PEAK, "30");
        ChargeLine line = Pricing.charge(List.of(version("2026-01-01", rule)), List.of(span), month("2026-11-01")).lines().get(1);
        assertThat(line.quantity()).isEqualByComparingTo("70");
        assertThat(line.readings()).extracting(ReadingRef::readingType).containsExactlyInAnyOrder("TOTAL", "TOTAL", "PEAK", "PEAK");
    }

    @Test
    void what_cannot_be_priced_says_why() {
        TariffVersion byParts = version("2026-01-01", new TimeOfUsePrice("P", NAME, Months.ALL, prices(null, "1", "0.6", null), Register.FLAT));
        PricingContext context = month("2026-11-01");
        assertThat(reason(() -> Pricing.charge(List.of(byParts), NOVEMBER_100, context))).isEqualTo(PricingException.Reason.NO_REGISTER);
        assertThat(reason(() -> Pricing.charge(List.of(byParts), List.of(used("2026-11-01", "2026-12-01", Register.VALLEY, "1")), context)))
                .isEqualTo(PricingException.Reason.NO_PRICE);
        assertThat(reason(() -> Pricing.charge(List.of(byParts), List.of(used("2026-11-01", "2026-12-01", Register.TOTAL, "1", Register.PEAK, "2")), context)))
                .isEqualTo(PricingException.Reason.PARTS_EXCEED_TOTAL);
        assertThat(reason(() -> Pricing.charge(List.of(byParts), List.of(used("2026-11-01", "2026-12-01", Register.REACTIVE, "1")), context)))
                .isEqualTo(PricingException.Reason.NO_REGISTER);
        assertThat(reason(() -> Pricing.charge(List.of(version("2026-11-02", flat("1"))), NOVEMBER_100, context))).isEqualTo(PricingException.Reason.NO_VERSION);
        assertThat(reason(() -> Pricing.charge(List.of(version("2026-01-01", flat("1"))),
                List.of(used("2026-11-01", "2026-11-03", Register.TOTAL, "1"), used("2026-11-02", "2026-11-04", Register.TOTAL, "1")), context)))
                .isEqualTo(PricingException.Reason.SPANS);
        DemandCharge demand = new DemandCharge("D", NAME, DemandCharge.Basis.MEASURED_DEMAND, n("40"));
        assertThat(reason(() -> november(demand))).isEqualTo(PricingException.Reason.NO_REGISTER);
        assertThat(reason(() -> november(new DemandCharge("D", NAME, DemandCharge.Basis.CAPACITY, n("30"))))).isEqualTo(PricingException.Reason.NO_FACT);
        assertThat(reason(() -> november(new PowerFactorAdjustment("F", NAME, 90)))).isEqualTo(PricingException.Reason.NO_REGISTER);
    }

    @Test
    void sewage_is_taken_of_its_share_of_the_water() {
        Charges charges = november(flat("2"), new Surcharge("W", NAME, Months.ALL, n("1.5"), n("0.9")));
        assertThat(charges.lines()).extracting(ChargeLine::kind, ChargeLine::amountFen).containsExactly(tuple(Kind.ENERGY, 20_000L), tuple(Kind.SURCHARGE, 13_500L));
        assertThat(charges.lines().getLast().quantity()).isEqualByComparingTo("90");
    }

    @Test
    void the_first_kilowatt_hours_of_a_bed_are_free_and_neither_surcharge_nor_step_counts_them() {
        FreeQuota quota = new FreeQuota("FREE", NAME, n("6"), FreeQuota.Per.BED);
        TariffVersion version = version("2026-01-01", quota, steps(Cycle.MONTH, PartCycle.WHOLE, Step.of("50", "1"), Step.of(null, "2")),
                new Surcharge("X", NAME, Months.ALL, n("0.1"), BigDecimal.ONE));
        Charges charges = Pricing.charge(List.of(version), NOVEMBER_100, month("2026-11-01").withBeds(6));
        // 36 free; 50 at 1 and 14 at 2; 64 × 0.1
        assertThat(charges.lines()).extracting(ChargeLine::kind, ChargeLine::amountFen).containsExactly(tuple(Kind.FREE_QUOTA, 0L), tuple(Kind.ENERGY, 5_000L),
                tuple(Kind.ENERGY, 2_800L), tuple(Kind.SURCHARGE, 640L));
        assertThat(charges.used()).isEqualTo(new StepUse(n("64"), n("64"), n("36")));
    }

    @Test
    void a_quota_of_persons_or_accounts_begins_anew_with_each_month_and_remembers_what_it_gave() {
        TariffVersion account = version("2026-01-01", new FreeQuota("FREE", NAME, n("30"), FreeQuota.Per.ACCOUNT), flat("1"));
        List<UsageSpan> both = List.of(used("2026-10-31", "2026-11-02", Register.TOTAL, "40"));
        PricingContext context = PricingContext.of(day("2026-10-31"), day("2026-11-02"));
        assertThat(Pricing.charge(List.of(account), both, context).totalFen()).isZero();
        assertThat(Pricing.charge(List.of(account), both, context.withUsed(new StepUse(n("0"), n("0"), n("25")))).totalFen()).isEqualTo(1_500);
        assertThat(Pricing.charge(List.of(account), both, context.withUsed(new StepUse(n("0"), n("0"), n("30")))).totalFen()).isEqualTo(2_000);
        TariffVersion person = version("2026-01-01", new FreeQuota("FREE", NAME, n("30"), FreeQuota.Per.PERSON), flat("1"));
        assertThat(Pricing.charge(List.of(person), NOVEMBER_100, month("2026-11-01").withHousehold(3)).totalFen()).isEqualTo(1_000);
    }

    @Test
    void of_parts_of_the_day_each_gives_its_share_of_the_quota() {
        TariffVersion version = version("2026-01-01", new FreeQuota("FREE", NAME, n("10"), FreeQuota.Per.ACCOUNT), parts(null, "1", null, "0.5"));
        Charges charges = Pricing.charge(List.of(version), List.of(used("2026-11-01", "2026-12-01", Register.PEAK, "75", Register.VALLEY, "25")), month("2026-11-01"));
        assertThat(charges.lines()).extracting(ChargeLine::quantity).usingElementComparator(BigDecimal::compareTo).containsExactly(n("10"), n("67.5"), n("22.5"));
    }

    @Test
    void demand_is_the_highest_of_all_spans_and_goes_by_days() {
        DemandCharge rule = new DemandCharge("D", NAME, DemandCharge.Basis.MEASURED_DEMAND, n("40"));
        List<UsageSpan> usage = List.of(used("2026-11-01", "2026-11-11", Register.DEMAND, "90"), used("2026-11-11", "2026-11-16", Register.DEMAND, "70"));
        Charges charges = Pricing.charge(List.of(version("2026-01-01", rule)), usage, month("2026-11-01"));
        // 90 kW × 40 × 15/30
        assertThat(charges.lines()).extracting(ChargeLine::amountFen, ChargeLine::detail, ChargeLine::to).containsExactly(tuple(180_000L, "15/30", day("2026-11-16")));
        assertThat(charges.lines().getFirst().readings()).contains(reading(Register.DEMAND, day("2026-11-01")));
    }

    @Test
    void above_105_percent_of_the_contract_counts_twice() {
        DemandCharge rule = new DemandCharge("D", NAME, DemandCharge.Basis.CONTRACT_DEMAND, n("10"));
        TariffVersion version = version("2026-01-01", rule);
        PricingContext context = month("2026-11-01").withPower(n("100"), null);
        assertThat(Pricing.charge(List.of(version), List.of(used("2026-11-01", "2026-12-01", Register.DEMAND, "80")), context).totalFen()).isEqualTo(100_000);
        assertThat(Pricing.charge(List.of(version), List.of(used("2026-11-01", "2026-12-01", Register.DEMAND, "105")), context).totalFen()).isEqualTo(100_000);
        assertThat(Pricing.charge(List.of(version), List.of(used("2026-11-01", "2026-12-01", Register.DEMAND, "115")), context).totalFen()).isEqualTo(120_000);
        assertThat(reason(() -> Pricing.charge(List.of(version), List.of(used("2026-11-01", "2026-12-01", Register.DEMAND, "1")), month("2026-11-01"))))
                .isEqualTo(PricingException.Reason.NO_FACT);
    }

    /** The table of (83)水电财字第215号. A public program for it (github, package cronx) has 1.00 for 0.94 at the standard 0.85; the rule's own steps lead to 1.10. */
    @Test
    void the_power_factor_table_is_the_national_one() {
        PowerFactorAdjustment ninety = new PowerFactorAdjustment("F", NAME, 90);
        assertThat(List.of(100, 95, 94, 91, 90, 89, 80, 70, 69, 65, 64, 60)).extracting(ninety::percent).usingElementComparator(BigDecimal::compareTo).containsExactly(
                n("-0.75"), n("-0.75"), n("-0.60"), n("-0.15"), n("0"), n("0.5"), n("5"), n("10"), n("11"), n("15"), n("17"), n("25"));
        PowerFactorAdjustment eightyFive = new PowerFactorAdjustment("F", NAME, 85);
        assertThat(List.of(100, 94, 93, 91, 90, 86, 85, 84, 65, 64, 60, 59)).extracting(eightyFive::percent).usingElementComparator(BigDecimal::compareTo).containsExactly(
                n("-1.10"), n("-1.10"), n("-0.95"), n("-0.65"), n("-0.5"), n("-0.1"), n("0"), n("0.5"), n("10"), n("11"), n("15"), n("17"));
        PowerFactorAdjustment eighty = new PowerFactorAdjustment("F", NAME, 80);
        assertThat(List.of(100, 92, 91, 90, 81, 80, 79, 60, 59, 55, 54)).extracting(eighty::percent).usingElementComparator(BigDecimal::compareTo).containsExactly(
                n("-1.30"), n("-1.30"), n("-1.15"), n("-1.0"), n("-0.1"), n("0"), n("0.5"), n("10"), n("11"), n("15"), n("17"));
    }

    @Test
    void the_power_factor_is_rounded_to_hundredths() {
        assertThat(PowerFactorAdjustment.factor(n("3"), n("4"))).isEqualTo(60);
        assertThat(PowerFactorAdjustment.factor(n("0"), n("0"))).isEqualTo(100);
        assertThat(PowerFactorAdjustment.factor(n("0"), n("5"))).isZero();
        // 0.855 exactly: 855² of 1000², rounded up
        assertThat(PowerFactorAdjustment.factor(n("171"), BigDecimal.valueOf(Math.sqrt(200 * 200 - 171 * 171) - 1e-9))).isEqualTo(86);
        assertThat(PowerFactorAdjustment.factor(n("171"), BigDecimal.valueOf(Math.sqrt(200 * 200 - 171 * 171) + 1e-9))).isEqualTo(85);
    }

    @Test
    void surcharges_are_not_adjusted_by_the_power_factor_and_a_factor_at_the_standard_makes_no_line() {
        PowerFactorAdjustment adjustment = new PowerFactorAdjustment("F", NAME, 80);
        TariffVersion version = version("2026-01-01", flat("1"), new Surcharge("X", NAME, Months.ALL, n("1"), BigDecimal.ONE), adjustment);
        assertThat(fen(Pricing.charge(List.of(version), List.of(used("2026-11-01", "2026-12-01", Register.TOTAL, "80", Register.REACTIVE, "60")), month("2026-11-01"))))
                .containsExactly(8_000L, 8_000L);
        // 60 / 100: 20 hundredths below are 10 %
        Charges poor = Pricing.charge(List.of(version), List.of(used("2026-11-01", "2026-12-01", Register.TOTAL, "60", Register.REACTIVE, "80")), month("2026-11-01"));
        assertThat(fen(poor)).containsExactly(6_000L, 6_000L, 600L);
        assertThat(poor.lines().getLast().unitPrice()).isEqualByComparingTo("0.1");
        assertThat(poor.lines().getLast().readings()).hasSize(2);
    }

    @Test
    void a_minimum_is_filled_up_and_a_fee_is_for_having_the_supply() {
        assertThat(november(flat("0.1"), new MinimumCharge("M", NAME, n("15"))).lines()).extracting(ChargeLine::kind, ChargeLine::amountFen)
                .containsExactly(tuple(Kind.ENERGY, 1_000L), tuple(Kind.MINIMUM, 500L));
        assertThat(november(flat("0.15"), new MinimumCharge("M", NAME, n("15"))).lines()).hasSize(1);
        assertThat(november(new MonthlyFee("B", NAME, n("3.33"))).lines()).extracting(ChargeLine::kind, ChargeLine::amountFen).containsExactly(tuple(Kind.FEE, 333L));
        // ten days that are no whole month: thirtieths
        Charges tenDays = Pricing.charge(List.of(version("2026-01-01", new MonthlyFee("B", NAME, n("3")))),
                List.of(used("2026-11-01", "2026-11-11", Register.TOTAL, "1")), PricingContext.of(day("2026-11-01"), day("2026-11-11")));
        assertThat(fen(tenDays)).containsExactly(100L);
    }

    @Test
    void tax_that_is_included_is_named_in_each_line_and_tax_on_top_is_a_line() {
        Charges included = november(flat("1.13"), new Surcharge("X", NAME, Months.ALL, n("0.0333"), BigDecimal.ONE), new Tax("V", NAME, n("13"), true));
        // 113.00 × 13/113 = 13.00; 116.33 × 13/113 = 13.3831: 0.38 of the second line
        assertThat(included.lines()).extracting(ChargeLine::taxFen).containsExactly(1_300L, 38L);
        assertThat(included.totalFen()).isEqualTo(11_633);
        assertThat(included.taxFen()).isEqualTo(1_338);
        Charges onTop = november(flat("1"), new Tax("V", NAME, n("13"), false));
        assertThat(onTop.lines()).extracting(ChargeLine::kind, ChargeLine::amountFen, ChargeLine::taxFen)
                .containsExactly(tuple(Kind.ENERGY, 10_000L, 0L), tuple(Kind.TAX, 1_300L, 1_300L));
        assertThat(onTop.totalFen()).isEqualTo(11_300);
    }

    @Test
    void what_was_shared_out_stands_on_the_bill_as_quantity_or_amount() {
        TariffVersion before = version(1, "2026-01-01", Commodity.ELECTRICITY, flat("1"), new SharePrice("L", NAME, n("0.5")), new Tax("V", NAME, n("10"), false));
        TariffVersion after = version(2, "2026-11-11", Commodity.ELECTRICITY, flat("1"), new SharePrice("L", NAME, n("0.8")), new Tax("V", NAME, n("10"), false));
        PricingContext context = month("2026-11-01").withShares(n("3"), List.of(new PricingContext.SharedAmount("LIFT", new Label("电梯", "Lift"), 123)));
        Charges charges = Pricing.charge(List.of(before, after), NOVEMBER_100, context);
        assertThat(charges.lines().stream().filter(line -> line.kind() == Kind.SHARE)).extracting(ChargeLine::ruleId, ChargeLine::tariffVersion, ChargeLine::amountFen)
                .containsExactly(tuple("L", 1, 50L), tuple("L", 2, 160L), tuple("LIFT", 2, 123L));
        // 33.3333 + 0.50 and 66.6667 + 1.60, a tenth of each; nothing of the lift
        assertThat(charges.lines().stream().filter(line -> line.kind() == Kind.TAX)).extracting(ChargeLine::amountFen).containsExactly(338L, 683L);
    }

    @Test
    void nothing_used_costs_nothing_and_days_without_usage_are_not_charged() {
        assertThat(Pricing.charge(List.of(version("2026-01-01", flat("1"))), List.of(), month("2026-11-01")).lines()).isEmpty();
        Charges zero = Pricing.charge(List.of(version("2026-01-01", parts(null, "1", null, "1"))), List.of(used("2026-11-01", "2026-12-01", Register.TOTAL, "0")),
                month("2026-11-01"));
        assertThat(zero.lines()).isEmpty();
    }

    @Test
    void a_dry_run_prices_any_day_with_one_version() {
        TariffVersion later = version("2027-01-01", flat("2"));
        assertThat(Pricing.charge(later, NOVEMBER_100, month("2026-11-01")).totalFen()).isEqualTo(20_000);
        assertThat(quantity(Pricing.charge(later, NOVEMBER_100, month("2026-11-01")), Kind.ENERGY)).isEqualByComparingTo("100");
    }

    @Test
    void a_version_has_up_to_forty_rules_and_one_of_each_kind_that_concerns_the_whole_bill() {
        List<Rule> forty = IntStream.range(0, 40).<Rule>mapToObj(n -> new MonthlyFee("F" + n, NAME, n("1"))).toList();
        assertThat(version("2026-01-01", forty.toArray(Rule[]::new)).rules()).hasSize(40);
        assertThatThrownBy(() -> version("2026-01-01", Stream.concat(forty.stream(), Stream.of(flat("1"))).toArray(Rule[]::new))).hasMessageContaining("not 41");
        assertThatThrownBy(() -> version("2026-01-01", new MinimumCharge("A", NAME, n("1")), new MinimumCharge("B", NAME, n("2")))).hasMessageContaining("one MinimumCharge");
        assertThatThrownBy(() -> version("2026-01-01", new PowerFactorAdjustment("A", NAME, 90), new PowerFactorAdjustment("B", NAME, 85)))
                .hasMessageContaining("one PowerFactorAdjustment");
        assertThatThrownBy(() -> version("2026-01-01", new FreeQuota("A", NAME, n("1"), FreeQuota.Per.ACCOUNT), new FreeQuota("B", NAME, n("1"), FreeQuota.Per.ACCOUNT)))
                .hasMessageContaining("one FreeQuota");
    }

    @Test
    void only_the_parts_of_the_day_make_the_total() {
        assertThat(Arrays.stream(Register.values()).filter(Register::isPartOfDay)).containsExactly(Register.SHARP, Register.PEAK, Register.FLAT, Register.VALLEY);
    }

    @Test
    void a_step_resets_between_the_first_and_the_twenty_eighth_of_a_month_of_the_year() {
        for (int[] ok : new int[][] {{1, 1}, {12, 28}}) {
            assertThat(reset(ok[0], ok[1]).resetDay()).isEqualTo(ok[1]);
        }
        for (int[] wrong : new int[][] {{0, 1}, {13, 1}, {1, 0}, {1, 29}}) {
            assertThatThrownBy(() -> reset(wrong[0], wrong[1])).hasMessageContaining("1 to 28");
        }
    }

    private static StepPrice reset(int month, int day) {
        return new StepPrice("S", NAME, Months.ALL, Cycle.YEAR, month, day, List.of(Step.of(null, "1")), 0, 0, PartCycle.WHOLE);
    }

    @Test
    void a_version_refuses_rules_that_contradict_each_other() {
        assertThatThrownBy(() -> version("2026-01-01")).hasMessageContaining("1 to 40 rules");
        assertThatThrownBy(() -> version("2026-01-01", flat("1"), flat("1"))).hasMessageContaining("two rules are called E");
        assertThatThrownBy(() -> version("2026-01-01", new Tax("A", NAME, n("1"), true), new Tax("B", NAME, n("1"), true))).hasMessageContaining("at most one Tax");
        StepPrice other = new StepPrice("T", NAME, Months.ALL, Cycle.MONTH, 1, 2, List.of(Step.of(null, "1")), 0, 0, PartCycle.WHOLE);
        assertThatThrownBy(() -> version("2026-01-01", steps(Cycle.MONTH, PartCycle.WHOLE, Step.of(null, "1")), other)).hasMessageContaining("on the same day");
        assertThatThrownBy(() -> steps(Cycle.MONTH, PartCycle.WHOLE, Step.of("5", "1"))).hasMessageContaining("but the last");
        assertThatThrownBy(() -> steps(Cycle.MONTH, PartCycle.WHOLE, Step.of("5", "1"), Step.of("5", "1"), Step.of(null, "1"))).hasMessageContaining("rise");
        assertThatThrownBy(() -> new PowerFactorAdjustment("F", NAME, 95)).hasMessageContaining("90, 85 or 80");
        assertThatThrownBy(() -> new TimeOfUsePrice("P", NAME, Months.ALL, prices(null, "1", null, null), Register.FLAT)).hasMessageContaining("remainder");
        assertThatThrownBy(() -> Months.of()).hasMessageContaining("at least one");
    }
}
