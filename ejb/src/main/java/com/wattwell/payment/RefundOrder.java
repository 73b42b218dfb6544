package com.wattwell.payment;

/** Money to go back through its channel. */
public record RefundOrder(String refundNumber, String tradeNumber, String orderNumber, long amountFen, long paidFen, String reason) {
}
