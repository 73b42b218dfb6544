package com.wattwell.tariff;

/**
 * What a quantity was counted as. A register of a meter counts one of them; which reading type is which register of a
 * commodity stands in {@code usage.RegisterTypes}.
 */
public enum Register {
    /** Everything that was taken: kWh or cubic metres. */
    TOTAL,
    /** 尖: the dearest hours. */
    SHARP,
    /** 峰 */
    PEAK,
    /** 平 */
    FLAT,
    /** 谷 */
    VALLEY,
    /** kvarh; with TOTAL it gives the power factor. */
    REACTIVE,
    /** The highest demand of the period, kW; not a difference of two readings but the larger of what was read. */
    DEMAND;

    /** Whether it is one of the parts of a day, which together make {@link #TOTAL}. */
    public boolean isPartOfDay() {
        return this == SHARP || this == PEAK || this == FLAT || this == VALLEY;
    }
}
