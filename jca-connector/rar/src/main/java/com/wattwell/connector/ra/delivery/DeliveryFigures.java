package com.wattwell.connector.ra.delivery;

import static com.wattwell.connector.ra.metrics.Metrics.labelled;

import com.wattwell.connector.DeliveryStream;
import com.wattwell.connector.ra.metrics.Metrics;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of one stream's deliveries. */
final class DeliveryFigures {

    private final LongAdder deliveries;
    private final LongAdder batches;
    private final LongAdder redeliveries;
    private final LongAdder poison;

    DeliveryFigures(DeliveryStream stream, Metrics metrics) {
        deliveries = metrics.counter(labelled("deliveries_total", "stream", stream));
        batches = metrics.counter(labelled("delivery_batches_total", "stream", stream));
        redeliveries = metrics.counter(labelled("redeliveries_total", "stream", stream));
        poison = metrics.counter(labelled("poison_total", "stream", stream));
    }

    void delivered(int count) {
        deliveries.add(count);
        batches.increment();
    }

    void redelivered(int count) {
        redeliveries.add(count);
    }

    void poisoned() {
        poison.increment();
    }
}
