package com.wattwell.connector.ra;

import com.wattwell.connector.Admission;
import com.wattwell.connector.CollectorConnection;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.Lane;
import com.wattwell.connector.ListeningPort;
import com.wattwell.connector.TracedBytes;
import jakarta.resource.ResourceException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/** The application's hand on the adapter; good until it is closed. */
public class CollectorConnectionHandle implements CollectorConnection {

    private CollectorManagedConnection connection;

    CollectorConnectionHandle(CollectorManagedConnection connection) {
        this.connection = connection;
    }

    @Override
    public void handOver(Collection<Exchange> exchanges) {
        calls().handOver(exchanges);
    }

    @Override
    public void withdraw(Lane lane, long work) {
        calls().withdraw(lane, work);
    }

    @Override
    public void admit(Collection<Admission> admissions) {
        calls().admit(admissions);
    }

    @Override
    public void park(long socketId) {
        calls().park(socketId);
    }

    @Override
    public void refuse(long socketId, String reason) {
        calls().refuse(socketId, reason);
    }

    @Override
    public void disconnect(long collectorId, long ownerEpoch, String reason) {
        calls().disconnect(collectorId, ownerEpoch, reason);
    }

    @Override
    public void forgetTiming(long collectorId, int line, String meterKey) {
        calls().forgetTiming(collectorId, line, meterKey);
    }

    @Override
    public List<TracedBytes> trace(long collectorId, long afterSequence) {
        return calls().trace(collectorId, afterSequence);
    }

    @Override
    public List<ListeningPort> ports() {
        return calls().ports();
    }

    @Override
    public SortedMap<String, Double> metrics() {
        return calls().metrics();
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            CollectorManagedConnection closing = connection;
            connection = null;
            closing.closed(this);
        }
    }

    synchronized void moveTo(CollectorManagedConnection other) {
        if (connection != null) {
            connection.moved(this);
        }
        connection = other;
    }

    synchronized void invalidate() {
        connection = null;
    }

    private synchronized CollectorCalls calls() {
        if (connection == null) {
            throw new IllegalStateException("this connection is closed");
        }
        try {
            return connection.calls();
        } catch (ResourceException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
