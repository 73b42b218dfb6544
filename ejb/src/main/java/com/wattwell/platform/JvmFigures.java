package com.wattwell.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.SortedMap;
import java.util.TreeMap;

/** Heap, collections and threads of this node's JVM. */
@ApplicationScoped
public class JvmFigures implements Figures {

    private static final double MILLIS_PER_SECOND = 1000;

    @Override
    public SortedMap<String, Double> values() {
        SortedMap<String, Double> values = new TreeMap<>();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        values.put("jvm_heap_bytes{kind=\"used\"}", (double) heap.getUsed());
        values.put("jvm_heap_bytes{kind=\"committed\"}", (double) heap.getCommitted());
        values.put("jvm_heap_bytes{kind=\"max\"}", (double) heap.getMax());
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            String label = "{collector=\"" + collector.getName() + "\"}";
            values.put("jvm_gc_seconds_sum" + label, collector.getCollectionTime() / MILLIS_PER_SECOND);
            values.put("jvm_gc_seconds_count" + label, (double) collector.getCollectionCount());
        }
        values.put("jvm_threads", (double) ManagementFactory.getThreadMXBean().getThreadCount());
        values.put("uptime_seconds", ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS_PER_SECOND);
        return values;
    }
}
