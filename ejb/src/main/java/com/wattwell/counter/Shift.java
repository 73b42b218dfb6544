package com.wattwell.counter;

import java.time.Instant;

/**
 * A cashier's shift (班次).
 *
 * @param floatFen    change that was in the till when it began
 * @param cashInFen   cash that was taken, reversals deducted
 * @param cashOutFen  cash that was given back
 * @param cardFen     taken by card, reversals deducted
 * @param expectedFen what the till should have: now, or when it was closed
 * @param countedFen  what was in it, or {@code null} while it is open
 * @param depositFen  brought to the bank, or {@code null}
 * @param receipts    how many were written
 */
public record Shift(long id, int companyId, String cashier, Instant openedAt, long floatFen, long cashInFen, long cashOutFen, long cardFen, long expectedFen, Instant closedAt,
                    Long countedFen, Long depositFen, String explanation, int receipts, int reversed) {

    public boolean open() {
        return closedAt == null;
    }

    /** More (+) or less (-) than there should have been; 0 while it is open. */
    public long differenceFen() {
        return countedFen == null ? 0 : countedFen - expectedFen;
    }
}
