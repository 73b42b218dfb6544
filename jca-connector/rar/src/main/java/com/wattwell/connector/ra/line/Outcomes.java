package com.wattwell.connector.ra.line;

import com.wattwell.connector.ExchangeOutcome;

/** Where the outcomes of exchanges go. Never blocks, never refuses: their number is bounded where exchanges are handed over. */
@FunctionalInterface
public interface Outcomes {

    void ended(ExchangeOutcome outcome);
}
