package com.wattwell.prepayment;

import java.time.Instant;

/**
 * Money, a subsidy or a write-off has been posted in an account's favour; fired in the transaction that posts it. Who gives supply back observes
 * {@code AFTER_SUCCESS}.
 *
 * @param paidAt   when the payer paid
 * @param entryKey business key of the journal entry
 */
public record AccountCredited(int companyId, long accountId, long amountFen, Instant paidAt, String entryKey) {
}
