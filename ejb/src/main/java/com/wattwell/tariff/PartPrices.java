package com.wattwell.tariff;

import java.math.BigDecimal;

/** Prices in yuan per kWh by parts of the day; {@code null} where a tariff does not know the part. */
public record PartPrices(BigDecimal sharp, BigDecimal peak, BigDecimal flat, BigDecimal valley) {

    public PartPrices {
        if (sharp == null && peak == null && flat == null && valley == null) {
            throw new IllegalArgumentException("at least one part of the day has a price");
        }
    }

    /** @return {@code null} when there is none */
    public BigDecimal of(Register part) {
        return switch (part) {
            case SHARP -> sharp;
            case PEAK -> peak;
            case FLAT -> flat;
            case VALLEY -> valley;
            default -> throw new IllegalArgumentException(part + " is no part of a day");
        };
    }
}
