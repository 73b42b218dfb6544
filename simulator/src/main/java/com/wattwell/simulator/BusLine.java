package com.wattwell.simulator;

import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.StreamScanner;
import com.wattwell.protocol.StreamScanner.Found;
import com.wattwell.simulator.Statistics.Counter;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The collector's serial line and the meters on it, with the time that everything takes there.
 *
 * <pre>
 *   request is received ── half a trip ──▶ its bytes on the bus ── meter's reply delay ──▶ reply's bytes on the bus
 *                                                                                                │
 *                       reply is sent  ◀── half a trip ── packing gap ◀──────────────────────────┘
 * </pre>
 *
 * The bus does one thing at a time. What the server sends while a meter thinks or answers runs into that answer: neither
 * is understood, and it is counted as a collision. All moments are computed from the ideal end of the step before, never
 * from when a timer happened to fire. Used by one thread.
 */
final class BusLine {

    /** Where replies go. */
    interface Uplink {
        void send(byte[] bytes);
    }

    /** Silence after which a meter forgets a frame that has begun (DL/T 645-2007, gap between bytes). */
    private static final long BYTE_GAP_NANOS = 500_000_000L;
    /** Two deliveries are at least so far apart that no timer confuses their order. */
    private static final long ORDER_NANOS = 20_000;
    private static final byte[] NOTHING = {};
    /** Bytes of a frame that has begun, kept at most. */
    private static final int MOST_FRAME_BYTES = 300;

    private final LineTiming timing;
    private final long seed;
    private final Map<String, VirtualMeter> meters = new LinkedHashMap<>();
    private final Timeline timeline;
    private final InstantSource clock;
    private final Mishaps mishaps;
    private final Statistics statistics;
    private final Uplink uplink;
    private final Map<MeterProtocol, Wire> wires;
    private final StreamScanner scanner;
    /** What the server has put on the bus, or will: only what is not over yet. */
    private final Deque<Sent> sent = new ArrayDeque<>(1);
    private volatile FaultRates rates;
    private long trips;
    private long exchanges;
    /** When the collector's serial port is free to send again. */
    private long portFreeAt;
    /** End of the answer that is on the bus, or will be. */
    private long answeringUntil;
    private Answer answer;
    private long lastDelivery;

    private record Sent(long from, long until) {
    }

    /** A reply on its way; spoiled when something else runs into it. */
    private static final class Answer {
        private final byte[] bytes;
        private boolean spoiled;

