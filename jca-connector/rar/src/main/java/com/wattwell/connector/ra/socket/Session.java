package com.wattwell.connector.ra.socket;

import com.wattwell.connector.Admission;
import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.Lane;
import com.wattwell.connector.ra.line.LineContext;
import com.wattwell.connector.ra.line.Lines;
import com.wattwell.connector.ra.line.Wire;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.StreamScanner;
import com.wattwell.protocol.dtu.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An admitted socket: the collector behind it, its lines, its heartbeats and its idle clock.
 *
 * <pre>
 *   bytes ─> scanner ─┬─ frame ────────────────> line
 *                     └─ what is between ─> judged at the next frame or after a pause:
 *                        heartbeat (answered), registration again (nothing), another id (a new login), noise (counted, and too much of it ends the socket)
 * </pre>
 */
final class Session implements Phase, Wire {

    private static final byte[] NOTHING = {};
    /** The longest heartbeat that {@link Heartbeat} takes; a longer one counts as noise. */
    private static final int MAX_HEARTBEAT = 80;

    private final CollectorSocket socket;
    private final SocketContext context;
    private final long socketId;
    private final String registrationId;
    private final byte[] registration;
    private final Deadline pause;
    private final Deadline idle;
    private final Chunk between;
    private final Wiretap wiretap;
    private Lines lines;

    private long collectorId;
    private long ownerEpoch;
    private byte[] answer = NOTHING;
    private long idleNanos;
    private Interlude interlude;
    private StreamScanner scanner;
    private MeterProtocol awaiting;
    private int awaited = -1;
    private long lastBytesNanos;
    private long heardToldNanos;
    private long noiseSinceNanos;
    private int noiseBytes;
    private boolean over;

    Session(CollectorSocket socket, Login login, Admission admission) {
        this.socket = socket;
        this.context = socket.context();
        this.socketId = login.socketId();
        this.registrationId = login.id();
        this.registration = login.registration();
        this.between = new Chunk(context.rules().bytesKept());
        this.pause = new Deadline(socket.loop(), this::paused);
        this.idle = new Deadline(socket.loop(), this::idle);
        this.wiretap = new Wiretap(context, socket.loop());
        this.lines = newLines(admission);
        this.heardToldNanos = socket.loop().nanos();
        settle(admission);
    }

    /** The same collector was admitted again on this socket: a higher epoch, maybe other settings. */
    void admittedAgain(Admission admission) {
        if (admission.ownerEpoch() > ownerEpoch) {
            lines.endAll(End.REPLACED);
            lines = newLines(admission);
            if (socket.isStanding()) {
                lines.pause();
            }
        } else {
            lines.settings(admission.lines());
        }
        settle(admission);
    }

    private Lines newLines(Admission admission) {
        return new Lines(new LineContext(context.lineRules(), context.protocols(), socket.loop(), this, context.gate(),
                context.outcomes(), context.lineFigures()), admission.lines());
    }

    private void settle(Admission admission) {
        collectorId = admission.collectorId();
        ownerEpoch = admission.ownerEpoch();
        Admission.Heartbeat beat = admission.heartbeat();
        List<Heartbeat> heartbeats = new ArrayList<>(socket.speech().heartbeats());
        idleNanos = context.rules().idle().toNanos();
        if (beat != null) {
            boolean ours = socket.speech().beatsBetweenFrames();
            answer = beat.answer() == null || !ours ? NOTHING : beat.answer();
            if (ours && beat.beat() != null && beat.beat().length > 0 && beat.beat().length <= MAX_HEARTBEAT) {
                heartbeats.add(Heartbeat.parse("hex:" + Hex.of(beat.beat())));
            }
            if (beat.idleSeconds() > 0) {
                idleNanos = Duration.ofSeconds(beat.idleSeconds()).toNanos();
            }
        }
        interlude = new Interlude(socket.speech().patterns(), heartbeats, registrationId, registration);
        idle.at(socket.loop().nanos() + idleNanos);
    }

    long collectorId() {
        return collectorId;
    }

    long socketId() {
        return socketId;
    }

    long ownerEpoch() {
        return ownerEpoch;
    }

    void handOver(List<Exchange> exchanges) {
        List<Exchange> mine = new ArrayList<>(exchanges.size());
        for (Exchange exchange : exchanges) {
            if (exchange.ownerEpoch() == ownerEpoch) {
                mine.add(exchange);
            } else {
                context.endUnsent(exchange, End.REPLACED);
            }
        }
        lines.add(mine);
    }

    void withdraw(Lane lane, long work) {
        lines.withdraw(lane, work);
    }

    void forgetTiming(int line, String meterKey) {
        lines.forgetTiming(line, meterKey);
    }

    // ---- what comes

    @Override
    public void bytes(byte[] bytes) {
        heard();
        if (scanner == null) {
            scanner = context.scanners().borrow();
            if (awaited >= 0) {
                scanner.await(awaiting, awaited);
            }
        }
        take(scanner.feed(bytes));
    }

