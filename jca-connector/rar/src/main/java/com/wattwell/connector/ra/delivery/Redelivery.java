package com.wattwell.connector.ra.delivery;

import java.time.Duration;

/**
 * How a failed delivery is tried again.
 *
 * @param firstDelay pause after a failure
 * @param maxDelay   bound of the pause for one that stands alone, where it doubles each time
 * @param aloneTries failures of one alone after which it is offered to {@code onPoison}
 */
public record Redelivery(Duration firstDelay, Duration maxDelay, int aloneTries) {

    private static final int MAX_DOUBLINGS = 20;

    public Redelivery {
        if (firstDelay.isNegative() || firstDelay.compareTo(maxDelay) > 0 || aloneTries < 1) {
            throw new IllegalArgumentException("firstDelay " + firstDelay + " must be at most maxDelay " + maxDelay
                    + ", aloneTries " + aloneTries + " at least 1");
        }
    }

    /** @param failuresAlone 0 while the batch has not shrunk to one */
    Duration delay(int failuresAlone) {
        Duration grown = firstDelay.multipliedBy(1L << Math.clamp(failuresAlone - 1, 0, MAX_DOUBLINGS));
        return grown.compareTo(maxDelay) > 0 ? maxDelay : grown;
    }
}
