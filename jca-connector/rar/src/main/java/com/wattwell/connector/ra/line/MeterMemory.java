package com.wattwell.connector.ra.line;

import com.wattwell.connector.MeterTiming;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one line knows of its meters' timing. Beyond the limit the meter asked least recently is forgotten; the application still knows it. */
final class MeterMemory {

    private final int limit;
    private Map<String, MeterTiming> timings;

    MeterMemory(int limit) {
        this.limit = limit;
    }

    /** What is known of the meter; {@code seed} is what the application knew and counts only for a meter not known here. */
    MeterTiming of(String meterKey, MeterTiming seed) {
        MeterTiming known = timings == null ? null : timings.get(meterKey);
        if (known != null) {
            return known;
        }
        return seed == null ? MeterTiming.UNKNOWN : seed;
    }

    void learned(String meterKey, MeterTiming timing) {
        if (timings == null) {
            timings = new LeastRecentlyAsked(limit);
        }
        timings.put(meterKey, timing);
    }

    void forget(String meterKey) {
        if (timings != null) {
            timings.remove(meterKey);
        }
    }

    private static final class LeastRecentlyAsked extends LinkedHashMap<String, MeterTiming> {

        private final int limit;

        LeastRecentlyAsked(int limit) {
            super(16, 0.75f, true);
            this.limit = limit;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, MeterTiming> eldest) {
            return size() > limit;
        }
    }
}
