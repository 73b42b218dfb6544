package com.wattwell.prepayment;

import com.wattwell.tariff.Charges;
import com.wattwell.tariff.Pricing;
import com.wattwell.tariff.PricingContext;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.StepPrice;
import com.wattwell.tariff.StepUse;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Prices the days of a period one after the other: a day costs what everything up to its end costs less what everything in front of it cost,
 * so that the days of a month add up to the month to the fen, whatever each was rounded to. Pure.
 */
final class DayPricing {

    private final Agreed agreed;
    private final List<TariffVersion> versions;
    private final PricingContext context;
    private final List<UsageSpan> spans = new ArrayList<>();
    private LocalDate chargedTo;
    private Charges before;

    /**
     * @param day      a day of the period
     * @param versions published, by their days
     * @param used     what the steps held at the period's beginning
     */
    DayPricing(Agreed agreed, LocalDate day, List<TariffVersion> versions, StepUse used) {
        this.agreed = agreed;
        this.versions = versions;
        LocalDate month = day.withDayOfMonth(1);
        context = new PricingContext(month, month.plusMonths(1), agreed.householdSize(), agreed.terms().beds(), agreed.terms().contractKw(), agreed.terms().capacityKva(), used,
                agreed.occupiedFrom(), BigDecimal.ZERO, List.of());
        before = new Charges(List.of(), 0, used);
    }

    Agreed agreed() {
        return agreed;
    }

    /** What was charged in front of the day that is asked for. */
    void after(List<UsageSpan> charged) {
        if (!charged.isEmpty()) {
            charged.forEach(this::merge);
            before = Pricing.charge(versions, spans, context);
        }
    }

    /** The share of the next span, which becomes one of those in front. @throws com.wattwell.tariff.PricingException when it cannot be priced */
    Charges next(UsageSpan span) {
        List<UsageSpan> all = new ArrayList<>(spans);
        all.add(span);
        Charges charges = Pricing.charge(versions, all, context);
        Charges share = charges.since(before, span.from());
        before = charges;
        merge(span);
        return share;
    }

    /** Everything so far in as few spans as give the same price: sums between days on which a price may change. Without readings, so that a day's lines stand on its own. */
    List<UsageSpan> spans() {
        return List.copyOf(spans);
    }

    /** The end of the last span, or {@code null}. */
    LocalDate chargedTo() {
        return chargedTo;
    }

    private void merge(UsageSpan span) {
        chargedTo = span.to();
        UsageSpan last = spans.isEmpty() ? null : spans.getLast();
        if (last == null || !last.to().equals(span.from()) || changes(span.from())) {
            spans.add(new UsageSpan(span.from(), span.to(), span.items().stream().map(item -> bare(item.register(), item.quantity())).toList()));
            return;
        }
        Map<Register, BigDecimal> sums = new EnumMap<>(Register.class);
        for (UsageSpan each : List.of(last, span)) {
            each.items().forEach(item -> sums.merge(item.register(), item.quantity(), item.register() == Register.DEMAND ? BigDecimal::max : BigDecimal::add));
        }
        spans.set(spans.size() - 1, new UsageSpan(last.from(), span.to(), sums.entrySet().stream().map(sum -> bare(sum.getKey(), sum.getValue())).toList()));
    }

    private static UsageItem bare(Register register, BigDecimal quantity) {
        return new UsageItem(register, quantity, false, List.of());
    }

    /** Whether a version or the cycle of its steps begins on the day; seasons begin with a month, as periods do. */
    private boolean changes(LocalDate day) {
        return versions.stream().anyMatch(version -> version.effectiveFrom().equals(day) || version.rules().stream()
                .anyMatch(rule -> rule instanceof StepPrice step && step.resetDay() == day.getDayOfMonth()));
    }

    /** What the steps hold behind the last span. */
    StepUse used() {
        return before.used();
    }
}
