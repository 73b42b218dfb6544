package com.wattwell.simulator;

import java.time.LocalDateTime;

/** The items of DL/T 645-2007 that are the clock: date, time, and both. */
final class ClockItems {

    private static final int DATE = 0x04000101;
    private static final int TIME = 0x04000102;
    private static final int DATE_AND_TIME = 0x0400010C;

    private ClockItems() {
    }

    static boolean is(int identifier) {
        return identifier == DATE || identifier == TIME || identifier == DATE_AND_TIME;
    }

    /** The time after such an item was written, or {@code null} when it is none: WW DD MM YY, ss mm hh, or ss mm hh WW DD MM YY. */
    static LocalDateTime written(int identifier, byte[] value, LocalDateTime shown) {
        int length = identifier == DATE ? 4 : identifier == TIME ? 3 : 7;
        if (!is(identifier) || value.length != length) {
            return null;
        }
        byte[] wire = WireData.time(shown);
        if (identifier != DATE) {
            System.arraycopy(value, 0, wire, 0, 3);
        }
        if (identifier != TIME) {
            System.arraycopy(value, length - 3, wire, 3, 3);
        }
        return WireData.time(wire, 0);
    }
}
