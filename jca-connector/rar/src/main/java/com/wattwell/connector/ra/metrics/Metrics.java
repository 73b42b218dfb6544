package com.wattwell.connector.ra.metrics;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * Counters and gauges of the adapter, named as Prometheus names them: {@code exchanges_total{end="REPLIED",lane="READING"}}.
 * Whoever counts asks for a counter once and keeps it; counting itself takes no lock. Labels come from fixed sets only
 * (enums, kinds of refusal), never from what a peer sent, so that their number is bounded.
 */
public final class Metrics {

    private static final double NANOS_PER_SECOND = 1e9;

    private final ConcurrentMap<String, DoubleSupplier> figures = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> counters = new ConcurrentHashMap<>();

    /** The counter of that name, made at the first call. */
    public LongAdder counter(String name) {
        return counters.computeIfAbsent(name, ignored -> {
            LongAdder counter = new LongAdder();
            figures.put(name, counter::doubleValue);
            return counter;
        });
    }

    /** A counter of nanoseconds that is shown in seconds. */
    public LongAdder nanos(String name) {
        return counters.computeIfAbsent(name, ignored -> {
            LongAdder counter = new LongAdder();
            figures.put(name, () -> counter.doubleValue() / NANOS_PER_SECOND);
            return counter;
        });
    }

    /** Something that is read at the moment of asking. */
    public void gauge(String name, DoubleSupplier value) {
        figures.put(name, value);
    }

    /** All figures now, by name. */
    public SortedMap<String, Double> snapshot() {
        SortedMap<String, Double> snapshot = new TreeMap<>();
        figures.forEach((name, value) -> snapshot.put(name, value.getAsDouble()));
        return snapshot;
    }

    /** {@code name{label="value"}}. */
    public static String labelled(String name, String label, Object value) {
        return name + '{' + label + "=\"" + value + "\"}";
    }

    /** {@code name{label="value",label2="value2"}}. */
    public static String labelled(String name, String label, Object value, String label2, Object value2) {
        return name + '{' + label + "=\"" + value + "\"," + label2 + "=\"" + value2 + "\"}";
    }
}
