package com.wattwell.payment;

/**
 * A payment has been posted to a customer's account; fired in the transaction that posts it. Who wants to act outside of it observes
 * {@code AFTER_SUCCESS}.
 *
 * @param accountId {@code customer_account.id}
 * @param paymentId {@code payment.id}
 * @param entryKey  business key of the entry that credited it: the tender's, or that of a claim from SUSPENSE
 */
public record PaymentPosted(long accountId, long paymentId, long amountFen, String entryKey) {
}
