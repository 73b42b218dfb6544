package com.wattwell.simulator;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The clock in a meter: wrong by some seconds, and more wrong every day until it is set. Guarded by its meter. */
final class MeterClock {

    private static final long DAY_MILLIS = 86_400_000L;

    private final ZoneOffset utcOffset;
    private final long driftMillisPerDay;
    private long setAt;
    private long errorMillis;
    private long broadcastOnDay = Long.MIN_VALUE;

    /**
     * @param errorMillis       what it is ahead by at {@code setAt}, in milliseconds of the epoch
     * @param driftMillisPerDay what it gains in a day, less than a day
     */
    MeterClock(ZoneOffset utcOffset, long errorMillis, long driftMillisPerDay, long setAt) {
        this.utcOffset = utcOffset;
        this.errorMillis = errorMillis;
        this.driftMillisPerDay = driftMillisPerDay;
        this.setAt = setAt;
    }

    /** What it shows. */
    LocalDateTime time(long at) {
        long shown = at + errorMillis + gained(at - setAt);
        return LocalDateTime.ofEpochSecond(Math.floorDiv(shown, 1000L), (int) Math.floorMod(shown, 1000L) * 1_000_000, utcOffset);
    }

    /** The moment at which it shows, showed or will show this time, as it goes now. */
    long millisOf(LocalDateTime shown) {
        long sinceSet = shown.toInstant(utcOffset).toEpochMilli() - errorMillis - setAt;
        return setAt + (driftMillisPerDay == 0 ? sinceSet
                : Math.round(sinceSet / (1 + driftMillisPerDay / (double) DAY_MILLIS)));
    }

    void set(LocalDateTime time, long at) {
        errorMillis = time.toInstant(utcOffset).toEpochMilli() - at;
        setAt = at;
    }

    /**
     * Broadcast time: obeyed once a day, when it is not further off than five minutes, and not within five minutes of
     * midnight (DL/T 645-2007, broadcast time).
     */
    boolean setByBroadcast(LocalDateTime time, long at) {
        LocalDateTime shown = time(at);
        long off = time.toInstant(utcOffset).toEpochMilli() - shown.toInstant(utcOffset).toEpochMilli();
        int minute = shown.getHour() * 60 + shown.getMinute();
        long today = shown.toLocalDate().toEpochDay();
        if (Math.abs(off) > 300_000 || minute < 5 || minute >= 24 * 60 - 5 || broadcastOnDay == today) {
            return false;
        }
        set(time, at);
        broadcastOnDay = today;
        return true;
    }

    private long gained(long millis) {
        return driftMillisPerDay == 0 ? 0 : Math.round(millis / (double) DAY_MILLIS * driftMillisPerDay);
    }
}
