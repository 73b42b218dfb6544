package com.wattwell.connector.ra.line;

import static com.wattwell.connector.ra.line.ReplyTiming.wireNanos;

import com.wattwell.connector.Admission.LineSettings;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import com.wattwell.protocol.Dialogue;
import com.wattwell.protocol.Dialogue.Step;
import com.wattwell.protocol.MeterProtocol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One line of a collector: exchanges wait in two lanes, one at a time is on the bus, and the next is written in the
 * very call in which the reply before it became complete.
 *
 * <pre>
 *   idle ── send ──> asking ── reply complete ──────────────> outcome, next
 *                      │  ^
 *             time-out │  │ again, while tries are left
 *                      v  │
 *                     quiet ── a late reply still counts ───> outcome, next
 *                        └──── no tries left ───────────────> outcome, next
 * </pre>
 *
 * <p>Which meters are worth asking, and how long each is waited for, is for {@link LineMeters} to say.
 *
 * <p>Lives on the thread of its {@link Loop}; nothing here is safe for other threads.
 */
final class Line {

    /** Further frames one exchange may ask for; the sequence byte of DL/T 645-2007 counts to 255. */
    static final int MAX_FOLLOW_UPS = 255;

    private static final Lane[] LANES = Lane.values();

    private enum State { IDLE, ASKING, QUIET }

    private final LineRules rules;
    private final Map<String, MeterProtocol> protocols;
    private final Loop loop;
    private final Wire wire;
    private final Turn turn;
    private final Gate gate;
    private final Outcomes outcomes;
    private final LineFigures figures;
    private final LineQueue queue;
    private final LineMeters meters;
    private final Alarm alarm;
    private final Alarm expiry;

    private LineSettings settings;
    private State state = State.IDLE;
    private OpenExchange open;
    /** A reading that gave way to control between two of its tries. */
    private OpenExchange suspended;
    private long alarmNanos;
    private boolean paused;
    private long pausedNanos;
    /** How this line waits at the gate; made when it has to for the first time. */
    private Runnable atGate;

    Line(LineSettings settings, LineContext context, Turn turn) {
        this.settings = settings;
        this.rules = context.rules();
        this.protocols = context.protocols();
        this.loop = context.loop();
        this.wire = context.wire();
        this.gate = context.gate();
        this.outcomes = context.outcomes();
        this.figures = context.figures();
        this.turn = turn;
        this.queue = new LineQueue(rules.queueLimit());
        this.meters = new LineMeters(rules, loop, figures);
        this.alarm = loop.alarm(this::timeOut);
        this.expiry = loop.alarm(this::sweepExpired);
    }

    void settings(LineSettings newer) {
        settings = newer;
    }

    /** Queues exchanges, ends at once those that cannot be done, and begins if the line is idle. */
    void add(List<Exchange> exchanges) {
        long now = loop.nanos();
        for (Exchange exchange : exchanges) {
            if (protocols.get(exchange.protocol()) == null) {
                endUnsent(exchange, End.REFUSED);
            } else if (!meters.mayTry(exchange)) {
                endUnsent(exchange, End.SET_ASIDE);
            } else if (!queue.add(new Waiting(exchange, now))) {
                endUnsent(exchange, End.QUEUE_FULL);
            }
        }
        setExpiry();
        next();
    }

    void withdraw(Lane lane, long work) {
        queue.remove(exchange -> exchange.lane() == lane && exchange.ref().work() == work)
                .forEach(waiting -> endUnsent(waiting.exchange(), End.WITHDRAWN));
    }

    void forgetTiming(String meterKey) {
        meters.forget(meterKey);
    }

    /** A whole frame came while this line has the turn, or had it last. */
    void onFrame(String protocol, byte[] frame) {
        if (open == null) {
            figures.dropped(DropReason.UNASKED);
            return;
        }
        if (!open.exchange.protocol().equals(protocol)) {
            figures.dropped(DropReason.OTHER_PROTOCOL);
            return;
        }
        switch (open.dialogue.on(frame)) {
            case Step.Foreign(Dialogue.Reason reason) -> {
                figures.dropped(DropReason.of(reason));
                open.noise |= reason == Dialogue.Reason.UNREADABLE;
            }
            case Step.More() -> followUp(frame);
            case Step.Complete() -> replied(frame);
        }
    }

