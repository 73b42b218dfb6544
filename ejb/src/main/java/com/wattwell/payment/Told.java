package com.wattwell.payment;

import java.time.Instant;

/** What a notice says, once its signature has been found right. */
public sealed interface Told {

    String merchantNumber();

    String appId();

    /** When the channel sent it. */
    Instant sentAt();

    record OfPayment(String merchantNumber, String appId, Instant sentAt, Trade.Paid paid) implements Told {
    }

    record OfRefund(String merchantNumber, String appId, Instant sentAt, String orderNumber, String tradeNumber, String refundNumber) implements Told {
    }

    /** Something that changes nothing: a trade that waits or was closed. */
    record OfNothing(String merchantNumber, String appId, Instant sentAt, String what) implements Told {
    }
}
