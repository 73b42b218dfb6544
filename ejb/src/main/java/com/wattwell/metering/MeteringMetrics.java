package com.wattwell.metering;

import com.wattwell.connector.ExchangeOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What this node has written, for the metrics page and the dashboard's readings a minute. */
@ApplicationScoped
public class MeteringMetrics {

    private static final int SECONDS = 60;

    private final LongAdder readings = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder outcomes = new LongAdder();
    private final AtomicLongArray perSecond = new AtomicLongArray(SECONDS);
    private final AtomicLongArray secondOf = new AtomicLongArray(SECONDS);

    void batch(int readingCount, List<ExchangeOutcome> taken) {
        readings.add(readingCount);
        batches.increment();
        outcomes.add(taken.size());
        long second = System.nanoTime() / 1_000_000_000L;
        int slot = (int) Math.floorMod(second, (long) SECONDS);
        long old = secondOf.get(slot);
        if (old != second && secondOf.compareAndSet(slot, old, second)) {
            perSecond.set(slot, 0);
        }
        perSecond.addAndGet(slot, readingCount);
    }

    /** Readings this node has committed in the last sixty seconds. */
    public long readingsInLastMinute() {
        long now = System.nanoTime() / 1_000_000_000L;
        long sum = 0;
        for (int i = 0; i < SECONDS; i++) {
            if (now - secondOf.get(i) < SECONDS) {
                sum += perSecond.get(i);
            }
        }
        return sum;
    }

    public SortedMap<String, Double> values() {
        SortedMap<String, Double> values = new TreeMap<>();
        values.put("readings_committed_total", readings.doubleValue());
        values.put("reading_batches_total", batches.doubleValue());
        values.put("reading_outcomes_total", outcomes.doubleValue());
        values.put("readings_last_minute", (double) readingsInLastMinute());
        return values;
    }
}
