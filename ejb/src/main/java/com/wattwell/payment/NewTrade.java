package com.wattwell.payment;

import java.time.Instant;

/**
 * An order to be opened at its channel.
 *
 * @param payer       openid for {@link Product#JSAPI}, the scanned code for {@link Product#PAYMENT_CODE}, else {@code null}
 * @param payerAddress IP address of the payer's phone for {@link Product#H5}, else {@code null}
 */
public record NewTrade(String orderNumber, Product product, long amountFen, String subject, Instant expiresAt, String notifyUrl, String payer, String payerAddress) {

    @Override
    public String toString() {
        return orderNumber; // a payment code is as good as money
    }
}