        private Answer(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    BusLine(LineTiming timing, long seed, Collection<VirtualMeter> meters, FaultRates rates, Mishaps mishaps, Timeline timeline,
            InstantSource clock, Statistics statistics, Uplink uplink) {
        this.timing = timing;
        this.seed = seed;
        meters.forEach(meter -> this.meters.put(meter.address(), meter));
        this.rates = rates;
        this.mishaps = mishaps;
        this.timeline = timeline;
        this.clock = clock;
        this.statistics = statistics;
        this.uplink = uplink;
        this.wires = wires(this.meters.values());
        this.scanner = new StreamScanner(List.copyOf(wires.keySet()), MOST_FRAME_BYTES);
        long now = timeline.nanoTime();
        this.portFreeAt = now;
        this.answeringUntil = now;
        this.lastDelivery = now;
    }

    /** The protocols that somebody on this line speaks; on a line without meters, the one that is asked for most. */
    private static Map<MeterProtocol, Wire> wires(Collection<VirtualMeter> meters) {
        Set<TownProtocol> spoken = EnumSet.noneOf(TownProtocol.class);
        meters.forEach(meter -> spoken.add(meter.protocol()));
        Map<MeterProtocol, Wire> wires = new LinkedHashMap<>();
        for (TownProtocol protocol : spoken.isEmpty() ? EnumSet.of(TownProtocol.DLT645_2007) : spoken) {
            wires.put(protocol.frames(), protocol.wire());
        }
        return wires;
    }

    void setRates(FaultRates rates) {
        this.rates = rates;
    }

    FaultRates rates() {
        return rates;
    }

    VirtualMeter meter(String address) {
        return meters.get(address);
    }

    Collection<VirtualMeter> meters() {
        return meters.values();
    }

    /** Takes what has just been received from the server. */
    void received(byte[] bytes) {
        long from = Math.max(timeline.nanoTime() + halfTrip(), portFreeAt);
        long until = from + timing.busNanos(bytes.length);
        if (from - portFreeAt > BYTE_GAP_NANOS) {
            scanner.giveUpPartial();
        }
        portFreeAt = until;
        if (from < answeringUntil) {
            collide();
            return;
        }
        forgetSent(timeline.nanoTime());
        long noise = scanner.noiseBytes();
        if (until == from) {
            scanner.feed(bytes).forEach(found -> listen(found, from, from));
        } else {
            sent.add(new Sent(from, until));
            feedByteByByte(bytes, from);
        }
        statistics.add(Counter.NOISE_BYTES, scanner.noiseBytes() - noise);
    }

    /** So that the end of each frame on the bus is known, also of frames that came in one packet. */
    private void feedByteByByte(byte[] bytes, long from) {
        for (int i = 0; i < bytes.length; i++) {
            for (Found found : scanner.feed(bytes, i, i + 1)) {
                long until = from + timing.busNanos(i + 1);
                listen(found, until - timing.busNanos(found.frame().length), until);
            }
        }
    }

    private void listen(Found found, long from, long until) {
        if (until <= timeline.nanoTime()) {
            heard(found, from, until);
        } else {
            timeline.at(until, () -> heard(found, from, until));
        }
    }

    /** The last byte of a frame has reached the meters. */
    private void heard(Found found, long from, long until) {
        forgetSent(until);
        if (from < answeringUntil) {
            collide();
            return;
        }
        Wire wire = wires.get(found.protocol());
        byte[] frame = found.frame();
        if (!wire.fromMaster(frame)) {
            return;
        }
        statistics.add(Counter.REQUESTS);
        List<VirtualMeter> meant = meant(wire, frame);
        byte[] reply = NOTHING;
        int answers = 0;
        long delay = 0;
        for (VirtualMeter meter : meant) {
            Firmware.Reply answered = meter.firmware().answer(frame, clock.millis());
            if (answered != null) {
                reply = answered.bytes();
                delay = Math.max(delay, meter.replyDelayMillis() * 1_000_000L);
                answers++;
                statistics.add(Counter.REPLIES);
                if (answered.refusal()) {
                    statistics.add(Counter.REFUSALS);
                }
            }
        }
        if (meant.isEmpty()) {
            statistics.add(Counter.UNHEEDED);
        }
        answer(frame, reply, answers, until, delay);
    }

    private void forgetSent(long until) {
        while (!sent.isEmpty() && sent.peek().until() <= until) {
            sent.remove();
        }
    }

    private void answer(byte[] request, byte[] reply, int answers, long heardAt, long delay) {
        long number = exchanges++;
        long until = heardAt;
        Answer mine = new Answer(reply);
        if (answers > 0) {
            until = heardAt + delay + timing.busNanos(reply.length);
            answeringUntil = until;
            answer = mine;
            if (answers > 1 || !sent.isEmpty() && sent.peek().from() < until) {
                collide();
            }
        } else if (rates.of(Fault.ECHO) == 0) {
            return;
        }
        long delivery = until + timing.packingGapMillis() * 1_000_000L + halfTrip();
        deliverAt(delivery, () -> deliver(number, request, mine, delivery));
    }

    /** Something runs into the answer that is on the bus, or into one that is just beginning. */
    private void collide() {
        if (!answer.spoiled) {
            answer.spoiled = true;
            statistics.add(Counter.COLLISIONS);
        }
    }

    private void deliver(long number, byte[] request, Answer mine, long moment) {
        byte[] reply = mine.spoiled ? mishaps.garbled(number, mine.bytes) : mine.bytes;
        if (rates.none()) {
            uplink.send(reply);
            return;
        }
        for (Mishaps.Piece piece : mishaps.onTheWay(number, request, reply, rates)) {
            if (piece.laterMillis() == 0) {
                uplink.send(piece.bytes());
            } else {
                deliverAt(moment + piece.laterMillis() * 1_000_000L, () -> uplink.send(piece.bytes()));
            }
        }
    }

    /** TCP keeps the order: nothing overtakes what is still on its way. */
    private void deliverAt(long moment, Runnable delivery) {
        long now = timeline.nanoTime();
        lastDelivery = lastDelivery > now ? Math.max(moment, lastDelivery + ORDER_NANOS) : moment;
        if (lastDelivery <= now) {
            delivery.run();
        } else {
            timeline.at(lastDelivery, delivery);
        }
    }

    /** The living meters that a frame means: one by its name, or all that feel meant. */
    private List<VirtualMeter> meant(Wire wire, byte[] frame) {
        VirtualMeter one = meters.get(wire.addressee(frame));
        if (one != null && one.protocol().wire() == wire) {
            return alive(one) ? List.of(one) : List.of();
        }
        List<VirtualMeter> meant = new ArrayList<>();
        for (VirtualMeter meter : meters.values()) {
            if (meter.protocol().wire() == wire && alive(meter) && meter.firmware().meant(frame)) {
                meant.add(meter);
            }
        }
        return meant;
    }

    private boolean alive(VirtualMeter meter) {
        return !meter.dead() && meter.powered() && (rates.of(Fault.DEAD) == 0 || !meter.fallsUnder(rates.of(Fault.DEAD)));
    }

    /** Half a round trip, less or more by up to half the jitter. */
    private long halfTrip() {
        long nanos = timing.roundTripMillis() * 500_000L;
        return timing.jitterMillis() == 0 ? nanos
                : nanos + (long) ((Chance.unit(Chance.bits(seed, 41, trips++)) - 0.5) * timing.jitterMillis() * 1_000_000L);
    }
}
