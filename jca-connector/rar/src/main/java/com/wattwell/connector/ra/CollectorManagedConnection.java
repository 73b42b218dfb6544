package com.wattwell.connector.ra;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;

/** A place in the server's pool, with the handles that the application holds on it. */
final class CollectorManagedConnection implements ManagedConnection, ManagedConnectionMetaData {

    private final CollectorResourceAdapter adapter;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<CollectorConnectionHandle> handles = ConcurrentHashMap.newKeySet();
    private PrintWriter logWriter;

    CollectorManagedConnection(CollectorResourceAdapter adapter) {
        this.adapter = adapter;
    }

    CollectorCalls calls() throws ResourceException {
        return adapter.calls();
    }

    @Override
    public Object getConnection(Subject subject, ConnectionRequestInfo info) {
        CollectorConnectionHandle handle = new CollectorConnectionHandle(this);
        handles.add(handle);
        return handle;
    }

    @Override
    public void associateConnection(Object connection) throws ResourceException {
        if (!(connection instanceof CollectorConnectionHandle handle)) {
            throw new ResourceException("not a handle of this adapter: " + connection);
        }
        handle.moveTo(this);
        handles.add(handle);
    }

    /** The application closed a handle. */
    void closed(CollectorConnectionHandle handle) {
        if (handles.remove(handle)) {
            ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
            event.setConnectionHandle(handle);
            listeners.forEach(listener -> listener.connectionClosed(event));
        }
    }

    void moved(CollectorConnectionHandle handle) {
        handles.remove(handle);
    }

    @Override
    public void cleanup() {
        handles.forEach(CollectorConnectionHandle::invalidate);
        handles.clear();
    }

    @Override
    public void destroy() {
        cleanup();
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public XAResource getXAResource() throws ResourceException {
        throw new NotSupportedException("hand-over follows the transaction by a synchronization, not as a resource of it");
    }

    @Override
    public LocalTransaction getLocalTransaction() throws ResourceException {
        throw new NotSupportedException("hand-over follows the transaction by a synchronization, not as a resource of it");
    }

    @Override
    public ManagedConnectionMetaData getMetaData() {
        return this;
    }

    @Override
    public String getEISProductName() {
        return "Wattwell collectors";
    }

    @Override
    public String getEISProductVersion() {
        return "1.0";
    }

    /** Unlimited. */
    @Override
    public int getMaxConnections() {
        return 0;
    }

    @Override
    public String getUserName() {
        return "";
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        logWriter = out;
    }

    @Override
    public PrintWriter getLogWriter() {
        return logWriter;
    }
}
