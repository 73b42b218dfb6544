package com.wattwell.portal.schedules;

/** How a person tells an interval. */
public enum IntervalUnit {
    SECONDS(1), MINUTES(60), HOURS(3600), DAYS(86_400);

    private final int seconds;

    IntervalUnit(int seconds) {
        this.seconds = seconds;
    }

    /** @return the interval in seconds, or {@code null} when nothing was written or it is beyond all measure */
    public Integer toSeconds(Integer amount) {
        if (amount == null) {
            return null;
        }
        long all = (long) amount * seconds;
        return all > Integer.MAX_VALUE || all < 0 ? Integer.valueOf(-1) : Integer.valueOf((int) all);
    }

    public int amount(int intervalSeconds) {
        return intervalSeconds / seconds;
    }

    /** The largest unit in which the interval is a whole number. */
    public static IntervalUnit of(int intervalSeconds) {
        IntervalUnit best = SECONDS;
        for (IntervalUnit unit : values()) {
            if (intervalSeconds >= unit.seconds && intervalSeconds % unit.seconds == 0) {
                best = unit;
            }
        }
        return best;
    }
}
