package com.wattwell.connector.ra.fake;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.WorkContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Timer;

/** The server around the adapter: transactions, threads, a timer and a connection pool that pools nothing. */
public final class FakeServer implements BootstrapContext {

    public final FakeTransactions transactions = new FakeTransactions();
    public final FakeWorkManager works = new FakeWorkManager();
    public final ConnectionManager connections = new ConnectionManager() {
        @Override
        public Object allocateConnection(ManagedConnectionFactory factory, ConnectionRequestInfo info) throws jakarta.resource.ResourceException {
            return factory.createManagedConnection(null, info).getConnection(null, info);
        }
    };

    @Override
    public FakeWorkManager getWorkManager() {
        return works;
    }

    @Override
    public XATerminator getXATerminator() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Timer createTimer() {
        return new Timer(true);
    }

    @Override
    public boolean isContextSupported(Class<? extends WorkContext> kind) {
        return false;
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return transactions;
    }
}
