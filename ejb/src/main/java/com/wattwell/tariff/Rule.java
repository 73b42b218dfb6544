package com.wattwell.tariff;

import java.time.LocalDate;

/**
 * One rule of a tariff. Rules are values and know nothing of each other; {@link Pricing} applies them in a fixed order, whatever their order in
 * the tariff: the free quota takes its quantity away first; then whatever has a price by quantity; fees and demand by days; then what
 * stands on those amounts: power factor, minimum, tax.
 */
public sealed interface Rule permits QuantityRule, SharePrice, FreeQuota, MonthlyFee, DemandCharge, PowerFactorAdjustment, MinimumCharge, Tax {

    int MAX_ID = 20;

    /** Unique in its version and kept from version to version, so that bills can be compared. */
    String id();

    Label name();

    /** The first day after this one on which the rule becomes another one: a span is cut there. */
    default LocalDate nextChange(LocalDate day) {
        return LocalDate.MAX;
    }
}
