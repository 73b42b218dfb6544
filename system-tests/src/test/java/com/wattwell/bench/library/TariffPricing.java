package com.wattwell.bench.library;

import com.wattwell.tariff.Charges;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.DemandCharge;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Months;
import com.wattwell.tariff.PartPrices;
import com.wattwell.tariff.PowerFactorAdjustment;
import com.wattwell.tariff.Pricing;
import com.wattwell.tariff.PricingContext;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.StepPrice;
import com.wattwell.tariff.StepUse;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.Tax;
import com.wattwell.tariff.TimeOfUsePrice;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A month's usage to charge lines, from what the database has already given. Each invocation is counted as the lines that it makes:
 * steps 2 (a bound is passed), parts of the day 4, both 5, industry 6 with capacity and power factor, mixed 13 of four accounts.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TariffPricing {

    private static final int STEP_LINES = 2;
    private static final int PART_LINES = 4;
    private static final int BOTH_LINES = 5;
    private static final int INDUSTRY_LINES = 6;
    private static final int MIXED_LINES = 13;
    private static final Label NAME = new Label("电费", "Energy");
    private static final LocalDate FROM = LocalDate.of(2026, 11, 1);

    private final TimeOfUsePrice parts = new TimeOfUsePrice("TOU", NAME, Months.ALL,
            new PartPrices(number("1.0203"), number("0.9046"), number("0.6246"), number("0.2896")), Register.FLAT);
    private final List<TariffVersion> steps = version(step("0.538", "0.588", "0.838"));
    private final List<TariffVersion> byParts = version(parts);
    private final List<TariffVersion> both = version(parts, step("0", "0.05", "0.3"));
    private final List<TariffVersion> industry = version(parts, new DemandCharge("BASIC", NAME, DemandCharge.Basis.CAPACITY, number("24")),
            new PowerFactorAdjustment("PF", NAME, 90), new Tax("VAT", NAME, number("13"), true));
    private final List<UsageSpan> total = usage("312.45");
    private final List<UsageSpan> fourRegisters = usage("312.45", "12.45", "112.45", null, "100.45");
    private final List<UsageSpan> large = usage("180000", "10000", "60000", null, "40000", "50000");
    private final PricingContext context = PricingContext.of(FROM, FROM.plusMonths(1)).withPower(null, number("1000"))
            .withUsed(new StepUse(number("2600"), BigDecimal.ZERO, BigDecimal.ZERO));

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static List<TariffVersion> version(Rule... rules) {
        return List.of(new TariffVersion("T", 1, LocalDate.of(2026, 1, 1), Commodity.ELECTRICITY, NAME, List.of(rules)));
    }

    private static StepPrice step(String first, String second, String third) {
        return new StepPrice("STEP", NAME, Months.ALL, StepPrice.Cycle.YEAR, 1, 1,
                List.of(StepPrice.Step.of("2760", first), StepPrice.Step.of("4800", second), StepPrice.Step.of(null, third)), 0, 0, StepPrice.PartCycle.WHOLE);
    }

    /** @param quantities of the registers in their order; {@code null} where one is not read */
    private static List<UsageSpan> usage(String... quantities) {
        List<UsageItem> items = new ArrayList<>();
        for (int i = 0; i < quantities.length; i++) {
            if (quantities[i] != null) {
                String type = "R" + i;
                items.add(new UsageItem(Register.values()[i], number(quantities[i]), false,
                        List.of(new ReadingRef(1, type, Instant.EPOCH, BigDecimal.ONE), new ReadingRef(1, type, Instant.EPOCH, BigDecimal.TEN))));
            }
        }
        return List.of(new UsageSpan(FROM, FROM.plusMonths(1), items));
    }

    @Benchmark
    @OperationsPerInvocation(STEP_LINES)
    public Charges steps() {
        return Pricing.charge(steps, total, context);
    }

    @Benchmark
    @OperationsPerInvocation(PART_LINES)
    public Charges partsOfTheDay() {
        return Pricing.charge(byParts, fourRegisters, context);
    }

    @Benchmark
    @OperationsPerInvocation(BOTH_LINES)
    public Charges both() {
        return Pricing.charge(both, fourRegisters, context);
    }

    @Benchmark
    @OperationsPerInvocation(INDUSTRY_LINES)
    public Charges industry() {
        return Pricing.charge(industry, large, context);
    }

    /** Half steps, a quarter by parts of the day, a quarter both: the accounts of a settlement. */
    @Benchmark
    @OperationsPerInvocation(MIXED_LINES)
    public long mixed() {
        return Pricing.charge(steps, total, context).totalFen() + Pricing.charge(steps, total, context).totalFen() + Pricing.charge(byParts, fourRegisters, context).totalFen()
                + Pricing.charge(both, fourRegisters, context).totalFen();
    }
}