    /** Bytes came that belong to no frame. */
    void onNoise() {
        if (open != null) {
            open.noise = true;
        }
    }

    /** Ends everything; the line is not used any more. {@link Lines} has paused all lines of the socket before. */
    void endAll(End end) {
        alarm.release();
        expiry.release();
        if (atGate != null) {
            gate.forget(atGate);
        }
        state = State.IDLE;
        paused = true;
        for (OpenExchange each : new OpenExchange[] {open, suspended}) {
            if (each != null) {
                end(each, end, List.of());
            }
        }
        open = null;
        suspended = null;
        queue.remove(exchange -> true).forEach(waiting -> endUnsent(waiting.exchange(), end));
        turn.release(this);
    }

    /** Reading from the socket stands still: so does the clock of the open exchange, and nothing new is sent. */
    void pause() {
        if (!paused) {
            paused = true;
            pausedNanos = loop.nanos();
            alarm.clear();
        }
    }

    void resume() {
        if (!paused) {
            return;
        }
        paused = false;
        long stood = loop.nanos() - pausedNanos;
        if (open != null) {
            open.interrupted = true;
            open.sentNanos += stood;
        }
        if (state == State.IDLE) {
            next();
        } else {
            ring(alarmNanos + stood);
        }
    }

    /** Puts the next exchange on the bus, if the bus is free, somebody waits and may be asked. */
    void next() {
        if (state != State.IDLE || paused || queue.isEmpty() && suspended == null || !turn.take(this)) {
            return;
        }
        while (state == State.IDLE) {
            Lane lane = openLane();
            if (lane == null) {
                turn.release(this);
                return;
            }
            if (lane == Lane.READING && suspended != null) {
                OpenExchange again = suspended;
                suspended = null;
                open = again;
                sendAgain();
            } else {
                begin(queue.poll(lane));
            }
        }
    }

    /** The first lane in which somebody waits and may be asked; at the gate of the others the line waits. */
    private Lane openLane() {
        for (Lane lane : LANES) {
            if (queue.has(lane) || lane == Lane.READING && suspended != null) {
                if (gate.mayAsk(lane)) {
                    return lane;
                }
                waitAtGate(lane);
            }
        }
        return null;
    }

    private void waitAtGate(Lane lane) {
        if (atGate == null) {
            atGate = () -> loop.execute(this::next);
        }
        gate.whenOpen(lane, atGate);
    }

    private void begin(Waiting waiting) {
        Exchange exchange = waiting.exchange();
        if (!exchange.expiresAt().isAfter(loop.now())) {
            endUnsent(exchange, End.EXPIRED);
            return;
        }
        if (!meters.mayTry(exchange)) {
            endUnsent(exchange, End.SET_ASIDE);
            return;
        }
        Dialogue dialogue;
        try {
            dialogue = protocols.get(exchange.protocol()).dialogue(exchange.request().clone());
        } catch (RuntimeException notOfThisProtocol) {
            endUnsent(exchange, End.REFUSED);
            return;
        }
        MeterTiming timing = meters.timing(exchange);
        boolean probe = exchange.lane() == Lane.READING && timing.nextProbeAt() != null;
        open = new OpenExchange(exchange, dialogue, timing, probe);
        open.openedNanos = loop.nanos();
        open.firstSentAt = loop.now();
        figures.waited(exchange.lane(), open.openedNanos - waiting.sinceNanos());
        if (probe) {
            figures.probed();
        }
        send();
    }

    private void send() {
        byte[] bytes = open.dialogue.toSend();
        long now = loop.nanos();
        open.sentBeforeNanos = open.sentNanos;
        open.sentNanos = now;
        open.sentBytes = bytes.length;
        open.sends++;
        open.lengthened = false;
        wire.await(protocols.get(open.exchange.protocol()), open.dialogue.awaitedCharacter());
        wire.send(bytes);
        if (open == null) {
            return; // the socket ended under our hands
        }
        if (open.dialogue.expectsReply()) {
            state = State.ASKING;
            ring(now + wireNanos(bytes.length + open.dialogue.longestReplyBytes(), settings.baud())
                    + meters.waitNanos(open.timing, settings.firstReplyMillis(), open.sends));
        } else {
            state = State.QUIET;
            ring(now + wireNanos(bytes.length, settings.baud()) + rules.quiet().toNanos());
        }
    }

