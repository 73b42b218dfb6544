package com.wattwell.connector;

/** The three streams of deliveries. They never share a batch, a queue or a thread. */
public enum DeliveryStream {
    /** Logins, losses, signs of life: {@link CollectorEvent}. In order, one batch at a time. */
    EVENTS,
    /** Outcomes of exchanges handed over on {@link Lane#PRIORITY}. */
    CONTROL,
    /** Outcomes of exchanges handed over on {@link Lane#READING}. */
    READINGS
}
