package com.wattwell.tariff;

import java.math.BigDecimal;

/**
 * Value added tax (增值税).
 *
 * @param percent  such as 13 or 3
 * @param included whether the prices contain it: then each line says how much of it is tax. Else the tax is a line of its own
 */
public record Tax(String id, Label name, BigDecimal percent, boolean included) implements Rule {
}