    private void followUp(byte[] frame) {
        meters.answered(open, frame.length, settings.baud());
        if (++open.followUps > MAX_FOLLOW_UPS) {
            close(End.GARBLED, List.of());
            return;
        }
        open.sends = 0;
        send();
    }

    private void replied(byte[] frame) {
        boolean anotherMayCome = meters.answered(open, frame.length, settings.baud());
        List<byte[]> replies = open.dialogue.replies();
        if (anotherMayCome) {
            OpenExchange done = open;
            open = null;
            state = State.QUIET;
            ring(loop.nanos() + rules.quiet().toNanos());
            end(done, End.REPLIED, replies);
        } else {
            close(End.REPLIED, replies);
        }
    }

    private void timeOut() {
        long now = loop.nanos();
        if (open != null && !wire.flushed()) {
            long givenUpAt = open.sentNanos + rules.writeTimeout().toNanos();
            if (now - givenUpAt >= 0) {
                wire.stuck();
            } else {
                ring(givenUpAt);
            }
            return;
        }
        if (open != null && open.dialogue.expectsReply() && wire.midFrame() && !open.lengthened) {
            open.lengthened = true;
            ring(now + rules.frameGap().toNanos());
            return;
        }
        if (state == State.ASKING) {
            open.timing = ReplyTiming.timedOut(open.timing);
            state = State.QUIET;
            ring(now + rules.quiet().toNanos());
        } else {
            quietIsOver();
        }
    }

    private void quietIsOver() {
        if (open == null) {
            state = State.IDLE;
            turn.release(this);
            next();
        } else if (!open.dialogue.expectsReply()) {
            close(End.SENT, List.of());
        } else {
            OpenExchange unanswered = open;
            wire.dropPartial(); // may find a whole frame behind a false start, and the answer in it
            if (open != unanswered || state != State.QUIET) {
                return;
            }
            if (open.sends < open.maxTries && open.mayGiveWay() && queue.has(Lane.PRIORITY) && gate.mayAsk(Lane.PRIORITY)) {
                suspended = open;
                open = null;
                state = State.IDLE;
                next();
            } else {
                sendAgain();
            }
        }
    }

    private void sendAgain() {
        if (open.sends < open.maxTries && open.exchange.expiresAt().isAfter(loop.now())) {
            open.repeats++;
            figures.repeated();
            send();
        } else {
            failed();
        }
    }

    private void failed() {
        meters.failed(open);
        close(open.noise ? End.GARBLED : End.NO_REPLY, List.of());
    }

    /** The open exchange is over and the bus is free. */
    private void close(End end, List<byte[]> replies) {
        OpenExchange done = open;
        open = null;
        state = State.IDLE;
        alarm.clear();
        end(done, end, replies);
        turn.release(this);
        next();
    }

    private void end(OpenExchange done, End end, List<byte[]> replies) {
        Exchange exchange = done.exchange;
        wire.await(protocols.get(exchange.protocol()), -1);
        figures.ended(exchange.lane(), end);
        outcomes.ended(new ExchangeOutcome(exchange.ref(), exchange.collectorId(), exchange.ownerEpoch(), exchange.lane(),
                exchange.protocol(), end, true, done.tries(), exchange.request(), List.copyOf(replies), done.firstSentAt,
                loop.now(), done.timing));
    }

    private void endUnsent(Exchange exchange, End end) {
        figures.ended(exchange.lane(), end);
        outcomes.ended(Unsent.outcome(exchange, end, meters.timing(exchange), loop.now()));
    }

    private void sweepExpired() {
        Instant now = loop.now();
        queue.remove(exchange -> !exchange.expiresAt().isAfter(now))
                .forEach(waiting -> endUnsent(waiting.exchange(), End.EXPIRED));
        setExpiry();
    }

    private void setExpiry() {
        Instant earliest = queue.earliestExpiry();
        if (earliest != null) {
            expiry.at(loop.nanos() + Math.max(0, Duration.between(loop.now(), earliest).toNanos()));
        }
    }

    private void ring(long nanos) {
        alarmNanos = nanos;
        if (!paused) {
            alarm.at(nanos);
        }
    }
}
