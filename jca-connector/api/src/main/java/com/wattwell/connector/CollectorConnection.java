package com.wattwell.connector;

import java.util.Collection;
import java.util.List;

/**
 * The application's hand on the adapter of this node. Every call returns at once. What changes something becomes real
 * after the caller's transaction commits and never if it rolls back; outside a transaction at once.
 */
public interface CollectorConnection extends AutoCloseable {

    /**
     * Queues exchanges on their lines. Each ends in exactly one {@link ExchangeOutcome}, also when the collector is unknown here.
     *
     * @throws AdapterFullException when the adapter holds as many exchanges as it may; nothing of this call is taken
     */
    void handOver(Collection<Exchange> exchanges);

    /** Takes back exchanges of this work on this lane that have not been sent yet; they end as WITHDRAWN. */
    void withdraw(Lane lane, long work);

    /** Lets sockets in; an older socket of the same collector is closed at once. An unknown socket id is passed over. */
    void admit(Collection<Admission> admissions);

    /** Keeps a socket of an unknown box open and silent, within the adapter's limits, until it is admitted or refused. */
    void park(long socketId);

    /** Closes a socket that waits for a verdict. {@code reason} goes to the log, once per kind and address. */
    void refuse(long socketId, String reason);

    /** Closes the socket of a collector whose epoch is at most {@code ownerEpoch}: it logged in elsewhere, or is not wanted any more. */
    void disconnect(long collectorId, long ownerEpoch, String reason);

    /** What is known of the timing under this key counts no more: another device answers there. Nothing happens where it is not known. */
    void forgetTiming(long collectorId, int line, String meterKey);

    /** What goes over the wire of one collector, from {@code afterSequence} on. Asking keeps the trace alive for two minutes. */
    List<TracedBytes> trace(long collectorId, long afterSequence);

    /** The ports on which boxes dial in at this node, the plain one first. */
    List<ListeningPort> ports();

    /** Counters and gauges of the adapter, by name in Prometheus style without the prefix; labels stand in braces. */
    java.util.SortedMap<String, Double> metrics();

    @Override
    void close();
}
