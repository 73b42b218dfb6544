package com.wattwell.customer;

import java.time.LocalDate;

/**
 * Told when an account ends: by its day all usage in front of that day is to be charged, and the final bill to be made.
 *
 * @param day the first day that is not the account's any more
 */
public record AccountClosing(int companyId, long accountId, LocalDate day) {
}
