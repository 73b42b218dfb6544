package com.wattwell.tariff;

import java.math.BigDecimal;

/**
 * Sewage, water resource fee, government funds (附加费).
 *
 * @param price       yuan per kWh or cubic metre of its base
 * @param baseShare   which share of the quantity is its base, above 0: 1 for all of it, 0.9 where sewage is nine tenths of the water
 */
public record Surcharge(String id, Label name, Months season, BigDecimal price, BigDecimal baseShare) implements QuantityRule {

    public Surcharge {
        if (baseShare.signum() <= 0) {
            throw new IllegalArgumentException("the base of a surcharge is a share above 0");
        }
    }
}
