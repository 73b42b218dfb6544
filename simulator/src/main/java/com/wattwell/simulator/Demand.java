package com.wattwell.simulator;

import java.time.LocalDateTime;

/** The greatest mean power of a half hour in a month of the meter's clock. */
record Demand(long milliwatts, LocalDateTime at) {

    private static final long SLOT_MILLIS = 1_800_000L;

    /** @param monthsAgo 0 = the month that runs at {@code now} */
    static Demand ofMonth(VirtualMeter meter, int monthsAgo, long now) {
        LocalDateTime first = Registers.month(meter, now).minusMonths(monthsAgo);
        long from = meter.millisOf(first);
        long to = Math.min(now, meter.millisOf(first.plusMonths(1)));
        long most = 0;
        long when = from;
        for (long slot = from + SLOT_MILLIS; slot <= to; slot += SLOT_MILLIS) {
            long power = meter.power(slot - SLOT_MILLIS);
            if (power > most) {
                most = power;
                when = slot;
            }
        }
        return new Demand(most, meter.localTime(when));
    }
}
