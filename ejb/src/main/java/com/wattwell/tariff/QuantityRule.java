package com.wattwell.tariff;

import java.time.LocalDate;

/** A rule with a price by kWh or cubic metre. */
public sealed interface QuantityRule extends Rule permits FlatPrice, StepPrice, TimeOfUsePrice, Surcharge {

    /** The season in which it holds. */
    Months season();

    @Override
    default LocalDate nextChange(LocalDate day) {
        return season().nextChange(day);
    }
}
