package com.wattwell.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shortest time in which every living meter of each line can be asked for its total register, one after the other,
 * computed from the town alone:
 *
 * <pre>
 *   Σ over living meters and their exchanges
 *       ( round trip + packing gap + (request + reply bytes) × 11 / baud + the meter's reply delay )
 * </pre>
 *
 * A meter of M-Bus takes two exchanges, since nobody can know its frame count bit without a link reset or a selection.
 *
 * @param lines by collector code, in the order of the town
 */
public record IdealSweep(Map<String, Duration> lines) {

    public static IdealSweep of(Town town) {
        Map<String, Duration> lines = new LinkedHashMap<>();
        for (CollectorPlan collector : town.collectors()) {
            lines.put(collector.code(), line(town, collector));
        }
        return new IdealSweep(lines);
    }

    private static Duration line(Town town, CollectorPlan collector) {
        LineTiming timing = collector.timing();
        long each = (timing.roundTripMillis() + timing.packingGapMillis()) * 1_000_000L;
        double deadRate = collector.faults().of(Fault.DEAD);
        long nanos = 0;
        for (VirtualMeter meter : RunningCollector.meters(town, collector, InstantSource.system())) {
            if (!meter.dead() && !meter.fallsUnder(deadRate)) {
                for (Firmware.Exchange exchange : meter.firmware().reading()) {
                    nanos += each + timing.busNanos(exchange.requestBytes() + exchange.replyBytes())
                            + meter.replyDelayMillis() * 1_000_000L;
                }
            }
        }
        return Duration.ofNanos(nanos);
    }

    /** All lines work at once: the town is swept when the slowest is. */
    public Duration slowestLine() {
        return lines.values().stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }
}
