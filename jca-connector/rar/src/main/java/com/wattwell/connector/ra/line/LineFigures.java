package com.wattwell.connector.ra.line;

import static com.wattwell.connector.ra.metrics.Metrics.labelled;

import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.Lane;
import com.wattwell.connector.ra.metrics.Metrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What is counted on all lines together. */
public final class LineFigures {

    private final Map<Lane, Map<End, LongAdder>> ends = new EnumMap<>(Lane.class);
    private final Map<Lane, LongAdder> waitNanos = new EnumMap<>(Lane.class);
    private final Map<Lane, LongAdder> waits = new EnumMap<>(Lane.class);
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
    private final LongAdder replyNanos;
    private final LongAdder replies;
    private final LongAdder repeats;
    private final LongAdder probes;
    private final LongAdder noiseBytes;

    public LineFigures(Metrics metrics) {
        for (Lane lane : Lane.values()) {
            Map<End, LongAdder> ofLane = new EnumMap<>(End.class);
            for (End end : End.values()) {
                ofLane.put(end, metrics.counter(labelled("exchanges_total", "end", end, "lane", lane)));
            }
            ends.put(lane, ofLane);
            waitNanos.put(lane, metrics.nanos(labelled("line_wait_seconds_sum", "lane", lane)));
            waits.put(lane, metrics.counter(labelled("line_wait_seconds_count", "lane", lane)));
        }
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, metrics.counter(labelled("frames_dropped_total", "reason", reason)));
        }
        replyNanos = metrics.nanos("reply_seconds_sum");
        replies = metrics.counter("reply_seconds_count");
        repeats = metrics.counter("requests_repeated_total");
        probes = metrics.counter("probes_total");
        noiseBytes = metrics.counter("noise_bytes_total");
    }

    public void ended(Lane lane, End end) {
        ends.get(lane).get(end).increment();
    }

    void waited(Lane lane, long nanos) {
        waitNanos.get(lane).add(nanos);
        waits.get(lane).increment();
    }

    void replied(long nanos) {
        replyNanos.add(nanos);
        replies.increment();
    }

    void repeated() {
        repeats.increment();
    }

    void probed() {
        probes.increment();
    }

    public void dropped(DropReason reason) {
        dropped.get(reason).increment();
    }

    public void noise(int bytes) {
        noiseBytes.add(bytes);
    }
}
