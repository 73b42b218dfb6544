package com.wattwell.connector;

import java.io.Serializable;

/** Anything the adapter tells the application. */
public sealed interface Delivery extends Serializable permits CollectorEvent, ExchangeOutcome {
}
