package com.wattwell.connector;

import java.time.Instant;

/** What happened to sockets and collectors. {@code socketId} is unique in the life of one adapter. */
public sealed interface CollectorEvent extends Delivery {

    /** When it happened, by this server's clock. */
    Instant at();

    /** The adapter has started on this node: whatever sockets it held before are gone. Always the first event. */
    record Started(Instant at) implements CollectorEvent {
    }

    /**
     * A box sent its registration and waits for a verdict ({@link CollectorConnection#admit},
     * {@link CollectorConnection#park} or {@link CollectorConnection#refuse}).
     *
     * @param registrationId     id in the registration, trimmed and in upper case
     * @param token              token in the registration, or {@code null}
     * @param remoteAddress      the box's address, behind a named balancer the one it told us
     * @param certificateSubject subject of a verified TLS client certificate, or {@code null}
     */
    record LoginRequested(long socketId, String registrationId, String token, String remoteAddress,
                          String certificateSubject, Instant at) implements CollectorEvent {
        @Override
        public String toString() {
            return "LoginRequested[socketId=" + socketId + ", registrationId=" + registrationId + ", remoteAddress=" + remoteAddress + "]";
        }
    }

    /** An admitted socket ended. Nothing of {@code ownerEpoch} will come from it any more, except outcomes of what was under way. */
    record Lost(long socketId, long collectorId, long ownerEpoch, String reason, Instant at) implements CollectorEvent {
    }

    /** A socket that was parked in quarantine, or waited for a verdict, ended. */
    record Left(long socketId, String registrationId, Instant at) implements CollectorEvent {
    }

    /** The collector gave a sign of life, bytes or heartbeat; told at most twice a minute for each collector. */
    record Heard(long collectorId, long ownerEpoch, Instant at) implements CollectorEvent {
    }
}
