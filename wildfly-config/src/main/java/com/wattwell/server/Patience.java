package com.wattwell.server;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition, up to a limit. */
final class Patience {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Duration limit;

    private Patience(Duration limit) {
        this.limit = limit;
    }

    static Patience of(Duration limit) {
        return new Patience(limit);
    }

    /** @return whether it came true in time */
    boolean until(BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LaunchException("Interrupted while waiting.", e);
            }
        }
        return true;
    }
}
