package com.wattwell.connector.ra.socket;

import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.protocol.dtu.Registration;
import com.wattwell.protocol.dtu.RegistrationPattern;
import java.util.Arrays;

/**
 * A socket that has not said who it is. Its first bytes are gathered until they are a registration, or a pause shows
 * that they will not become one; the pieces may come one by one, or glued to what follows.
 */
final class Unregistered implements Phase {

    private final CollectorSocket socket;
    private final SocketRules rules;
    private final Deadline pause;
    private final Deadline deadline;
    private final Chunk chunk;
    private final long deadlineNanos;
    private int received;
    private boolean lingering;
    private boolean over;

    /** The socket has a place among the {@link UnregisteredSockets}, which this phase gives back. */
    Unregistered(CollectorSocket socket) {
        this.socket = socket;
        this.rules = socket.context().rules();
        this.chunk = new Chunk(rules.bytesKept());
        this.pause = new Deadline(socket.loop(), () -> judge(true));
        this.deadline = new Deadline(socket.loop(), this::overdue);
        long now = socket.loop().nanos();
        this.deadlineNanos = now + rules.registrationDeadline().toNanos();
        deadline.at(now + Math.min(rules.linger().toNanos(), rules.registrationDeadline().toNanos()));
    }

    @Override
    public void bytes(byte[] bytes) {
        if (count(bytes)) {
            judge(false);
        }
    }

    /** Keeps the bytes as long as they may become a registration. @return whether the socket is still there */
    boolean count(byte[] bytes) {
        received += bytes.length;
        boolean kept = received <= rules.bytesKept() && chunk.add(bytes, bytes.length);
        Refusal intruder = Signature.of(kept ? chunk.peek() : bytes);
        if (intruder != null) {
            socket.refuse(intruder, "");
        } else if (!kept) {
            socket.refuse(Refusal.TOO_MANY_BYTES, "more than " + rules.bytesKept());
        }
        return intruder == null && kept;
    }

    private void judge(boolean afterPause) {
        byte[] bytes = chunk.peek();
        switch (RegistrationPattern.first(socket.speech().patterns(), bytes, 0, bytes.length, afterPause)) {
            case Registration.Matched matched -> {
                byte[] rest = Arrays.copyOfRange(bytes, matched.consumedBytes(), bytes.length);
                socket.registered(matched, Arrays.copyOf(bytes, matched.consumedBytes()), rest);
            }
            case Registration.NeedMore more -> waitForPause();
            case Registration.NoMatch none -> {
                if (afterPause) {
                    chunk.take(); // noise, or a heartbeat ahead of the registration
                } else {
                    waitForPause();
                }
            }
        }
    }

    private void waitForPause() {
        pause.at(socket.loop().nanos() + rules.registrationPause().toNanos());
    }

    private void overdue() {
        long now = socket.loop().nanos();
        if (!lingering) {
            lingering = socket.context().unregistered().linger(socket.address());
            if (!lingering) {
                socket.refuse(Refusal.TOO_MANY_FROM_ADDRESS, "");
                return;
            }
            if (now - deadlineNanos < 0) {
                deadline.at(deadlineNanos);
                return;
            }
        }
        socket.refuse(received == 0 ? Refusal.SILENT : Refusal.NO_REGISTRATION, "within " + rules.registrationDeadline().toSeconds() + " s");
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

    @Override
    public void end(End end, String reason) {
        if (!over) {
            over = true;
            pause.release();
            deadline.release();
            socket.context().unregistered().leave(socket.address(), lingering);
        }
    }
}
