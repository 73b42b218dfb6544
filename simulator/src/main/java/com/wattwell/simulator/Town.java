package com.wattwell.simulator;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A virtual town: the operating companies, their collectors and meters, and the seed from which loads, timing and faults
 * are drawn. The same town with the same seed behaves the same again.
 *
 * @param utcOffset of the meters' clocks and of the loads' days
 * @param since     the day on which the registers began to count
 */
public record Town(String name, long seed, ZoneOffset utcOffset, LocalDate since, List<Company> companies, List<CollectorPlan> collectors) {

    public Town {
        companies = List.copyOf(companies);
        collectors = List.copyOf(collectors);
    }

    public int meterCount() {
        return collectors.stream().mapToInt(CollectorPlan::meterCount).sum();
    }

    /** The seed of everything that belongs to one collector. */
    long seedOf(CollectorPlan collector) {
        return Chance.seedOf(seed, collector.code());
    }

    /** The seed of everything that belongs to one meter. */
    static long seedOfMeter(long collectorSeed, long address) {
        return Chance.bits(collectorSeed, 7, address);
    }
}
