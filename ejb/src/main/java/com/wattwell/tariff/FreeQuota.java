package com.wattwell.tariff;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * So much of each calendar month is free (免费额度), as dormitories know it. It is no usage for any other rule: neither steps nor surcharges count it.
 * What a month does not use is not carried into the next. Of parts of the day each gives its share.
 *
 * @param perMonth kWh or cubic metres
 * @param per      for what
 */
public record FreeQuota(String id, Label name, BigDecimal perMonth, Per per) implements Rule {

    /** For what a quota is given. */
    public enum Per { ACCOUNT, BED, PERSON }

    @Override
    public LocalDate nextChange(LocalDate day) {
        return day.withDayOfMonth(1).plusMonths(1);
    }

    BigDecimal of(PricingContext context) {
        return switch (per) {
            case ACCOUNT -> perMonth;
            case BED -> perMonth.multiply(BigDecimal.valueOf(context.beds()));
            case PERSON -> perMonth.multiply(BigDecimal.valueOf(context.householdSize()));
        };
    }
}
