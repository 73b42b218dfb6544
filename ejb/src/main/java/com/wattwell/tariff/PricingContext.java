package com.wattwell.tariff;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What a charge needs to know beside tariff and usage.
 *
 * @param periodFrom     first day of the billing period, by which months are counted; may begin before what is charged
 * @param periodTo       the day after its last
 * @param householdSize  persons, at least 1
 * @param beds           of a dormitory's room, for a free quota
 * @param contractKw     contracted demand, or {@code null}
 * @param capacityKva    transformers' capacity, or {@code null}
 * @param used           what the steps already hold
 * @param occupiedFrom   the first day of the household in this supply, or {@code null} when it is older than every cycle
 * @param sharedQuantity kWh or cubic metres of a common meter that fell to this unit, 0 for none
 * @param sharedAmounts  amounts that fell to this unit; no tax is reckoned of them any more
 */
public record PricingContext(LocalDate periodFrom, LocalDate periodTo, int householdSize, int beds, BigDecimal contractKw, BigDecimal capacityKva,
                             StepUse used, LocalDate occupiedFrom, BigDecimal sharedQuantity, List<SharedAmount> sharedAmounts) {

    /**
     * An amount of a common cost.
     *
     * @param id   of what was shared, such as the common meter's; it becomes the line's rule id
     * @param name as it stands on the bill
     */
    public record SharedAmount(String id, Label name, long amountFen) {
    }

    public PricingContext {
        sharedAmounts = List.copyOf(sharedAmounts);
        if (!periodFrom.isBefore(periodTo) || householdSize < 1 || beds < 0 || sharedQuantity.signum() < 0) {
            throw new IllegalArgumentException("a period of days, a household of persons, and nothing negative");
        }
    }

    /** A household of one, with nothing used before. */
    public static PricingContext of(LocalDate periodFrom, LocalDate periodTo) {
        return new PricingContext(periodFrom, periodTo, 1, 1, null, null, StepUse.NONE, null, BigDecimal.ZERO, List.of());
    }

    public PricingContext withHousehold(int persons) {
        return new PricingContext(periodFrom, periodTo, persons, beds, contractKw, capacityKva, used, occupiedFrom, sharedQuantity, sharedAmounts);
    }

    public PricingContext withBeds(int count) {
        return new PricingContext(periodFrom, periodTo, householdSize, count, contractKw, capacityKva, used, occupiedFrom, sharedQuantity, sharedAmounts);
    }

    public PricingContext withPower(BigDecimal contract, BigDecimal capacity) {
        return new PricingContext(periodFrom, periodTo, householdSize, beds, contract, capacity, used, occupiedFrom, sharedQuantity, sharedAmounts);
    }

    public PricingContext withUsed(StepUse before) {
        return new PricingContext(periodFrom, periodTo, householdSize, beds, contractKw, capacityKva, before, occupiedFrom, sharedQuantity, sharedAmounts);
    }

    public PricingContext withOccupiedFrom(LocalDate day) {
        return new PricingContext(periodFrom, periodTo, householdSize, beds, contractKw, capacityKva, used, day, sharedQuantity, sharedAmounts);
    }

    public PricingContext withShares(BigDecimal quantity, List<SharedAmount> amounts) {
        return new PricingContext(periodFrom, periodTo, householdSize, beds, contractKw, capacityKva, used, occupiedFrom, quantity, amounts);
    }
}
