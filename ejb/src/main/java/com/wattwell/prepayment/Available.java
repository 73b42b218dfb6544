package com.wattwell.prepayment;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What an account still has.
 *
 * @param balanceFen   in the books; credit positive
 * @param soFarFen     used since {@code nextDay}, not posted yet; 0 for accounts that are billed
 * @param overdraftFen how far it may be overdrawn
 * @param deferredFen  of its debt, what an instalment plan gives time for
 * @param nextDay      the first day that is not posted, or {@code null} for accounts that are billed
 * @param readUntil    the latest reading in it, or {@code null}
 * @param parked       why it cannot be charged further, or {@code null}
 */
public record Available(long accountId, int companyId, long balanceFen, long soFarFen, long overdraftFen, long deferredFen, LocalDate nextDay, Instant readUntil, String parked) {

    /** 可用余额. */
    public long availableFen() {
        return balanceFen - soFarFen;
    }

    /** What counts against the limits of fee control: with the overdraft, and without the debt that is not due yet. */
    public long forControlFen() {
        return availableFen() + overdraftFen + Math.min(deferredFen, Math.max(0, -availableFen()));
    }
}
