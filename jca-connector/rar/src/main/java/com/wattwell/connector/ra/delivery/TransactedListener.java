package com.wattwell.connector.ra.delivery;

import com.wattwell.connector.CollectorListener;
import com.wattwell.connector.Delivery;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;

/**
 * Calls the application's listener, each call in a transaction of its own. The container rolls back without a word when
 * the bean asked for it, so the end of the transaction is watched by a synchronization, registered between
 * {@code beforeDelivery} and the call. (An XAResource would see it too, but makes two-phase commits of what is one.)
 */
final class TransactedListener {

    static final Method ON_DELIVERIES = method("onDeliveries", List.class);
    static final Method ON_POISON = method("onPoison", Delivery.class, String.class);

    /** How a call ended. */
    sealed interface Result {

        record Committed() implements Result {
        }

        /** The listener threw or rolled back, or the commit failed. */
        record Failed(String cause) implements Result {
        }

        /** There is no listener to call at the moment. */
        record Unavailable(String cause) implements Result {
        }
    }

    private final MessageEndpointFactory factory;
    private final TransactionSynchronizationRegistry transactions;
    private MessageEndpoint endpoint;

    TransactedListener(MessageEndpointFactory factory, TransactionSynchronizationRegistry transactions) {
        this.factory = factory;
        this.transactions = transactions;
    }

    Result deliver(List<Delivery> deliveries) {
        return call(ON_DELIVERIES, listener -> listener.onDeliveries(deliveries));
    }

    Result poison(Delivery delivery, String cause) {
        return call(ON_POISON, listener -> listener.onPoison(delivery, cause));
    }

    void close() {
        if (endpoint != null) {
            endpoint.release();
            endpoint = null;
        }
    }

    private Result call(Method method, Consumer<CollectorListener> call) {
        try {
            if (endpoint == null) {
                endpoint = factory.createEndpoint(null);
            }
        } catch (UnavailableException | RuntimeException e) {
            return new Result.Unavailable(e.toString());
        }
        Watch watch = new Watch();
        String thrown = null;
        try {
            endpoint.beforeDelivery(method);
            try {
                watch.begin();
                call.accept((CollectorListener) endpoint);
            } catch (Throwable t) { // whatever a listener throws, the delivery must stay
                thrown = t.toString();
            } finally {
                endpoint.afterDelivery();
            }
        } catch (NoSuchMethodException | ResourceException | RuntimeException e) {
            thrown = thrown == null ? e.toString() : thrown;
        }
        if (thrown == null && watch.committed()) {
            return new Result.Committed();
        }
        close(); // a bean that failed may be broken: the next call gets a fresh one
        return new Result.Failed(thrown == null ? "rolled back" : thrown);
    }

    /** Sees how the transaction of this thread ends. */
    private final class Watch implements Synchronization {

        private boolean watching;
        private volatile int status = Status.STATUS_UNKNOWN; // the server may roll back from another thread

        void begin() {
            if (transactions.getTransactionKey() != null) {
                transactions.registerInterposedSynchronization(this);
                watching = true;
            }
        }

        boolean committed() {
            return !watching || status == Status.STATUS_COMMITTED;
        }

        @Override
        public void beforeCompletion() {
        }

        @Override
        public void afterCompletion(int end) {
            status = end;
        }
    }

    private static Method method(String name, Class<?>... parameters) {
        try {
            return CollectorListener.class.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
