package com.wattwell.tariff;

import static com.wattwell.tariff.Sums.day;
import static com.wattwell.tariff.Sums.fen;
import static com.wattwell.tariff.Sums.month;
import static com.wattwell.tariff.Sums.n;
import static com.wattwell.tariff.Sums.prices;
import static com.wattwell.tariff.Sums.used;
import static com.wattwell.tariff.Sums.version;
import static com.wattwell.tariff.Sums.year;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tariffs as cities published them, and bills reckoned by hand. Prices change; these are what the named page says. */
class PublishedTariffsTest {

    private static final Label ENERGY = new Label("电度电费", "Energy");

    /**
     * Zhejiang, households: 年用电 ≤2760 kWh peak 0.568 valley 0.288; 2761–4800 0.618 and 0.338; above 0.868 and 0.588. So each step is the
     * first one and 0.05 or 0.30 on top. Source: table of 浙江省电网居民生活用电价格表 quoted at github.com/cc01cc/Eru, living-cost-electricity.md, after the
     * province's notice on zj.gov.cn.
     */
    private static TariffVersion zhejiang() {
        return version("2012-07-01", new TimeOfUsePrice("TOU", ENERGY, Months.ALL, prices(null, "0.568", null, "0.288"), null),
                new StepPrice("STEP", new Label("阶梯加价", "Step"), Months.ALL, StepPrice.Cycle.YEAR, 1, 1,
                        List.of(StepPrice.Step.of("2760", "0"), StepPrice.Step.of("4800", "0.05"), StepPrice.Step.of(null, "0.30")), 0, 0, StepPrice.PartCycle.WHOLE));
    }

    @Test
    void a_household_of_Zhejiang_passes_the_first_bound_in_October() {
        Charges charges = Pricing.charge(List.of(zhejiang()), List.of(used("2025-10-01", "2025-11-01", Register.PEAK, "200", Register.VALLEY, "100")),
                month("2025-10-01").withUsed(year("2600")));
        // 200 × 0.568 = 113.60; 100 × 0.288 = 28.80; 2900 − 2760 = 140, × 0.05 = 7.00
        assertThat(fen(charges)).containsExactly(11_360L, 2_880L, 700L);
        assertThat(charges.totalFen()).isEqualTo(14_940);
        assertThat(charges.used().thisYear()).isEqualByComparingTo("2900");
    }

    @Test
    void and_another_the_second_one_and_has_both_steps_on_one_bill() {
        Charges charges = Pricing.charge(List.of(zhejiang()), List.of(used("2025-12-01", "2026-01-01", Register.PEAK, "200", Register.VALLEY, "100")),
                month("2025-12-01").withUsed(year("4700")));
        // 142.40 as above; 100 × 0.05 = 5.00; 200 × 0.30 = 60.00
        assertThat(fen(charges)).containsExactly(11_360L, 2_880L, 500L, 6_000L);
        assertThat(charges.lines()).extracting(ChargeLine::step).containsExactly(0, 0, 2, 3);
    }

    /**
     * Shanghai, households, in the half year in which steps began: 3,120 and 4,800 kWh a year, 1,560 for the rest of 2012; 0.617 by day, 0.677 and at night
     * 0.337 in the second step; five persons or more have 100 kWh a month more in the first. Source: Shanghai Daily,
     * archive.shine.cn "City picks yearly pricing plan for graduated electricity rates". That page says of the first step's night "half that
     * figure"; the price list has 0.307, which is taken here. Prices of the third step (0.977, 0.487) are not in what could be read of that page.
     */
    private static TariffVersion shanghai() {
        BigDecimal larger = n("1200");
        return version("2012-07-01", new StepPrice("STEP", ENERGY, Months.ALL, StepPrice.Cycle.YEAR, 1, 1, List.of(
                new StepPrice.Step(n("3120"), larger, null, prices(null, "0.617", null, "0.307")),
                new StepPrice.Step(n("4800"), larger, null, prices(null, "0.677", null, "0.337")),
                new StepPrice.Step(null, BigDecimal.ZERO, null, prices(null, "0.977", null, "0.487"))), 4, 1, StepPrice.PartCycle.PRO_RATA));
    }

    @Test
    void a_household_of_Shanghai_has_half_of_the_steps_in_the_half_year_in_which_they_began() {
        List<UsageSpan> usage = List.of(used("2012-12-01", "2013-01-01", Register.PEAK, "140", Register.VALLEY, "60"));
        Charges charges = Pricing.charge(List.of(shanghai()), usage, month("2012-12-01").withUsed(year("1500")));
        // 60 of 200 kWh fill the first 1,560: 42 peak × 0.617 = 25.914, 18 valley × 0.307 = 5.526; 98 × 0.677 = 66.346, 42 × 0.337 = 14.154
        assertThat(fen(charges)).containsExactly(2_591L, 553L, 6_635L, 1_415L);
        assertThat(charges.totalFen()).isEqualTo(11_194);
    }

