package com.wattwell.connector.ra.socket;

import static com.wattwell.connector.ra.metrics.Metrics.labelled;

import com.wattwell.connector.ra.metrics.Metrics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts every refused connection and writes one line for each kind and address in an hour, so that nobody can fill the log. */
public final class Refusals {

    private static final Logger LOG = System.getLogger(Refusals.class.getName());
    private static final long PERIOD_NANOS = Duration.ofHours(1).toNanos();
    /** Pairs of kind and address remembered; while all are younger than an hour, further ones are only counted. */
    private static final int MAX_REMEMBERED = 4096;

    private record Seen(Refusal kind, String address) {
    }

    private final Map<Refusal, LongAdder> counters = new EnumMap<>(Refusal.class);
    private final Map<Seen, Long> logged = new LinkedHashMap<>();
    private final LongSupplier nanos;
    private boolean fullSaid;

    public Refusals(Metrics metrics, LongSupplier nanos) {
        this.nanos = nanos;
        for (Refusal kind : Refusal.values()) {
            counters.put(kind, metrics.counter(labelled("connections_refused_total", "kind", kind)));
        }
    }

    /** @param detail for the line in the log; never what a peer sent as it stands */
    public void refused(Refusal kind, String address, String detail) {
        counters.get(kind).increment();
        if (firstInPeriod(new Seen(kind, address))) {
            LOG.log(Level.INFO, "connection from {0} refused: {1}{2}", address, kind, detail.isEmpty() ? "" : " (" + detail + ")");
        }
    }

    private synchronized boolean firstInPeriod(Seen seen) {
        long now = nanos.getAsLong();
        Long before = logged.get(seen);
        if (before != null && now - before < PERIOD_NANOS) {
            return false;
        }
        logged.remove(seen);
        var eldest = logged.entrySet().iterator();
        while (eldest.hasNext() && now - eldest.next().getValue() >= PERIOD_NANOS) {
            eldest.remove();
        }
        if (logged.size() >= MAX_REMEMBERED) {
            if (!fullSaid) {
                fullSaid = true;
                LOG.log(Level.WARNING, "connections from more than {0} addresses were refused within an hour; further ones are only counted", MAX_REMEMBERED);
            }
            return false;
        }
        fullSaid = false;
        logged.put(seen, now);
        return true;
    }
}
