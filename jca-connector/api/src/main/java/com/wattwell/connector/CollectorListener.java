package com.wattwell.connector;

import java.util.List;

/**
 * What a message-driven bean implements to hear of collectors. One activation hears one {@link DeliveryStream}; each
 * call runs in a transaction of its own, and what it was given counts as delivered only when that transaction commits.
 */
public interface CollectorListener {

    /**
     * Takes a batch, in the order in which things happened. Throwing, or rolling back, gives the batch back: the adapter
     * delivers it again in halves until the bad one stands alone.
     */
    void onDeliveries(List<? extends Delivery> deliveries);

    /**
     * Takes one delivery that failed alone several times, so that it can be set aside where a person finds it. If this
     * throws or rolls back too (the database is down, say), the delivery stays with the adapter and is tried again, alone first.
     */
    void onPoison(Delivery delivery, String cause);
}
