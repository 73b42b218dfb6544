package com.wattwell.customer;

import java.time.LocalDate;

/** Told in the transaction that changed what an account agreed on for a usage point: its tariff or its terms, from a day on that is not charged. */
public record AgreementChanged(long accountId, long usagePointId, LocalDate from) {
}
