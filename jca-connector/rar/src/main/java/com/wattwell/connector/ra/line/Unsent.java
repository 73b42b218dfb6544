package com.wattwell.connector.ra.line;

import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.MeterTiming;
import java.time.Instant;
import java.util.List;

/** Outcomes of exchanges of which no byte was sent. */
public final class Unsent {

    private Unsent() {
    }

    static ExchangeOutcome outcome(Exchange exchange, End end, MeterTiming timing, Instant at) {
        return new ExchangeOutcome(exchange.ref(), exchange.collectorId(), exchange.ownerEpoch(), exchange.lane(),
                exchange.protocol(), end, false, 0, exchange.request(), List.of(), null, at, timing);
    }

    /** For an exchange that reached no line; what was known of the meter's timing is given back. */
    public static ExchangeOutcome outcome(Exchange exchange, End end, Instant at) {
        return outcome(exchange, end, exchange.timing() == null ? MeterTiming.UNKNOWN : exchange.timing(), at);
    }
}
