package com.wattwell.tariff;

import java.math.BigDecimal;

/** What a quantity costs that was shared among units (公摊): {@link PricingContext#sharedQuantity()}. @param price yuan per kWh or cubic metre */
public record SharePrice(String id, Label name, BigDecimal price) implements Rule {
}
