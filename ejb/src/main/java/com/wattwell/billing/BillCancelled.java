package com.wattwell.billing;

/** Told in the transaction that cancels a bill: what stands on it, such as an electronic invoice, is taken back as well. */
public record BillCancelled(int companyId, long billId) {
}
