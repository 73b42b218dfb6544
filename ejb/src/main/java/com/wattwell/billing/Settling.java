package com.wattwell.billing;

import com.wattwell.billing.AccountToSettle.Unit;
import com.wattwell.tariff.ChargeLine;
import com.wattwell.tariff.Charges;
import com.wattwell.tariff.ContractTerms;
import com.wattwell.tariff.Pricing;
import com.wattwell.tariff.PricingContext;
import com.wattwell.tariff.PricingException;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.StepPrice.Cycle;
import com.wattwell.tariff.StepUse;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import com.wattwell.usage.UsageHeld;
import com.wattwell.usage.UsageOutcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes a bill of an account's usage: a function of facts, without clock or database, so that whoever asks again gets the same bill. */
public final class Settling {

    /** Lines of a bill. */
    public static final int MAX_LINES = 500;

    private Settling() {
    }

    /**
     * @param usage    of a unit's days
     * @param versions of a unit's tariff, by their days
     */
    public static Settled settle(AccountToSettle account, Function<Unit, UsageOutcome> usage, Function<Unit, List<TariffVersion>> versions) {
        if (account.units().isEmpty() || !account.from().isBefore(account.to())) {
            return new Settled.Nothing(account);
        }
        List<Settled.Line> lines = new ArrayList<>(8);
        List<Settled.Point> points = new ArrayList<>(account.units().size());
        Map<Long, Settled.Point> before = new HashMap<>(4);
        long total = 0;
        long tax = 0;
        for (Unit unit : account.units()) {
            if (unit.shareHeld() != null) {
                return new Settled.Parked(account, Settled.Reason.SHARE_HELD, unit.shareHeld());
            }
            UsageOutcome outcome = usage.apply(unit);
            if (outcome instanceof UsageOutcome.Held(UsageHeld held)) {
                Settled.Reason reason = held.reason() == UsageHeld.Reason.READING_AWAITED ? Settled.Reason.READING_AWAITED : Settled.Reason.USAGE_HELD;
                return new Settled.Parked(account, reason, held.told());
            }
            List<UsageSpan> spans = ((UsageOutcome.Known) outcome).spans();
            Charges charges;
            try {
                List<TariffVersion> tariff = versions.apply(unit);
                charges = Pricing.charge(tariff, spans, context(account, unit, before.get(unit.usagePointId()), inForce(tariff, unit.from())));
            } catch (PricingException e) {
                return new Settled.Parked(account, Settled.Reason.NOT_PRICED, e.reason() + "|" + e.getMessage());
            }
            for (ChargeLine charge : charges.lines()) {
                lines.add(new Settled.Line(unit.usagePointId(), charge.kind().revenue(unit.commodity()), charge));
            }
            if (lines.size() > MAX_LINES) {
                return new Settled.Parked(account, Settled.Reason.TOO_LONG, Integer.toString(lines.size()));
            }
            total = Math.addExact(total, charges.totalFen());
            tax = Math.addExact(tax, charges.taxFen());
            Settled.Point point = new Settled.Point(unit, quantity(spans), charges.used());
            points.add(point);
            before.put(unit.usagePointId(), point);
        }
        return new Settled.Billed(account, lines, points, total, tax);
    }

    private static PricingContext context(AccountToSettle account, Unit unit, Settled.Point earlier, TariffVersion version) {
        StepUse used = earlier == null ? unit.before() : earlier.after();
        LocalDate counted = earlier == null ? unit.counted() : earlier.unit().to();
        ContractTerms terms = unit.terms();
        return new PricingContext(account.from(), account.to(), account.householdSize(), terms.beds(), terms.contractKw(), terms.capacityKva(), still(used, counted, unit, version),
                unit.occupiedFrom(), unit.sharedQuantity(), unit.sharedAmounts());
    }

    /** What of an earlier count still counts: nothing of a cycle that has begun anew since. */
    static StepUse still(StepUse used, LocalDate counted, Unit unit, TariffVersion version) {
        if (counted == null || version == null) {
            return StepUse.NONE;
        }
        LocalDate year = version.countsFrom(Cycle.YEAR, unit.from(), unit.occupiedFrom());
        LocalDate month = version.countsFrom(Cycle.MONTH, unit.from(), unit.occupiedFrom());
        LocalDate free = unit.from().withDayOfMonth(1);
        return new StepUse(year.isBefore(counted) ? used.thisYear() : BigDecimal.ZERO, month.isBefore(counted) ? used.thisMonth() : BigDecimal.ZERO,
                free.isBefore(counted) ? used.freeThisMonth() : BigDecimal.ZERO);
    }

    private static TariffVersion inForce(List<TariffVersion> versions, LocalDate day) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (!versions.get(i).effectiveFrom().isAfter(day)) {
                return versions.get(i);
            }
        }
        return null;
    }

    private static BigDecimal quantity(List<UsageSpan> spans) {
        BigDecimal sum = BigDecimal.ZERO;
        for (UsageSpan span : spans) {
            for (UsageItem item : span.items()) {
                if (item.register() == Register.TOTAL) {
                    sum = sum.add(item.quantity());
                }
            }
        }
        return sum;
    }
}
