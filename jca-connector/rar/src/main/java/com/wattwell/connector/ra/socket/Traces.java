package com.wattwell.connector.ra.socket;

import com.wattwell.connector.TracedBytes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** Traces of the collectors that somebody is watching: from the first question on until two minutes after the last. */
final class Traces {

    private static final long KEEP_NANOS = Duration.ofMinutes(2).toNanos();
    /** Collectors watched at once; beyond it a trace stays empty. */
    private static final int MAX_WATCHED = 1000;

    private final ConcurrentMap<Long, Trace> traces = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    Traces(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What a watcher has not seen yet; asking keeps the trace. */
    List<TracedBytes> after(long collectorId, long lastSequence) {
        Trace trace = traces.get(collectorId);
        if (trace == null) {
            forgetUnwatched();
            if (traces.size() >= MAX_WATCHED) {
                return List.of();
            }
            trace = traces.computeIfAbsent(collectorId, ignored -> new Trace(lastSequence));
        }
        return trace.after(lastSequence, nanos.getAsLong());
    }

    /** The trace of a collector, or {@code null} when nobody watches. */
    Trace of(long collectorId) {
        if (traces.isEmpty()) {
            return null;
        }
        Trace trace = traces.get(collectorId);
        if (trace != null && !trace.watched(nanos.getAsLong(), KEEP_NANOS)) {
            traces.remove(collectorId, trace);
            return null;
        }
        return trace;
    }

    private void forgetUnwatched() {
        long now = nanos.getAsLong();
        traces.values().removeIf(trace -> !trace.watched(now, KEEP_NANOS));
    }
}
