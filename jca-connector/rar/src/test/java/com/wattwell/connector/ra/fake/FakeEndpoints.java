package com.wattwell.connector.ra.fake;

import com.wattwell.connector.CollectorListener;
import com.wattwell.connector.Delivery;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.List;
import javax.transaction.xa.XAResource;

/** A message-driven bean with container-managed transactions: {@code bean} is what it does. */
public final class FakeEndpoints implements MessageEndpointFactory {

    private final CollectorListener bean;
    private final FakeTransactions transactions;
    /** While set, there is no bean yet (the application starts, or stops). */
    public volatile boolean unavailable;
    public volatile boolean transacted = true;
    /** While set, commits fail although the bean did not complain. */
    public volatile boolean commitsFail;

    public FakeEndpoints(CollectorListener bean, FakeTransactions transactions) {
        this.bean = bean;
        this.transactions = transactions;
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource xaResource) throws UnavailableException {
        if (unavailable) {
            throw new UnavailableException("the bean is not there yet");
        }
        return new Endpoint();
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource xaResource, long timeout) throws UnavailableException {
        return createEndpoint(xaResource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
        return transacted;
    }

    @Override
    public String getActivationName() {
        return "fake";
    }

    @Override
    public Class<?> getEndpointClass() {
        return CollectorListener.class;
    }

    private final class Endpoint implements MessageEndpoint, CollectorListener {

        @Override
        public void beforeDelivery(Method method) {
            transactions.begin();
        }

        @Override
        public void afterDelivery() throws ResourceException {
            if (commitsFail) {
                transactions.rollback();
                throw new ResourceException("commit failed");
            }
            transactions.commit();
        }

        @Override
        public void release() {
        }

        @Override
        public void onDeliveries(List<? extends Delivery> deliveries) {
            inTransaction(() -> bean.onDeliveries(deliveries));
        }

        @Override
        public void onPoison(Delivery delivery, String cause) {
            inTransaction(() -> bean.onPoison(delivery, cause));
        }

        private void inTransaction(Runnable call) {
            try {
                call.run();
            } catch (RuntimeException | Error e) {
                transactions.setRollbackOnly();
                throw e;
            }
        }
    }
}
