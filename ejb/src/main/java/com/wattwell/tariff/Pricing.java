package com.wattwell.tariff;

import java.util.List;

/**
 * The price of a usage: a function of tariff versions, usage and context, without clock, database or memory.
 *
 * <p><strong>A span that crosses a change</strong> (another version, season, calendar month of a free quota, beginning of the steps' year) is cut
 * there, and its quantities are divided by days. What steps do then is said by {@link StepPrice.PartCycle}. Each version has lines of its own.
 *
 * <p><strong>Spans of one charge</strong> are added up before anything is rounded: it makes no difference whether a month comes in one span or in thirty
 * with the same sum. Days charged one by one are {@link Charges#since differences}.
 */
public final class Pricing {

    private Pricing() {
    }

    /**
     * @param versions of one tariff, by their days; the first in force on the first day used
     * @param usage    in order of days, without overlaps; gaps are not charged
     * @throws PricingException when it cannot be priced
     */
    public static Charges charge(List<TariffVersion> versions, List<UsageSpan> usage, PricingContext context) {
        return new Bill(versions, context).of(usage);
    }

    /** The same with one version for all days, whatever its date: for dry runs. */
    public static Charges charge(TariffVersion version, List<UsageSpan> usage, PricingContext context) {
        return new Bill(List.of(version), context).ofAnyDay(usage);
    }
}
