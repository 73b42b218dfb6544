package com.wattwell.connector.ra.socket;

import com.wattwell.connector.ra.metrics.Metrics;
import java.util.concurrent.atomic.AtomicInteger;

/** The places for sockets of unknown boxes. */
final class Quarantine {

    private final int limit;
    private final AtomicInteger parked = new AtomicInteger();

    Quarantine(int limit, Metrics metrics) {
        this.limit = limit;
        metrics.gauge("sockets{state=\"PARKED\"}", parked::get);
    }

    boolean enter() {
        return parked.getAndUpdate(n -> Math.min(limit, n + 1)) < limit;
    }

    void leave() {
        parked.decrementAndGet();
    }
}
