package com.wattwell.metering;

import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.platform.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What this node has written, for the metrics page and the dashboard's readings a minute. */
@ApplicationScoped
public class MeteringMetrics implements Figures {

    private static final int SECONDS = 60;
    /** Upper bounds of the buckets in which batch sizes are counted. */
    private static final int[] BATCH_SIZES = {0, 1, 10, 50, 100, 200, 500, 1000};

    private final LongAdder readings = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder outcomes = new LongAdder();
    private final AtomicLongArray batchesBySize = new AtomicLongArray(BATCH_SIZES.length);
    private final AtomicLongArray perSecond = new AtomicLongArray(SECONDS);
    private final AtomicLongArray secondOf = new AtomicLongArray(SECONDS);

    void batch(int readingCount, List<ExchangeOutcome> taken) {
        readings.add(readingCount);
        batches.increment();
        for (int i = 0; i < BATCH_SIZES.length; i++) {
            if (readingCount <= BATCH_SIZES[i]) {
                batchesBySize.incrementAndGet(i);
            }
        }
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

    @Override
    public SortedMap<String, Double> values() {
        SortedMap<String, Double> values = new TreeMap<>();
        for (int i = 0; i < BATCH_SIZES.length; i++) {
            values.put("reading_batch_size_bucket{le=\"" + BATCH_SIZES[i] + "\"}", (double) batchesBySize.get(i));
        }
        values.put("reading_batch_size_bucket{le=\"+Inf\"}", batches.doubleValue());
        values.put("readings_committed_total", readings.doubleValue());
        values.put("reading_batch_size_sum", readings.doubleValue());
        values.put("reading_batch_size_count", batches.doubleValue());
        values.put("reading_outcomes_total", outcomes.doubleValue());
        values.put("readings_last_minute", (double) readingsInLastMinute());
        return values;
    }
}
