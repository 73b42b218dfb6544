package com.wattwell.simulator;

import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A collector that dials in, registers, beats, carries bytes to its line and back, and comes again after every loss. May
 * be used by any thread; what it does, it does on one event loop.
 */
public final class RunningCollector {

    /** A connection that held so long was a good one: the next pause before dialling is a short one again. */
    private static final long GOOD_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** A box that went silent is switched off and on again after this. */
    private static final int SILENT_SECONDS = 90;

    private final CollectorPlan plan;
    private final long seed;
    private final EventLoop loop;
    private final Dialer dialer;
    private final Mishaps mishaps;
    private final Statistics statistics;
    private final BusLine line;
    private final LineWatch watch = new LineWatch();
    private BoxWrapping wrapping;
    private volatile CollectorSocket socket;
    private volatile boolean closed;
    private int attempt;
    private long registrations;
    private long connectedAt;

    RunningCollector(Town town, CollectorPlan plan, EventLoop loop, Dialer dialer, InstantSource clock, Statistics statistics) {
        this.plan = plan;
        this.seed = town.seedOf(plan);
        this.loop = loop;
        this.dialer = dialer;
        this.statistics = statistics;
        boolean transparent = plan.box().wrapping(plan) == BoxWrapping.NONE;
        this.mishaps = new Mishaps(seed, transparent ? plan.heartbeat().bytes() : new byte[0], statistics);
        this.wrapping = plan.box().wrapping(plan);
        List<VirtualMeter> meters = meters(town, plan, clock);
        this.line = new BusLine(plan.timing(), seed, meters, plan.faults(), mishaps, new LoopTimeline(loop), clock, statistics, this::send);
    }

    /** The meters of a line, those dead that the town file wants dead. */
    static List<VirtualMeter> meters(Town town, CollectorPlan plan, InstantSource clock) {
        List<VirtualMeter> meters = new ArrayList<>(plan.meterCount());
        for (MeterRange range : plan.meters()) {
            for (int i = 0; i < range.count(); i++) {
                meters.add(new VirtualMeter(town, plan, range, i, clock));
            }
        }
        meters.stream().sorted(Comparator.comparingLong(VirtualMeter::deathRank)).limit(plan.deadMeters())
                .forEach(meter -> meter.setDead(true));
        return meters;
    }

    public String code() {
        return plan.code();
    }

    public CollectorPlan plan() {
        return plan;
    }

    /** @throws IllegalArgumentException when the line has no meter of this address */
    public VirtualMeter meter(String address) {
        VirtualMeter meter = line.meter(address);
        if (meter == null) {
            throw new IllegalArgumentException("collector " + code() + " has no meter " + address);
        }
        return meter;
    }

    boolean has(String address) {
        return line.meter(address) != null;
    }

    /** The meters in the order of the town file. */
    public Collection<VirtualMeter> meters() {
        return line.meters();
    }

    /** When it is asked and answers. */
    public LineWatch watch() {
        return watch;
    }

    public boolean connected() {
        return socket != null;
    }

    public FaultRates faults() {
        return line.rates();
    }

    /** From the next reply on. */
    public void setFaults(FaultRates rates) {
        line.setRates(rates);
    }

    /** Drops the connection; the collector dials again by itself. */
    public void reconnect() {
        loop.execute(() -> {
            if (socket != null) {
                socket.close();
            }
        });
    }

    /** The socket stays open but is dead on this side; a minute and a half later the box is back on a new one. */
    public void goSilent() {
        goSilent(SILENT_SECONDS * 1000L);
    }

    /** The same, and back after so many milliseconds. */
    public void goSilent(long millis) {
        loop.execute(() -> {
            if (socket != null) {
                socket.goSilent();
                socket = null;
                loop.schedule(this::dial, millis, TimeUnit.MILLISECONDS);
            }
        });
    }

    void start() {
        loop.execute(this::dial);
    }

    void close() {
        closed = true;
        reconnect();
    }

    private void dial() {
        if (!closed && socket == null) {
            dialer.dial(loop, new CollectorSocket(this, statistics), this::dialAgain);
        }
    }

    private void dialAgain() {
        if (!closed) {
            loop.schedule(this::dial, plan.reconnect().pauseMillis(seed, attempt++), TimeUnit.MILLISECONDS);
        }
    }

    void connected(CollectorSocket opened) {
        if (closed) {
            opened.close();
            return;
        }
        socket = opened;
        wrapping = plan.box().wrapping(plan);
        connectedAt = System.nanoTime();
    }

    void lost(CollectorSocket ended) {
        if (ended != socket) {
            return;
        }
        socket = null;
        if (System.nanoTime() - connectedAt > GOOD_NANOS) {
            attempt = 0;
        }
        dialAgain();
    }

    /** Bytes of the first packet of the next connection. */
    List<Mishaps.Piece> registration() {
        return mishaps.registration(registrations++, plan.registrationBytes(), line.rates());
    }

    /** The collectors of a town do not beat in step. */
    long firstBeatMillis(long pauseMillis) {
        return 1 + (long) (Chance.unit(Chance.bits(seed, 51)) * pauseMillis);
    }

    void received(byte[] bytes) {
        watch.asked(System.nanoTime());
        byte[] forLine = wrapping.down(bytes, this::sendRaw);
        if (forLine.length > 0) {
            line.received(forLine);
        }
    }

    private void sendRaw(byte[] bytes) {
        if (socket != null) {
            socket.send(bytes);
        }
    }

    private void send(byte[] bytes) {
        if (socket != null) {
            socket.send(wrapping.up(bytes));
            watch.answered(System.nanoTime());
        }
    }

    /** What may happen to the socket in a minute. */
    void minute(long number) {
        double rate = line.rates().of(Fault.HALF_OPEN);
        if (rate > 0 && Chance.unit(Chance.bits(seed, 61, number)) < rate) {
            statistics.add(Fault.HALF_OPEN);
            goSilent();
        }
    }

    /** The event loop as a line's clock. */
    private record LoopTimeline(EventLoop loop) implements Timeline {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void at(long nanoTime, Runnable task) {
            loop.schedule(task, nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }
}
