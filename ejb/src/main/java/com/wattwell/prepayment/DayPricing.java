package com.wattwell.prepayment;

import com.wattwell.tariff.Charges;
import com.wattwell.tariff.Pricing;
import com.wattwell.tariff.PricingContext;
import com.wattwell.tariff.StepUse;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.UsageSpan;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Prices the days of a period one after the other: a day costs what everything up to its end costs less what everything in front of it cost,
 * so that the days of a month add up to the month to the fen, whatever each was rounded to. Pure.
 */
final class DayPricing {

    private final Agreed agreed;
    private final List<TariffVersion> versions;
    private final PricingContext context;
    private final List<UsageSpan> spans = new ArrayList<>();
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
        context = new PricingContext(month, month.plusMonths(1), agreed.householdSize(), agreed.householdSize(), null, null, used, agreed.occupiedFrom(), BigDecimal.ZERO, List.of());
        before = new Charges(List.of(), 0, used);
    }

    Agreed agreed() {
        return agreed;
    }

    /** What was charged in front of the day that is asked for. */
    void after(List<UsageSpan> charged) {
        if (!charged.isEmpty()) {
            spans.addAll(charged);
            before = Pricing.charge(versions, spans, context);
        }
    }

    /** The share of the next span, which becomes one of those in front. @throws com.wattwell.tariff.PricingException when it cannot be priced */
    Charges next(UsageSpan span) {
        spans.add(span);
        Charges all = Pricing.charge(versions, spans, context);
        Charges share = all.since(before, span.from());
        before = all;
        return share;
    }

    /** What the steps hold behind the last span. */
    StepUse used() {
        return before.used();
    }
}
