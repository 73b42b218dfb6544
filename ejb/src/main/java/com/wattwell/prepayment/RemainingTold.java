package com.wattwell.prepayment;

import java.time.Instant;

/**
 * A meter that counts its own money has told what it has left.
 *
 * @param purchases how many purchases it counts, or {@code null} when it was not asked
 * @param at        when it said so
 */
public record RemainingTold(int companyId, int meterId, long remainingFen, Integer purchases, Instant at) {
}
