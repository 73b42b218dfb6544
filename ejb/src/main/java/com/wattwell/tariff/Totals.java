package com.wattwell.tariff;

import java.math.BigDecimal;

/** What all spans of a charge counted, for what does not go by pieces: power factor and demand. */
final class Totals {

    private BigDecimal active = BigDecimal.ZERO;
    private BigDecimal reactive;
    private BigDecimal demand;
    private UsageItem reactiveItem;
    private UsageItem demandItem;

    void add(Piece piece) {
        if (piece.wholeTotal() != null) {
            active = active.add(piece.wholeTotal());
        }
        UsageItem counted = piece.item(Register.REACTIVE);
        if (counted != null) {
            reactive = reactive == null ? counted.quantity() : reactive.add(counted.quantity());
            reactiveItem = counted;
        }
        UsageItem highest = piece.item(Register.DEMAND);
        if (highest != null && (demand == null || highest.quantity().compareTo(demand) > 0)) {
            demand = highest.quantity();
            demandItem = highest;
        }
    }

    BigDecimal demand() {
        return demand;
    }

    void underDemand(OpenLine line) {
        if (demandItem != null) {
            line.stoodOn(demandItem.readings());
            line.estimated |= demandItem.estimated();
        }
    }

    /** In hundredths. */
    int powerFactor(String ruleId) {
        if (reactive == null) {
            throw new PricingException(PricingException.Reason.NO_REGISTER, "rule " + ruleId + " needs what was counted of reactive energy");
        }
        return PowerFactorAdjustment.factor(active, reactive);
    }

    void underPowerFactor(OpenLine line) {
        line.stoodOn(reactiveItem.readings());
        line.estimated |= reactiveItem.estimated();
    }
}
