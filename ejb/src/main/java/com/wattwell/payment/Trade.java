package com.wattwell.payment;

import java.time.Instant;

/** How an order stands at its channel. */
public sealed interface Trade {

    /**
     * Money came.
     *
     * @param tradeNumber the channel's own number of it
     * @param orderNumber ours
     * @param amountFen   of the order as the channel has it
     * @param payer       as the channel names them, or {@code null}
     */
    record Paid(String tradeNumber, String orderNumber, long amountFen, Instant paidAt, String payer) implements Trade {
    }

    /** Nobody has paid yet; the channel may not even have heard of it. */
    record Waiting() implements Trade {
    }

    /** It cannot be paid any more. */
    record Closed() implements Trade {
    }
}
