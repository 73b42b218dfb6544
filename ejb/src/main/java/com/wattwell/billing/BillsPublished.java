package com.wattwell.billing;

import java.util.List;

/** Told in the transaction that publishes bills: notices are written for them, or none of it is. */
public record BillsPublished(int companyId, List<Long> billIds) {
    public BillsPublished {
        billIds = List.copyOf(billIds);
    }
}
