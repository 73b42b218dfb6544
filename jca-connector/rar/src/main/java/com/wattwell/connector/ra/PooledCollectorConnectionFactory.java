package com.wattwell.connector.ra;

import com.wattwell.connector.CollectorConnection;
import com.wattwell.connector.CollectorConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import javax.naming.Reference;

/** What the application finds at {@code java:/eis/Collectors}. */
public class PooledCollectorConnectionFactory implements CollectorConnectionFactory {

    private static final long serialVersionUID = 1L;

    private final CollectorManagedConnectionFactory factory;
    private final ConnectionManager connectionManager;
    private Reference reference;

    PooledCollectorConnectionFactory(CollectorManagedConnectionFactory factory, ConnectionManager connectionManager) {
        this.factory = factory;
        this.connectionManager = connectionManager;
    }

    @Override
    public CollectorConnection getConnection() throws ResourceException {
        return (CollectorConnection) connectionManager.allocateConnection(factory, null);
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }

    @Override
    public Reference getReference() {
        return reference;
    }
}
