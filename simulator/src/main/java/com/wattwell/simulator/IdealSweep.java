package com.wattwell.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shortest time in which every living meter of each line can be asked for one register, one after the other, computed
 * from the town alone:
 *
 * <pre>
 *   Σ over living meters ( round trip + packing gap + (request + reply bytes) × 11 / baud + the meter's reply delay )
 * </pre>
 *
 * @param lines by collector code, in the order of the town
 */
public record IdealSweep(Map<String, Duration> lines) {

    /** A read of one item: four FE and 16 bytes. */
    public static final int REQUEST_BYTES = 20;
    /** The answer with an energy of four bytes, without the FE in front of it, which the town sets. */
    public static final int REPLY_BYTES = 20;

    /** The sweep of total energy, by requests of {@link #REQUEST_BYTES}. */
    public static IdealSweep of(Town town) {
        return of(town, REQUEST_BYTES, REPLY_BYTES);
    }

    /**
     * @param requestBytes with preamble
     * @param replyBytes   without preamble
     */
    public static IdealSweep of(Town town, int requestBytes, int replyBytes) {
        Map<String, Duration> lines = new LinkedHashMap<>();
        for (CollectorPlan collector : town.collectors()) {
            lines.put(collector.code(), line(town, collector, requestBytes, replyBytes));
        }
        return new IdealSweep(lines);
    }

    private static Duration line(Town town, CollectorPlan collector, int requestBytes, int replyBytes) {
        LineTiming timing = collector.timing();
        long each = (timing.roundTripMillis() + timing.packingGapMillis()) * 1_000_000L
                + timing.busNanos(requestBytes + timing.preamble() + replyBytes);
        double deadRate = collector.faults().of(Fault.DEAD);
        long nanos = 0;
        for (VirtualMeter meter : RunningCollector.meters(town, collector, InstantSource.system())) {
            if (!meter.dead() && !meter.fallsUnder(deadRate)) {
                nanos += each + meter.replyDelayMillis() * 1_000_000L;
            }
        }
        return Duration.ofNanos(nanos);
    }

    /** All lines work at once: the town is swept when the slowest is. */
    public Duration slowestLine() {
        return lines.values().stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }
}
