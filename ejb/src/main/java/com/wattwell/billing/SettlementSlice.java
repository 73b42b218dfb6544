package com.wattwell.billing;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A part of a run's accounts and how far it is.
 *
 * @param reachedId  accounts up to this one are done
 * @param uptoId     the last of them
 * @param accounts   how many there are
 * @param beganDone  how many were done when the present attempt began
 * @param quantity   kWh and cubic metres billed, for a look at the whole
 */
public record SettlementSlice(int number, long afterId, long uptoId, long reachedId, int accounts, int done, int billed, int skipped, int parked, long amountFen,
                              BigDecimal quantity, int beganDone, Instant movedAt) {

    /** What a chunk adds. */
    public record Moved(int accounts, int billed, int skipped, int parked, long amountFen, BigDecimal quantity) {
    }
}
