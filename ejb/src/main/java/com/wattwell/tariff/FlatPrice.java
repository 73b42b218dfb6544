package com.wattwell.tariff;

import java.math.BigDecimal;

/** One price for everything. @param price yuan per kWh or cubic metre */
public record FlatPrice(String id, Label name, Months season, BigDecimal price) implements QuantityRule {
}
