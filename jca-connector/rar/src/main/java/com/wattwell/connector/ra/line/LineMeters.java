package com.wattwell.connector.ra.line;

import static com.wattwell.connector.ra.line.ReplyTiming.wireNanos;

import com.wattwell.connector.Exchange;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import java.time.Duration;
import java.time.Instant;

/**
 * The meters of one line: how long each takes to answer, and which are not worth asking.
 *
 * <p>A meter that failed {@link LineRules#setAsideAfter} exchanges in a row is set aside: a reading for it is not tried
 * until its probe is due, and a probe is one try. A probe that fails buys its cost {@value #SILENCE_PER_PROBE} times over
 * in time without any probe on this line, which keeps probes below a tenth of a sweep. Control is always tried.
 */
final class LineMeters {

    /** A failed probe that cost t is followed by this many t without probes on the line: 1/16 of the time at most, plus the first. */
    static final int SILENCE_PER_PROBE = 15;

    private final ReplyTiming timings;
    private final MeterMemory memory;
    private final Loop loop;
    private final LineFigures figures;
    private long noProbeBeforeNanos;
    private Instant revivedAt;

    LineMeters(LineRules rules, Loop loop, LineFigures figures) {
        this.timings = new ReplyTiming(rules);
        this.memory = new MeterMemory(rules.meterLimit());
        this.loop = loop;
        this.figures = figures;
        this.noProbeBeforeNanos = loop.nanos();
    }

    /** What is known of the exchange's meter, here or else by the application. */
    MeterTiming timing(Exchange exchange) {
        return memory.of(exchange.meterKey(), exchange.timing());
    }

    /** Another device answers under this key: one that was set aside for its silence is tried again. */
    void forget(String meterKey) {
        memory.forget(meterKey);
    }

    /** Whether the exchange may touch the bus now. */
    boolean mayTry(Exchange exchange) {
        if (exchange.lane() == Lane.PRIORITY) {
            return true;
        }
        MeterTiming timing = timing(exchange);
        return timing.nextProbeAt() == null
                || timings.probeDue(timing, loop.now(), revivedAt) && loop.nanos() - noProbeBeforeNanos >= 0;
    }

    /** How long to wait beyond the bytes' own time. */
    long waitNanos(MeterTiming timing, int firstReplyMillis, int attempt) {
        return timings.waitNanos(timing, firstReplyMillis, attempt);
    }

    /**
     * Takes a reply's time into the meter's timing.
     *
     * @return whether the reply to an earlier try of the same request may follow
     */
    boolean answered(OpenExchange open, int frameBytes, int baud) {
        if (open.timing.nextProbeAt() != null) {
            revivedAt = loop.now();
        }
        long now = loop.nanos();
        long bus = wireNanos(open.sentBytes + frameBytes, baud);
        long sinceLast = now - open.sentNanos - bus;
        boolean anotherMayCome = false;
        if (open.interrupted) {
            open.timing = ReplyTiming.alive(open.timing);
        } else if (open.sends == 1) {
            open.timing = ReplyTiming.answered(open.timing, sinceLast);
            figures.replied(Math.max(0, sinceLast));
        } else if (open.timing.replyMillis() > 0 && sinceLast >= Duration.ofMillis(open.timing.replyMillis()).toNanos() / 2) {
            open.timing = ReplyTiming.alive(open.timing); // which try it answers cannot be said (Karn)
        } else {
            // too soon for the last try: it answers the one before, and the last may still be answered
            open.timing = ReplyTiming.answered(open.timing, now - open.sentBeforeNanos - bus);
            anotherMayCome = true;
        }
        memory.learned(open.exchange.meterKey(), open.timing);
        return anotherMayCome;
    }

    /** The exchange found no answer, as often as it was tried. */
    void failed(OpenExchange open) {
        boolean alreadyAside = open.timing.nextProbeAt() != null;
        if (open.probe || !alreadyAside) {
            open.timing = timings.failed(open.timing, loop.now());
        }
        if (open.probe) {
            long now = loop.nanos();
            noProbeBeforeNanos = now + SILENCE_PER_PROBE * (now - open.openedNanos);
        }
        memory.learned(open.exchange.meterKey(), open.timing);
    }
}
