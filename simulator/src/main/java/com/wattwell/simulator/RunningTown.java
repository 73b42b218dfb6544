package com.wattwell.simulator;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A town whose collectors have dialled in to a server, or try to. */
public final class RunningTown implements AutoCloseable {

    private final Town town;
    private final Map<String, RunningCollector> collectors = new LinkedHashMap<>();
    private final Statistics statistics = new Statistics();
    private final EventLoopGroup loops;
    private long minutes;
    private volatile double massReconnect;

    /** @param switches what relays did before, and where to write what they do; or {@code null} */
    RunningTown(Town town, InetSocketAddress server, InstantSource clock, int threads, SwitchLog switches) {
        this.town = town;
        this.loops = new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
        Dialer dialer = new Dialer(server, statistics);
        for (CollectorPlan plan : town.collectors()) {
            collectors.put(plan.code(), new RunningCollector(town, plan, loops.next(), dialer, clock, statistics));
        }
        refreshTownFaults();
        if (switches != null) {
            takeUp(switches);
        }
        collectors.values().forEach(RunningCollector::start);
        loops.next().scheduleAtFixedRate(this::minute, 1, 1, TimeUnit.MINUTES);
    }

    private void takeUp(SwitchLog switches) {
        for (SwitchLog.Switched switched : switches.before()) {
            RunningCollector collector = collectors.get(switched.collector());
            if (collector != null && collector.has(switched.meter())) {
                collector.meter(switched.meter()).execute(switched.action(), switched.at());
            }
        }
        collectors.forEach((code, collector) -> collector.meters().forEach(meter ->
                meter.tell((action, at) -> switches.add(new SwitchLog.Switched(code, meter.address(), action, at)))));
    }

    public Town town() {
        return town;
    }

    /** @throws IllegalArgumentException when the town has no collector of this code */
    public RunningCollector collector(String code) {
        RunningCollector collector = collectors.get(code);
        if (collector == null) {
            throw new IllegalArgumentException("the town has no collector " + code);
        }
        return collector;
    }

    /** The collectors in the order of the town file. */
    public Collection<RunningCollector> collectors() {
        return collectors.values();
    }

    public Statistics statistics() {
        return statistics;
    }

    /** How many collectors have a socket now. */
    public int connected() {
        return (int) collectors.values().stream().filter(RunningCollector::connected).count();
    }

    /**
     * Waits until every collector has a socket.
     *
     * @return whether that came true in time
     */
    public boolean awaitConnected(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (connected() < collectors.size()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }

    /** Changes the fault rates of every collector, from the next reply on. */
    public void setFaults(UnaryOperator<FaultRates> change) {
        for (RunningCollector collector : collectors.values()) {
            collector.setFaults(change.apply(collector.faults()));
        }
        refreshTownFaults();
    }

    /** A break-down of the network concerns all collectors: the highest of their rates counts. */
    void refreshTownFaults() {
        massReconnect = collectors.values().stream().mapToDouble(each -> each.faults().of(Fault.MASS_RECONNECT)).max().orElse(0);
    }

    /** The network breaks down: every connection ends at once, and every collector comes again. */
    public void reconnectAll() {
        collectors.values().forEach(RunningCollector::reconnect);
    }

    /** What happens by chance and by the minute. */
    void minute() {
        long number = minutes++;
        if (massReconnect > 0 && Chance.unit(Chance.bits(town.seed(), 71, number)) < massReconnect) {
            statistics.add(Fault.MASS_RECONNECT);
            reconnectAll();
        }
        collectors.values().forEach(collector -> collector.minute(number));
    }

    /** Ends every connection and every thread of the town. */
    @Override
    public void close() {
        if (loops.isShuttingDown()) {
            return;
        }
        collectors.values().forEach(RunningCollector::close);
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
}
