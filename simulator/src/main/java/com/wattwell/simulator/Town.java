package com.wattwell.simulator;

import com.wattwell.simulator.outside.OutsideFaults;
import com.wattwell.simulator.outside.ResidentHabits;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A virtual town: the operating companies, their collectors and meters, and the seed from which loads, timing and faults
 * are drawn. The same town with the same seed behaves the same again.
 *
 * @param utcOffset of the meters' clocks and of the loads' days
 * @param since     the day on which the registers began to count
 * @param outside   how payment channels and suppliers of messages behave, and residents with them
 */
public record Town(String name, long seed, ZoneOffset utcOffset, LocalDate since, List<Company> companies, List<CollectorPlan> collectors, Outside outside) {

    private static final int THREADS = 2;

    /** How its world outside behaves. */
    public record Outside(OutsideFaults faults, ResidentHabits habits) {
        public static final Outside QUIET = new Outside(OutsideFaults.NONE, ResidentHabits.NONE);
    }

    /** With a world outside in which nothing goes wrong, and residents who wait for a person to pay. */
    public Town(String name, long seed, ZoneOffset utcOffset, LocalDate since, List<Company> companies, List<CollectorPlan> collectors) {
        this(name, seed, utcOffset, since, companies, collectors, Outside.QUIET);
    }

    public Town {
        companies = List.copyOf(companies);
        collectors = List.copyOf(collectors);
    }

    public int meterCount() {
        return collectors.stream().mapToInt(CollectorPlan::meterCount).sum();
    }

    /** Lets every collector dial in to this server, on two threads and by the system's clock; returns at once. */
    public RunningTown dial(String host, int port) {
        return dial(new InetSocketAddress(host, port), InstantSource.system(), THREADS);
    }

    /**
     * The same with another clock for the meters' registers and clocks; the timing of the lines is real in any case.
     *
     * @param threads 1 to 64
     */
    public RunningTown dial(InetSocketAddress server, InstantSource clock, int threads) {
        return dial(server, clock, threads, null);
    }

    /** The same with relays that are as they were. @param switches what they did, or {@code null} when nothing is kept */
    RunningTown dial(InetSocketAddress server, InstantSource clock, int threads, SwitchLog switches) {
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException(threads + " threads are not between 1 and 64");
        }
        return new RunningTown(this, server, clock, threads, switches);
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
