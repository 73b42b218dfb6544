package com.wattwell.tariff;

import java.math.BigDecimal;

/** A month costs at least so much (保底); what the other charges, without tax on top, miss of it is a line of its own. @param perMonth yuan */
public record MinimumCharge(String id, Label name, BigDecimal perMonth) implements Rule {
}
