package com.wattwell.connector.ra.socket;

import com.wattwell.connector.ra.metrics.Metrics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts sockets that have not registered yet, in all and for each remote address.
 *
 * <p>One address may have {@code perAddress} of them that linger. A fresh one counts for its address only when half of
 * the places in all are taken: a fleet behind one carrier's address may come back all at once, but a flood from one
 * address cannot take the places of others.
 */
final class UnregisteredSockets {

    private static final class OfAddress {
        private int all;
        private int lingering;
    }

    private final int limit;
    private final int perAddress;
    private final Map<String, OfAddress> addresses = new HashMap<>();
    private int all;

    UnregisteredSockets(int limit, int perAddress, Metrics metrics) {
        this.limit = limit;
        this.perAddress = perAddress;
        metrics.gauge("sockets{state=\"UNREGISTERED\"}", this::count);
    }

    /** @return why there is no place, or nothing when one was taken */
    synchronized Optional<Refusal> enter(String address) {
        if (all >= limit) {
            return Optional.of(Refusal.TOO_MANY_UNREGISTERED);
        }
        OfAddress of = addresses.computeIfAbsent(address, ignored -> new OfAddress());
        if (2L * all >= limit && of.all >= perAddress) {
            return Optional.of(Refusal.TOO_MANY_FROM_ADDRESS);
        }
        all++;
        of.all++;
        return Optional.empty();
    }

    /** The socket is not fresh any more. @return whether it may stay */
    synchronized boolean linger(String address) {
        OfAddress of = addresses.get(address);
        if (of.lingering >= perAddress) {
            return false;
        }
        of.lingering++;
        return true;
    }

    /** The socket registered or ended. */
    synchronized void leave(String address, boolean lingering) {
        OfAddress of = addresses.get(address);
        all--;
        of.all--;
        if (lingering) {
            of.lingering--;
        }
        if (of.all == 0) {
            addresses.remove(address);
        }
    }

    synchronized int count() {
        return all;
    }
}
