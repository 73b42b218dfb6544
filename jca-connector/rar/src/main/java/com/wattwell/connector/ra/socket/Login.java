package com.wattwell.connector.ra.socket;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.protocol.dtu.Registration;

/** A socket that has registered and waits for the application's verdict, or is parked in quarantine; silent both times. */
final class Login implements Phase {

    private static final byte[] NOTHING = {};

    private final CollectorSocket socket;
    private final SocketContext context;
    private final long socketId;
    private final String id;
    private final byte[] registration;
    private final Interlude interlude;
    private final Deadline pause;
    private final Deadline deadline;
    private final Chunk chunk;
    private boolean parked;

    Login(CollectorSocket socket, long socketId, Registration.Matched matched, byte[] registration) {
        this.socket = socket;
        this.context = socket.context();
        this.socketId = socketId;
        this.id = matched.id();
        this.registration = registration;
        this.interlude = new Interlude(socket.speech().patterns(), socket.speech().heartbeats(), id, registration);
        this.chunk = new Chunk(context.rules().bytesKept());
        this.pause = new Deadline(socket.loop(), this::judge);
        this.deadline = new Deadline(socket.loop(), this::overdue);
        deadline.at(socket.loop().nanos() + context.rules().verdictDeadline().toNanos());
        context.figures().waiting.increment();
        context.events().put(new CollectorEvent.LoginRequested(socketId, id, matched.token(), socket.address(),
                socket.certificateSubject(), socket.loop().now()));
    }

    long socketId() {
        return socketId;
    }

    String id() {
        return id;
    }

    byte[] registration() {
        return registration;
    }

    @Override
    public void bytes(byte[] bytes) {
        if (!chunk.add(bytes, bytes.length)) {
            chunk.take(); // nobody listens yet: what is too much goes
        }
        pause.at(socket.loop().nanos() + context.rules().registrationPause().toNanos());
    }

    private void judge() {
        Interlude.Judgement judgement = interlude.judge(chunk.take());
        if (judgement.repeated()) {
            context.figures().registrationsRepeated.increment();
        }
        if (judgement.other() != null) {
            socket.registered(judgement.other(), judgement.otherBytes(), NOTHING);
        }
    }

    void park() {
        if (parked) {
            return;
        }
        if (!context.quarantine().enter()) {
            socket.refuse(Refusal.QUARANTINE_FULL, "");
            return;
        }
        parked = true;
        context.figures().waiting.decrement();
        deadline.at(socket.loop().nanos() + context.rules().parkedTime().toNanos());
    }

    private void overdue() {
        if (parked) {
            socket.refuse(Refusal.QUARANTINE_OVER, "after " + context.rules().parkedTime().toSeconds() + " s");
        } else {
            socket.refuse(Refusal.NO_VERDICT, "within " + context.rules().verdictDeadline().toSeconds() + " s");
        }
    }

    @Override
    public void stand() {
        pause.stand();
        deadline.stand();
    }

    @Override
    public void goOn(long stoodNanos) {
        pause.goOn(stoodNanos);
        deadline.goOn(stoodNanos);
    }

    /** The application let it in: the login is over without anybody having to be told. */
    void admitted() {
        leave();
    }

    @Override
    public void end(End end, String reason) {
        leave();
        context.directory().left(socketId);
        context.events().put(new CollectorEvent.Left(socketId, id, socket.loop().now()));
    }

    private void leave() {
        pause.release();
        deadline.release();
        if (parked) {
            context.quarantine().leave();
        } else {
            context.figures().waiting.decrement();
        }
    }
}
