package com.wattwell.connector.ra.socket;

import com.wattwell.connector.ra.metrics.Metrics;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who is connected: all sockets, the registered ones by socket id, and the admitted ones by collector. A collector's
 * seat goes to the highest epoch, at the moment of admission and on the thread that admits, so that what is handed over
 * next finds the new socket.
 */
final class Directory {

    private record Seat(CollectorSocket socket, long ownerEpoch) {
    }

    /**
     * What came of claiming a seat.
     *
     * @param taken    whether the seat is the claimer's
     * @param replaced the socket that had it before, or {@code null}
     */
    record Claim(boolean taken, CollectorSocket replaced) {
    }

    private final Set<CollectorSocket> sockets = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<Long, CollectorSocket> registered = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, Seat> seats = new ConcurrentHashMap<>();
    private final AtomicLong lastSocketId = new AtomicLong();
    private volatile boolean reading = true;

    Directory(Metrics metrics) {
        metrics.gauge("sockets{state=\"ADMITTED\"}", seats::size);
    }

    void opened(CollectorSocket socket) {
        sockets.add(socket);
        if (!reading) {
            socket.stand();
        }
    }

    void closed(CollectorSocket socket) {
        sockets.remove(socket);
    }

    /** @return the new id of the socket */
    long registered(CollectorSocket socket) {
        long socketId = lastSocketId.incrementAndGet();
        registered.put(socketId, socket);
        return socketId;
    }

    /** The socket that has this id, or {@code null}. */
    CollectorSocket registered(long socketId) {
        return registered.get(socketId);
    }

    void left(long socketId) {
        registered.remove(socketId);
    }

    Claim claim(long collectorId, long ownerEpoch, CollectorSocket socket) {
        CollectorSocket[] replaced = new CollectorSocket[1];
        Seat seat = seats.compute(collectorId, (id, now) -> {
            if (now != null && (now.socket() == socket ? now.ownerEpoch() > ownerEpoch : now.ownerEpoch() >= ownerEpoch)) {
                return now;
            }
            replaced[0] = now == null || now.socket() == socket ? null : now.socket();
            return new Seat(socket, ownerEpoch);
        });
        return new Claim(seat.socket() == socket && seat.ownerEpoch() == ownerEpoch, replaced[0]);
    }

    /** The socket that has the collector's seat, or {@code null}. */
    CollectorSocket admitted(long collectorId) {
        Seat seat = seats.get(collectorId);
        return seat == null ? null : seat.socket();
    }

    /** All sockets with a seat. */
    Collection<CollectorSocket> admitted() {
        return seats.values().stream().map(Seat::socket).toList();
    }

    void left(long collectorId, CollectorSocket socket) {
        seats.computeIfPresent(collectorId, (id, seat) -> seat.socket() == socket ? null : seat);
    }

    /** Lets all sockets stand or go on, also those that come. */
    void reading(boolean now) {
        reading = now;
        for (CollectorSocket socket : sockets) {
            socket.execute(now ? socket::goOn : socket::stand);
        }
    }

    Collection<CollectorSocket> all() {
        return sockets;
    }
}
