package com.wattwell.connector.ra.delivery;

import com.wattwell.connector.AdapterFullException;
import com.wattwell.connector.ra.metrics.Metrics;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places for exchanges in the adapter. An exchange keeps one from its hand-over until the application has committed
 * its outcome, so queues of lines and of deliveries together can never hold more than this.
 */
public final class Allowance {

    private final int limit;
    private final AtomicInteger taken = new AtomicInteger();

    public Allowance(int limit, Metrics metrics) {
        this.limit = limit;
        metrics.gauge("exchanges_held", taken::get);
        metrics.gauge("exchanges_limit", () -> limit);
    }

    /** @throws AdapterFullException when there are not so many places; none is taken then */
    public void take(int count) {
        int now = taken.addAndGet(count);
        if (now > limit) {
            taken.addAndGet(-count);
            throw new AdapterFullException("the adapter holds " + (now - count) + " exchanges and may hold " + limit
                    + "; " + count + " more have no place");
        }
    }

    public void give(int count) {
        taken.addAndGet(-count);
    }
}
