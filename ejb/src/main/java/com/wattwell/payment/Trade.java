package com.wattwell.payment;

import java.time.Instant;
import java.util.regex.Pattern;

/** How an order stands at its channel. */
public sealed interface Trade {

    /**
     * Money came.
     *
     * @param tradeNumber the channel's own number of it
     * @param orderNumber ours
     * @param amountFen   of the order as the channel has it
     * @param payer       as the channel names them, or {@code null}
     */
    record Paid(String tradeNumber, String orderNumber, long amountFen, Instant paidAt, String payer) implements Trade {

        private static final Pattern NUMBER = Pattern.compile("[\\x21-\\x7e]{1,64}");
        private static final long MOST_FEN = 100_000_000_000L;

        /** @throws IllegalArgumentException for what no channel says */
        public Paid {
            if (tradeNumber == null || !NUMBER.matcher(tradeNumber).matches() || orderNumber != null && !orderNumber.isEmpty() && !NUMBER.matcher(orderNumber).matches()) {
                throw new IllegalArgumentException("a number has 1 to 64 visible ASCII characters");
            }
            if (amountFen > MOST_FEN) {
                throw new IllegalArgumentException("more than anybody pays: " + amountFen + " fen");
            }
        }
    }

    /** Nobody has paid yet; the channel may not even have heard of it. */
    record Waiting() implements Trade {
    }

    /** It cannot be paid any more. */
    record Closed() implements Trade {
    }
}
