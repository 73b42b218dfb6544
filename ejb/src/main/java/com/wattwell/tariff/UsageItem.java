package com.wattwell.tariff;

import java.math.BigDecimal;
import java.util.List;

/**
 * What one register counted within a span of days.
 *
 * @param register  as what it was counted
 * @param quantity  kWh, cubic metres, kvarh or kW, multiplier and change of meter included; not negative
 * @param estimated whether a stated rule stands in for a missing reading
 * @param readings  what it was reckoned from: first and last, and both sides of each change of meter
 */
public record UsageItem(Register register, BigDecimal quantity, boolean estimated, List<ReadingRef> readings) {

    public UsageItem {
        if (quantity.signum() < 0) {
            throw new IllegalArgumentException("a quantity is never negative, " + register + " is " + quantity.toPlainString() + ": hold the usage for a person's decision");
        }
        readings = List.copyOf(readings);
    }
}
