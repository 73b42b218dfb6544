package com.wattwell.tariff;

import java.math.BigDecimal;

/** So much a month, whatever is used; by days where a period or version is in force for a part of one. @param perMonth yuan */
public record MonthlyFee(String id, Label name, BigDecimal perMonth) implements Rule {
}
