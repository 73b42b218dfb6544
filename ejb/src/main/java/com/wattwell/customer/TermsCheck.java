package com.wattwell.customer;

import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.ContractTerms;
import java.math.BigDecimal;

/** Looks at terms that somebody wrote down, and tells how they differ from others. */
final class TermsCheck {

    private static final BigDecimal MOST_POWER = BigDecimal.valueOf(1_000_000);
    private static final int POWER_DECIMALS = 3;
    private static final int MOST_BEDS = 9_999;

    private TermsCheck() {
    }

    /** @throws RefusedException naming the field that is wrong */
    static ContractTerms checked(ContractTerms terms) {
        if (terms.beds() < 0 || terms.beds() > MOST_BEDS) {
            throw RefusedException.invalid("beds", "refused.beds", "beds must be from 0 to " + MOST_BEDS + ".", MOST_BEDS);
        }
        return new ContractTerms(power("contractKw", terms.contractKw()), power("capacityKva", terms.capacityKva()), terms.beds());
    }

    private static BigDecimal power(String field, BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.signum() <= 0 || stripped.compareTo(MOST_POWER) > 0 || stripped.scale() > POWER_DECIMALS) {
            throw RefusedException.invalid(field, "refused.power", field + " must be more than 0 and at most " + MOST_POWER + ", with at most " + POWER_DECIMALS + " decimals.", MOST_POWER,
                    POWER_DECIMALS);
        }
        return stripped.setScale(Math.max(stripped.scale(), 0));
    }

    /** Such as {@code 400 kW, – kVA, 1 床/beds → 500 kW, – kVA, 1 床/beds}. */
    static String change(ContractTerms before, ContractTerms after) {
        return told(before) + " → " + told(after);
    }

    private static String told(ContractTerms terms) {
        return told(terms.contractKw()) + " kW, " + told(terms.capacityKva()) + " kVA, " + terms.beds() + " 床/beds";
    }

    private static String told(BigDecimal value) {
        return value == null ? "–" : value.toPlainString();
    }
}
