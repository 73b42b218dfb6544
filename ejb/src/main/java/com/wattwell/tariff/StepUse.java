package com.wattwell.tariff;

import java.math.BigDecimal;

/**
 * What has already been used in the cycles that are running: before a charge in {@link PricingContext}, after it in {@link Charges}, so that one
 * charge begins where the other ended.
 *
 * @param thisYear      kWh or cubic metres since {@link TariffVersion#countsFrom the beginning of the steps' year}
 * @param thisMonth     the same of a month
 * @param freeThisMonth how much of the calendar month's free quota has been taken
 */
public record StepUse(BigDecimal thisYear, BigDecimal thisMonth, BigDecimal freeThisMonth) {

    public static final StepUse NONE = new StepUse(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    public StepUse {
        if (thisYear.signum() < 0 || thisMonth.signum() < 0 || freeThisMonth.signum() < 0) {
            throw new IllegalArgumentException("what was used is never negative");
        }
    }
}