    @Test
    void and_one_of_five_or_of_seven_has_1200_kilowatt_hours_a_year_more() {
        List<UsageSpan> usage = List.of(used("2012-12-01", "2013-01-01", Register.PEAK, "140", Register.VALLEY, "60"));
        // (3120 + 1200) / 2 = 2160: all in the first step, 140 × 0.617 = 86.38, 60 × 0.307 = 18.42
        assertThat(fen(Pricing.charge(List.of(shanghai()), usage, month("2012-12-01").withUsed(year("1500")).withHousehold(5)))).containsExactly(8_638L, 1_842L);
        assertThat(fen(Pricing.charge(List.of(shanghai()), usage, month("2012-12-01").withUsed(year("1500")).withHousehold(7)))).containsExactly(8_638L, 1_842L);
        assertThat(Pricing.charge(List.of(shanghai()), usage, month("2012-12-01").withUsed(year("1500")).withHousehold(4)).totalFen()).isEqualTo(11_194);
    }

    /**
     * Beijing, households on mains water: to 180 m³ a year 5 yuan, to 260 m³ 7, above 9, of which 1.57 water resource fee and 1.36 sewage in each.
     * Source: table of 北京市居民用水阶梯水价表 at laihamady.com/ms/760561.html.
     */
    private static TariffVersion beijingWater() {
        return version(1, "2014-05-01", Commodity.WATER, new StepPrice("WATER", new Label("水费", "Water"), Months.ALL, StepPrice.Cycle.YEAR, 1, 1,
                        List.of(StepPrice.Step.of("180", "2.07"), StepPrice.Step.of("260", "4.07"), StepPrice.Step.of(null, "6.07")), 0, 0, StepPrice.PartCycle.WHOLE),
                new Surcharge("RESOURCE", new Label("水资源费", "Water resource fee"), Months.ALL, n("1.57"), BigDecimal.ONE),
                new Surcharge("SEWAGE", new Label("污水处理费", "Sewage"), Months.ALL, n("1.36"), BigDecimal.ONE));
    }

    @Test
    void a_household_of_Beijing_pays_5_and_7_yuan_for_its_water() {
        Charges charges = Pricing.charge(List.of(beijingWater()), List.of(used("2025-11-01", "2026-01-01", Register.TOTAL, "30")),
                PricingContext.of(day("2025-11-01"), day("2026-01-01")).withUsed(year("170")));
        // 10 × 2.07 = 20.70; 20 × 4.07 = 81.40; 30 × 1.57 = 47.10; 30 × 1.36 = 40.80: together 10 × 5 + 20 × 7 = 190
        assertThat(fen(charges)).containsExactly(2_070L, 8_140L, 4_710L, 4_080L);
        assertThat(charges.totalFen()).isEqualTo(19_000);
        assertThat(charges.lines()).extracting(ChargeLine::kind).containsExactly(ChargeLine.Kind.ENERGY, ChargeLine.Kind.ENERGY, ChargeLine.Kind.SURCHARGE,
                ChargeLine.Kind.SURCHARGE);
    }

    @Test
    void and_begins_anew_with_the_year_in_the_middle_of_a_bill() {
        Charges charges = Pricing.charge(List.of(beijingWater()), List.of(used("2025-12-01", "2026-02-01", Register.TOTAL, "62")),
                PricingContext.of(day("2025-12-01"), day("2026-02-01")).withUsed(year("250")));
        // 31 days and 31 days: 31 m³ in the old year, 10 at 4.07 and 21 at 6.07; 31 in the new one at 2.07; surcharges on 62
        assertThat(fen(charges)).containsExactlyInAnyOrder(4_070L, 12_747L, 6_417L, 9_734L, 8_432L);
        assertThat(charges.used().thisYear()).isEqualByComparingTo("31");
    }

    /**
     * Shenzhen, industry at 10 kV, 101–3000 kVA, to 250 kWh a kVA: peak 1.0046, flat 0.6246, valley 0.2896, and 24 yuan a kVA and month. Source:
     * szinvest.gov.cn/info/3.htm, "Cost of Electricity", from June 2005. Power factor by the national rule.
     */
    private static TariffVersion shenzhenIndustry() {
        return version("2005-06-01", new TimeOfUsePrice("TOU", ENERGY, Months.ALL, prices(null, "1.0046", "0.6246", "0.2896"), Register.FLAT),
                new DemandCharge("BASIC", new Label("基本电费", "Capacity"), DemandCharge.Basis.CAPACITY, n("24")),
                new PowerFactorAdjustment("PF", new Label("力调电费", "Power factor"), 90));
    }

    @Test
    void a_factory_in_Shenzhen_pays_for_energy_and_capacity_and_gets_something_back_for_its_power_factor() {
        UsageSpan july = used("2005-07-01", "2005-08-01", Register.TOTAL, "180000", Register.PEAK, "60000", Register.VALLEY, "40000", Register.REACTIVE, "60000");
        Charges charges = Pricing.charge(List.of(shenzhenIndustry()), List.of(july), month("2005-07-01").withPower(null, n("1000")));
        // 60,000 × 1.0046 = 60,276; (180,000 − 100,000) × 0.6246 = 49,968; 40,000 × 0.2896 = 11,584; 1,000 kVA × 24 = 24,000;
        // 180 / √(180² + 60²) = 0.9487, 0.95: −0.75 % of 145,828 = −1,093.71
        assertThat(fen(charges)).containsExactly(6_027_600L, 4_996_800L, 1_158_400L, 2_400_000L, -109_371L);
        assertThat(charges.totalFen()).isEqualTo(14_473_429);
        assertThat(charges.lines().getLast().detail()).isEqualTo("0.95");
    }
}
