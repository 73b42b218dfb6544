package com.wattwell.simulator;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What has happened in a running town since it was dialled in. */
public final class Statistics {

    /** What is counted. */
    public enum Counter {
        /** Sockets opened. */
        CONNECTIONS,
        /** Sockets that ended. */
        LOST_CONNECTIONS,
        /** Attempts that found nobody. */
        FAILED_CONNECTIONS,
        HEARTBEATS,
        BYTES_RECEIVED,
        BYTES_SENT,
        /** Whole request frames heard on a bus. */
        REQUESTS,
        /** Requests that no living meter of the line was meant by. */
        UNHEEDED,
        /** Replies that meters put on the bus, refusals included. */
        REPLIES,
        /** Of the replies, those that refuse. */
        REFUSALS,
        /** Times that something was put on a busy bus; both sides were spoiled. */
        COLLISIONS,
        /** Bytes on buses that belonged to no frame. */
        NOISE_BYTES
    }

    private final LongAdder[] counters = adders(Counter.values().length);
    private final LongAdder[] faults = adders(Fault.values().length);

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    void add(Counter counter, long count) {
        counters[counter.ordinal()].add(count);
    }

    void add(Counter counter) {
        counters[counter.ordinal()].increment();
    }

    void add(Fault fault) {
        faults[fault.ordinal()].increment();
    }

    public long of(Counter counter) {
        return counters[counter.ordinal()].sum();
    }

    /** How often this fault has happened by its rate; {@link Fault#DEAD} is a state and not counted. */
    public long of(Fault fault) {
        return faults[fault.ordinal()].sum();
    }

    /** Everything, by names such as {@code requests} and {@code fault-lost}. */
    public SortedMap<String, Long> all() {
        SortedMap<String, Long> all = new TreeMap<>();
        for (Counter counter : Counter.values()) {
            all.put(counter.name().toLowerCase(Locale.ROOT).replace('_', '-'), of(counter));
        }
        for (Fault fault : Fault.values()) {
            all.put("fault-" + fault.word(), of(fault));
        }
        return all;
    }
}
