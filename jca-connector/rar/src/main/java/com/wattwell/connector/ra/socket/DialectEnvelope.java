package com.wattwell.connector.ra.socket;

import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.dtu.Dialect;
import com.wattwell.protocol.dtu.Dialect.Event;
import com.wattwell.protocol.dtu.Registration;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * A box that speaks a dialect: logs in, beats and is answered in it, and has it around every byte of its line.
 *
 * <pre>
 *   network ──> dialect ─┬─ registered ──> a login, or nothing new
 *                        ├─ payload ─────> the session's scanner; nobody's before the box is admitted
 *                        ├─ answer ──────> back at once
 *                        ├─ heartbeat, aside, noise ──> counted; noise ends the socket in the end
 *                        └─ ended ───────> the socket is closed, after what is still to be answered
 * </pre>
 */
final class DialectEnvelope implements Envelope {

    private static final Logger LOG = System.getLogger(DialectEnvelope.class.getName());
    private static final byte[] NOTHING = {};
    /** How often a box may say it is another one; a concentrator behind a gateway may change once or twice. */
    private static final int MAX_IDS = 16;

    private final CollectorSocket socket;
    private final Dialect dialect;
    private final DialectFigures figures;
    private final Deadline quiet;
    private String id;
    private int ids;

    DialectEnvelope(CollectorSocket socket, Dialect dialect, DialectFigures figures) {
        this.socket = socket;
        this.dialect = dialect;
        this.figures = figures;
        this.quiet = new Deadline(socket.loop(), () -> act(dialect.paused()));
    }

    @Override
    public void received(byte[] bytes) {
        Session session = socket.session();
        if (session != null) {
            session.heard();
        }
        act(dialect.received(bytes));
        if (socket.phase() instanceof Unregistered unregistered) {
            unregistered.count(bytes);
        }
        if (!socket.isOver()) {
            SocketRules rules = socket.context().rules();
            quiet.at(socket.loop().nanos() + (id == null ? rules.registrationPause() : rules.frameTimeout()).toNanos());
        }
    }

    private void act(List<Event> events) {
        String ended = null;
        for (Event event : events) {
            if (socket.isOver()) {
                return;
            }
            figures.count(event);
            switch (event) {
                case Event.Registered registered -> registered(registered);
                case Event.Payload payload -> {
                    if (socket.session() != null) {
                        socket.session().bytes(payload.bytes());
                    }
                }
                case Event.Answer answer -> answer(answer.bytes());
                case Event.Heartbeat beat -> {
                    socket.context().figures().heartbeats.increment();
                    said("heartbeat, " + beat.what());
                }
                case Event.Aside aside -> said(aside.what());
                case Event.Noise noise -> noise(noise);
                case Event.Ended end -> ended = end.reason();
            }
        }
        if (ended != null && !socket.isOver()) {
            socket.close(End.DISCONNECTED, "the box says " + ended);
        }
    }

    private void registered(Event.Registered registered) {
        if (registered.id().equals(id)) {
            socket.context().figures().registrationsRepeated.increment();
            said("registration");
        } else if (++ids > MAX_IDS) {
            socket.refuse(Refusal.TOO_MANY_IDS, "more than " + MAX_IDS);
        } else {
            id = registered.id();
            socket.registered(new Registration.Matched(id, registered.token(), 0), NOTHING, NOTHING);
        }
    }

    /** A box that does not read gets no more answers; its bytes would only pile up. */
    private void answer(byte[] bytes) {
        if (socket.takesBytes()) {
            if (socket.session() != null) {
                socket.session().answered(bytes);
            }
            socket.write(bytes);
        }
    }

    private void said(String what) {
        if (socket.session() != null) {
            socket.session().aside(what);
        }
    }

    private void noise(Event.Noise noise) {
        LOG.log(Level.DEBUG, "{0} bytes of no packet from {1}: {2}", noise.bytes().length, socket.address(), noise.reason());
        if (socket.session() != null) {
            socket.session().noise(noise.bytes(), noise.reason());
        }
    }

    @Override
    public byte[] wrap(byte[] payload) {
        return dialect.wrap(payload);
    }

    @Override
    public void await(MeterProtocol protocol, int character) {
        dialect.await(protocol, character);
    }

    @Override
    public void dropPartial() {
        act(dialect.paused());
    }

    @Override
    public void stand() {
        quiet.stand();
    }

    @Override
    public void goOn(long stoodNanos) {
        quiet.goOn(stoodNanos);
    }

    @Override
    public void end() {
        quiet.release();
    }
}
