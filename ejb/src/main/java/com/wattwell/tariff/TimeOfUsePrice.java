package com.wattwell.tariff;

/**
 * Prices by parts of the day (分时电价), for one season.
 *
 * @param remainder the part that is what the others leave of {@link Register#TOTAL}, most often FLAT; {@code null} when each part is taken as its
 *                  register counted it
 */
public record TimeOfUsePrice(String id, Label name, Months season, PartPrices prices, Register remainder) implements QuantityRule {

    public TimeOfUsePrice {
        if (remainder != null && (!remainder.isPartOfDay() || prices.of(remainder) == null)) {
            throw new IllegalArgumentException("the remainder is a part of the day that has a price");
        }
    }
}
