package com.wattwell.connector.ra;

import com.wattwell.connector.Admission;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.Lane;
import com.wattwell.connector.ListeningPort;
import com.wattwell.connector.TracedBytes;
import com.wattwell.connector.ra.delivery.Allowance;
import com.wattwell.connector.ra.metrics.Metrics;
import com.wattwell.connector.ra.socket.CollectorSockets;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

/** What the application's connections do: everything that changes something waits for the caller's commit. */
final class CollectorCalls {

    private static final Runnable NOTHING = () -> { };

    private final CollectorSockets sockets;
    private final Allowance allowance;
    private final AfterCommit afterCommit;
    private final Metrics metrics;
    private final Supplier<List<ListeningPort>> ports;

    CollectorCalls(CollectorSockets sockets, Allowance allowance, AfterCommit afterCommit, Metrics metrics, Supplier<List<ListeningPort>> ports) {
        this.sockets = sockets;
        this.allowance = allowance;
        this.afterCommit = afterCommit;
        this.metrics = metrics;
        this.ports = ports;
    }

    void handOver(Collection<Exchange> exchanges) {
        List<Exchange> copy = List.copyOf(exchanges);
        copy.forEach(CollectorCalls::check);
        allowance.take(copy.size());
        try {
            afterCommit.run(() -> sockets.handOver(copy), () -> allowance.give(copy.size()));
        } catch (IllegalStateException transactionIsEnding) {
            allowance.give(copy.size());
            throw transactionIsEnding;
        }
    }

    /** An error of the caller must show at the caller, not on the socket of a collector. */
    private static void check(Exchange exchange) {
        if (exchange.ref() == null || exchange.lane() == null || exchange.protocol() == null || exchange.meterKey() == null
                || exchange.request() == null || exchange.expiresAt() == null) {
            throw new IllegalArgumentException("an exchange needs ref, lane, protocol, meterKey, request and expiresAt: " + exchange);
        }
    }

    void withdraw(Lane lane, long work) {
        afterCommit.run(() -> sockets.withdraw(lane, work), NOTHING);
    }

    void admit(Collection<Admission> admissions) {
        List<Admission> copy = List.copyOf(admissions);
        for (Admission admission : copy) {
            if (admission.lines() == null) {
                throw new IllegalArgumentException("an admission needs lines: " + admission);
            }
        }
        afterCommit.run(() -> sockets.admit(copy), NOTHING);
    }

    void park(long socketId) {
        afterCommit.run(() -> sockets.park(socketId), NOTHING);
    }

    void refuse(long socketId, String reason) {
        afterCommit.run(() -> sockets.refuse(socketId, reason), NOTHING);
    }

    void disconnect(long collectorId, long ownerEpoch, String reason) {
        afterCommit.run(() -> sockets.disconnect(collectorId, ownerEpoch, reason), NOTHING);
    }

    void forgetTiming(long collectorId, int line, String meterKey) {
        afterCommit.run(() -> sockets.forgetTiming(collectorId, line, meterKey), NOTHING);
    }

    List<TracedBytes> trace(long collectorId, long afterSequence) {
        return sockets.trace(collectorId, afterSequence);
    }

    List<ListeningPort> ports() {
        return ports.get();
    }

    SortedMap<String, Double> metrics() {
        return metrics.snapshot();
    }
}
