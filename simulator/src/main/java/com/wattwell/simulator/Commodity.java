package com.wattwell.simulator;

/** What a meter counts, and the small unit in which the town reckons with it. */
public enum Commodity {

    /** Counted in mWh, so that a rate is in mW; a load's day is in kWh. */
    ELECTRICITY(1_000_000),
    /** Counted in ml, so that a rate is in ml/h; a load's day is in litres. */
    WATER(1_000);

    private final int smallUnits;

    Commodity(int smallUnits) {
        this.smallUnits = smallUnits;
    }

    /** How many small units the unit of a load's day has. */
    int smallUnits() {
        return smallUnits;
    }
}
