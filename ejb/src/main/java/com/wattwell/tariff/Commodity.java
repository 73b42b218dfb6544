package com.wattwell.tariff;

/** What a usage point takes (IEC 61968-9, ServiceKind). */
public enum Commodity {
    /** Quantities in kWh, kvarh and kW. */
    ELECTRICITY,
    /** Quantities in cubic metres. */
    WATER
}
