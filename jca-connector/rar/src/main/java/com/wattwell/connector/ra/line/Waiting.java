package com.wattwell.connector.ra.line;

import com.wattwell.connector.Exchange;

/** An exchange in a line's queue. {@code sinceNanos}: when it came there. */
record Waiting(Exchange exchange, long sinceNanos) {
}
