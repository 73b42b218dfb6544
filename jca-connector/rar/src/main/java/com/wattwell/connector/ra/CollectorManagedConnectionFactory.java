package com.wattwell.connector.ra;

import com.wattwell.connector.CollectorConnection;
import com.wattwell.connector.CollectorConnectionFactory;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;

/** Makes the connections that the server pools behind {@code java:/eis/Collectors}. They weigh nothing: all lead to the one adapter. */
@ConnectionDefinition(connectionFactory = CollectorConnectionFactory.class, connectionFactoryImpl = PooledCollectorConnectionFactory.class,
        connection = CollectorConnection.class, connectionImpl = CollectorConnectionHandle.class)
public class CollectorManagedConnectionFactory implements ManagedConnectionFactory, ResourceAdapterAssociation {

    private static final long serialVersionUID = 1L;

    private transient CollectorResourceAdapter adapter;
    private transient PrintWriter logWriter;

    @Override
    public Object createConnectionFactory(ConnectionManager connectionManager) {
        return new PooledCollectorConnectionFactory(this, connectionManager);
    }

    @Override
    public Object createConnectionFactory() throws NotSupportedException {
        throw new NotSupportedException("only inside a server");
    }

    @Override
    public ManagedConnection createManagedConnection(Subject subject, ConnectionRequestInfo info) {
        return new CollectorManagedConnection(adapter);
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface is older than generics
    public ManagedConnection matchManagedConnections(Set connections, Subject subject, ConnectionRequestInfo info) {
        for (Object connection : connections) {
            if (connection instanceof CollectorManagedConnection managed) {
                return managed;
            }
        }
        return null;
    }

    @Override
    public ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter resourceAdapter) throws ResourceException {
        if (!(resourceAdapter instanceof CollectorResourceAdapter collectors)) {
            throw new ResourceException("not the adapter of collectors: " + resourceAdapter);
        }
        adapter = collectors;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        logWriter = out;
    }

    @Override
    public PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CollectorManagedConnectionFactory factory && Objects.equals(adapter, factory.adapter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(CollectorManagedConnectionFactory.class, adapter);
    }
}
