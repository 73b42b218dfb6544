package com.wattwell.tariff;

import java.math.BigDecimal;

/**
 * What large users pay for power kept ready (基本电费), a month and by days of a part of one.
 *
 * @param price yuan per kW or kVA and month
 */
public record DemandCharge(String id, Label name, Basis basis, BigDecimal price) implements Rule {

    /** What is counted. */
    public enum Basis {
        /** The highest demand read in the period, kW (按最大需量). */
        MEASURED_DEMAND,
        /** The contracted demand, kW (按合同需量); what was read above {@link #TOLERATED} of it counts twice besides. */
        CONTRACT_DEMAND,
        /** The transformers' capacity, kVA (按变压器容量). */
        CAPACITY
    }

    /** Share of the contracted demand that may be reached: 105 %. */
    static final BigDecimal TOLERATED = new BigDecimal("1.05");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** kW or kVA that are charged. @param measured the highest demand read, or {@code null} */
    BigDecimal quantity(BigDecimal measured, PricingContext context) {
        return switch (basis) {
            case MEASURED_DEMAND -> known(measured, PricingException.Reason.NO_REGISTER, "the highest demand");
            case CAPACITY -> known(context.capacityKva(), PricingException.Reason.NO_FACT, "the account's capacity in kVA");
            case CONTRACT_DEMAND -> {
                BigDecimal contract = known(context.contractKw(), PricingException.Reason.NO_FACT, "the account's contracted demand in kW");
                BigDecimal above = known(measured, PricingException.Reason.NO_REGISTER, "the highest demand").subtract(contract.multiply(TOLERATED));
                yield above.signum() > 0 ? contract.add(above.multiply(TWO)) : contract;
            }
        };
    }

    private BigDecimal known(BigDecimal value, PricingException.Reason reason, String what) {
        if (value == null) {
            throw new PricingException(reason, "rule " + id + " needs " + what);
        }
        return value;
    }
}
