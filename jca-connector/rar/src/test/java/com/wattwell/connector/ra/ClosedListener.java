package com.wattwell.connector.ra;

import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;

/** Hears only that a handle was closed. */
record ClosedListener(Runnable closed) implements ConnectionEventListener {

    @Override
    public void connectionClosed(ConnectionEvent event) {
        closed.run();
    }

    @Override
    public void localTransactionStarted(ConnectionEvent event) {
    }

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {
    }

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
    }
}
