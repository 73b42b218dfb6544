package com.wattwell.payment;

/** The life of an order: CREATED → OPEN → PAID, or CLOSED when nobody paid in time, or FAILED when the channel refused it. */
public enum OrderState {
    /** A row of ours; the channel is being asked. */
    CREATED,
    /** The channel knows it and it can be paid. */
    OPEN,
    /** At least one payment came. */
    PAID,
    /** Its time is over, or a person closed it. Money that comes all the same is a fact of its own. */
    CLOSED,
    /** The channel refused it. */
    FAILED
}
