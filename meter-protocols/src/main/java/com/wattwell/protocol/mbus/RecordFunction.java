package com.wattwell.protocol.mbus;

/** What kind of value a record holds: the function field of the DIF, and the records that are no values. */
public enum RecordFunction {
    INSTANTANEOUS("Instantaneous value", ""),
    MAXIMUM("Maximum value", "max"),
    MINIMUM("Minimum value", "min"),
    ERROR_STATE("Value during error state", "error"),
    /** Fixed structure: counted up to now. */
    ACTUAL("Actual value", ""),
    /** Fixed structure: counted up to a fixed date. */
    STORED("Stored value", ""),
    /** DIF 0F: the rest of the telegram is the manufacturer's own. */
    MANUFACTURER_SPECIFIC("Manufacturer specific", ""),
    /** DIF 1F: the same, and another telegram follows. */
    MORE_FOLLOWS("More records follow", ""),
    /** DIF 7F: the master asks for everything. */
    GLOBAL_READOUT("Global readout request", "");

    private static final RecordFunction[] BY_BITS = {INSTANTANEOUS, MAXIMUM, MINIMUM, ERROR_STATE};

    private final String words;
    private final String key;

    RecordFunction(String words, String key) {
        this.words = words;
        this.key = key;
    }

    /** Bits 5 and 4 of a DIF. */
    static RecordFunction of(int dif) {
        return BY_BITS[dif >> 4 & 3];
    }

    public String words() {
        return words;
    }

    /** Its part of a record's key; empty for the usual ones. */
    String key() {
        return key;
    }
}
