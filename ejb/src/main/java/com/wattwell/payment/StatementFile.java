package com.wattwell.payment;

import java.time.Instant;
import java.util.List;

/**
 * A channel's statement of a day (对账单).
 *
 * @param content as it was downloaded
 */
public record StatementFile(String name, byte[] content, List<Line> lines) {

    /** What a line is of. */
    public enum Kind {
        PAYMENT, REFUND
    }

    /**
     * @param amountFen positive for both kinds
     * @param feeFen    kept by the channel; negative when it gave it back
     */
    public record Line(Kind kind, String tradeNumber, String orderNumber, String refundNumber, long amountFen, long feeFen, Instant at) {
    }
}
