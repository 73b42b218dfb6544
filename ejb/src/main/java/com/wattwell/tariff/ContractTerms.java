package com.wattwell.tariff;

import java.math.BigDecimal;

/**
 * What is agreed on for a usage point beside its tariff, for the tariffs that reckon with it.
 *
 * @param contractKw  contracted demand (合同需量), kW; or {@code null}
 * @param capacityKva capacity of the transformers (变压器容量), kVA; or {@code null}
 * @param beds        of a dormitory's room, for a free quota
 */
public record ContractTerms(BigDecimal contractKw, BigDecimal capacityKva, int beds) {

    /** Of a household, whose tariff needs nothing of it. */
    public static final ContractTerms USUAL = new ContractTerms(null, null, 1);

    /** @param beds {@code null} for 1 */
    public static ContractTerms of(BigDecimal contractKw, BigDecimal capacityKva, Integer beds) {
        return new ContractTerms(contractKw, capacityKva, beds == null ? USUAL.beds : beds);
    }
}
