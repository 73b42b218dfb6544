package com.wattwell.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.billing.AccountToSettle.Unit;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.ContractTerms;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Months;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.StepPrice;
import com.wattwell.tariff.StepUse;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import com.wattwell.usage.UsageOutcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the months were, the steps of a year are filled once: by its twelve bills as by a single one. */
class SettlingProperties {

    private static final TariffVersion STEPS = new TariffVersion("HOME", 1, LocalDate.of(2020, 1, 1), Commodity.ELECTRICITY, new Label("居民", "Home"),
            List.of(new StepPrice("STEPS", new Label("阶梯", "Steps"), Months.ALL, StepPrice.Cycle.YEAR, 1, 1,
                    List.of(StepPrice.Step.of("2160", "0.5"), StepPrice.Step.of("4200", "0.6"), StepPrice.Step.of(null, "0.9")), 0, 0, StepPrice.PartCycle.WHOLE)));

    private static Settled.Billed bill(LocalDate from, LocalDate to, long quantity, StepUse before, LocalDate counted) {
        Unit unit = new Unit(1, Commodity.ELECTRICITY, 1, ContractTerms.USUAL, from, to, before, counted, null, BigDecimal.ZERO, List.of(), null);
        AccountToSettle account = new AccountToSettle(1, 1, "100", 1, from, to, 0, false, List.of(unit));
        UsageOutcome usage = new UsageOutcome.Known(List.of(new UsageSpan(from, to, List.of(new UsageItem(Register.TOTAL, BigDecimal.valueOf(quantity), false, List.of())))));
        return (Settled.Billed) Settling.settle(account, each -> usage, each -> List.of(STEPS));
    }

    @Property(tries = 200)
    void twelveBillsAreTheYear(@ForAll @Size(12) List<@IntRange(max = 900) Integer> months, @ForAll @IntRange(min = 2021, max = 2032) int year) {
        StepUse used = StepUse.NONE;
        LocalDate counted = null;
        long sum = 0;
        long quantity = 0;
        for (int month = 1; month <= 12; month++) {
            LocalDate from = LocalDate.of(year, month, 1);
            Settled.Billed bill = bill(from, from.plusMonths(1), months.get(month - 1), used, counted);
            used = bill.points().getFirst().after();
            counted = from.plusMonths(1);
            sum += bill.totalFen();
            quantity += months.get(month - 1);
            assertThat(bill.lines().stream().mapToLong(line -> line.charge().amountFen()).sum()).isEqualTo(bill.totalFen());
        }
        assertThat(sum).isEqualTo(bill(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1), quantity, StepUse.NONE, null).totalFen());
        assertThat(used.thisYear()).isEqualByComparingTo(BigDecimal.valueOf(quantity));
        LocalDate next = LocalDate.of(year + 1, 1, 1);
        assertThat(bill(next, next.plusMonths(1), 100, used, counted).totalFen()).as("a new year").isEqualTo(5000);
    }
}
