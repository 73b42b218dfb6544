package com.wattwell.simulator;

/** For each load, the parts of a day that each tariff has counted before each half-hour slot; made once. */
final class DayShares {

    private static final DayShares[] OF_LOADS = new DayShares[Load.values().length];

    static {
        for (Load load : Load.values()) {
            OF_LOADS[load.ordinal()] = new DayShares(load);
        }
    }

    private final int[][] before = new int[TariffDay.TARIFFS][Load.SLOTS + 1];

    private DayShares(Load load) {
        for (int slot = 0; slot < Load.SLOTS; slot++) {
            for (int tariff = 0; tariff < TariffDay.TARIFFS; tariff++) {
                int here = TariffDay.tariff(slot) == tariff ? load.slot(slot) : 0;
                before[tariff][slot + 1] = before[tariff][slot] + here;
            }
        }
    }

    static DayShares of(Load load) {
        return OF_LOADS[load.ordinal()];
    }

    long before(int tariff, int slot) {
        return before[tariff][slot];
    }
}
