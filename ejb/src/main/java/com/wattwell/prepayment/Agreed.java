package com.wattwell.prepayment;

import com.wattwell.tariff.ContractTerms;
import java.time.LocalDate;

/**
 * What an account agreed on for a usage point, with what its price depends on.
 *
 * @param to            the first day that is not any more, or {@code null}
 * @param occupiedFrom  the first day of the household in this supply, or {@code null} when it came from another system
 */
record Agreed(long id, long accountId, int companyId, long usagePointId, int tariffId, ContractTerms terms, LocalDate from, LocalDate to, int householdSize, LocalDate occupiedFrom) {

    boolean covers(LocalDate day) {
        return !day.isBefore(from) && (to == null || day.isBefore(to));
    }

    /** The beginning of the period that a day is charged in: the month's, or that of the agreement. */
    LocalDate periodFrom(LocalDate day) {
        LocalDate month = day.withDayOfMonth(1);
        return from.isAfter(month) ? from : month;
    }

    /** The end of that period. */
    LocalDate periodTo(LocalDate day) {
        LocalDate month = day.withDayOfMonth(1).plusMonths(1);
        return to != null && to.isBefore(month) ? to : month;
    }
}
