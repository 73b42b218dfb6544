package com.wattwell.counter;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A receipt (收据): what was taken or given back. It is no tax invoice, and says so.
 *
 * @param kind       RECHARGE or REFUND
 * @param balanceFen what was available afterwards
 * @param reversedAt when it was taken back, or {@code null}
 */
public record Receipt(long id, int companyId, String company, String number, long accountId, String account, String customer, String place, Long shiftId, String kind, Tender tender,
                      long amountFen, long balanceFen, String reference, String reason, LocalDate day, Instant at, String by, Instant reversedAt, String reversedBy, String reversedWhy) {
}
