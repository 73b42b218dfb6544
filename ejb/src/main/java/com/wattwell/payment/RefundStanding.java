package com.wattwell.payment;

import java.time.Instant;

/** How a refund stands at its channel. */
public sealed interface RefundStanding {

    /** @param channelNumber the channel's own, or {@code null} where it has none */
    record Done(String channelNumber, Instant at) implements RefundStanding {
    }

    record UnderWay() implements RefundStanding {
    }

    /** The channel has never heard of it: it may be asked again under the same number. */
    record Unknown() implements RefundStanding {
    }

    record Failed(String why) implements RefundStanding {
    }
}