    private void take(List<StreamScanner.Found> found) {
        for (StreamScanner.Found each : found) {
            between(each.skipped());
            judgeBetween();
            if (over) {
                scanner = null;
                return;
            }
            noiseBytes = 0;
            awaited = each.frame().length == 1 ? -1 : awaited;
            wiretap.frame(collectorId, each);
            lines.onFrame(each.protocol().name(), each.frame());
        }
        if (over || scanner == null) {
            return;
        }
        between(scanner.takeSkipped());
        if (over) {
            scanner = null;
            return;
        }
        long now = socket.loop().nanos();
        if (scanner.partialBytes() == 0) {
            scanner.await(null, -1); // what one socket waits for means nothing on the next
            context.scanners().giveBack(scanner);
            scanner = null;
        }
        if (!between.isEmpty()) {
            pause.at(now + context.rules().registrationPause().toNanos());
        } else if (scanner != null) {
            pause.at(now + context.rules().frameTimeout().toNanos());
        } else {
            pause.clear();
        }
    }

    /** A sign of life of whatever kind. */
    void heard() {
        long now = socket.loop().nanos();
        lastBytesNanos = now;
        idle.at(now + idleNanos);
        if (now - heardToldNanos >= context.rules().heardInterval().toNanos() && context.events().hasAmpleRoom()) {
            heardToldNanos = now;
            context.events().put(new CollectorEvent.Heard(collectorId, ownerEpoch, socket.loop().now()));
        }
    }

    /** Nothing came for a while: what is between frames can be judged, and a frame that does not go on is given up. */
    private void paused() {
        judgeBetween();
        if (over || scanner == null) {
            return;
        }
        long givenUpAt = lastBytesNanos + context.rules().frameTimeout().toNanos();
        if (socket.loop().nanos() - givenUpAt >= 0) {
            take(scanner.giveUpPartial());
        } else {
            pause.at(givenUpAt);
        }
    }

    private void between(byte[] bytes) {
        if (bytes.length > 0 && !between.add(bytes, bytes.length)) {
            noise(between.take().length + bytes.length);
        }
    }

    /** Counts; a box that sends nothing else for too long is no collector, and takes time from every other. */
    private void noise(int bytes) {
        lines.onNoise(bytes);
        long now = socket.loop().nanos();
        if (noiseBytes == 0 || now - noiseSinceNanos >= context.rules().noiseWindow().toNanos()) {
            noiseSinceNanos = now;
            noiseBytes = 0;
        }
        noiseBytes += bytes;
        if (noiseBytes > context.rules().noiseBytes()) {
            socket.refuse(Refusal.ENDLESS_NOISE, "collector " + registrationId + ", " + noiseBytes + " bytes without a frame");
        }
    }

    private void judgeBetween() {
        if (between.isEmpty()) {
            return;
        }
        byte[] bytes = between.take();
        Interlude.Judgement judgement = interlude.judge(bytes);
        if (judgement.repeated()) {
            context.figures().registrationsRepeated.increment();
        }
        wiretap.between(collectorId, bytes, judgement);
        context.figures().heartbeats.add(judgement.beats());
        if (judgement.beats() > 0 && answer.length > 0 && socket.flushed()) {
            send(answer);
        }
        if (judgement.noiseBytes() > 0) {
            noise(judgement.noiseBytes());
        }
        if (judgement.other() != null) {
            socket.registered(judgement.other(), judgement.otherBytes(), NOTHING);
        }
    }

    // ---- what only a dialect tells apart

    /** The box was answered something that its meters do not hear. */
    void answered(byte[] bytes) {
        wiretap.answered(collectorId, bytes);
    }

    /** The box said something that is not its meters'. */
    void aside(String what) {
        wiretap.aside(collectorId, what);
    }

    /** Bytes around the meters' that are nothing known to the dialect. */
    void noise(byte[] bytes, String reason) {
        wiretap.noise(collectorId, bytes, reason);
        noise(bytes.length);
    }

    private void idle() {
        socket.close(End.DISCONNECTED, "silent for " + Duration.ofNanos(idleNanos).toSeconds() + " s");
    }

    // ---- the wire of the lines

    @Override
    public void send(byte[] bytes) {
        wiretap.sent(collectorId, bytes);
        socket.write(socket.envelope().wrap(bytes));
    }

    @Override
    public void await(MeterProtocol protocol, int character) {
        if (character == awaited && (character < 0 || protocol == awaiting)) {
            return;
        }
        awaiting = protocol;
        awaited = character;
        socket.envelope().await(protocol, character);
        if (scanner != null) {
            scanner.await(protocol, character);
        }
    }

    @Override
    public boolean flushed() {
        return socket.flushed();
    }

    @Override
    public boolean midFrame() {
        return scanner != null;
    }

    @Override
    public void dropPartial() {
        socket.envelope().dropPartial();
        if (!over) {
            judgeBetween();
        }
        if (scanner != null && !over) {
            take(scanner.giveUpPartial());
        }
    }

    @Override
    public void stuck() {
        socket.close(End.DISCONNECTED, "took no bytes for " + context.lineRules().writeTimeout().toSeconds() + " s");
    }

    // ---- phase

    @Override
    public void stand() {
        pause.stand();
        idle.stand();
        lines.pause();
    }

    @Override
    public void goOn(long stoodNanos) {
        pause.goOn(stoodNanos);
        idle.goOn(stoodNanos);
        lastBytesNanos += stoodNanos;
        lines.resume();
    }

    @Override
    public void end(End end, String reason) {
        over = true;
        pause.release();
        idle.release();
        lines.endAll(end);
        context.directory().left(socketId);
        context.directory().left(collectorId, socket);
        context.figures().lost.increment();
        context.events().put(new CollectorEvent.Lost(socketId, collectorId, ownerEpoch, reason, socket.loop().now()));
    }
}
