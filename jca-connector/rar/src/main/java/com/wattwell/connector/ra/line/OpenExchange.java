package com.wattwell.connector.ra.line;

import com.wattwell.connector.Exchange;
import com.wattwell.connector.Lane;
import com.wattwell.connector.MeterTiming;
import com.wattwell.protocol.Dialogue;
import java.time.Instant;

/** The exchange that has the line: what was sent, how often and when. Written and read by its {@link Line} only. */
final class OpenExchange {

    private static final int MAX_TRIES = 5;

    final Exchange exchange;
    final Dialogue dialogue;
    /** A try on a meter that is set aside: one, and short. */
    final boolean probe;
    final int maxTries;
    MeterTiming timing;

    /** How often the frame that is out now was sent; a follow-up begins anew. */
    int sends;
    /** How often any frame of this exchange was sent again. */
    int repeats;
    /** Further frames that were asked for after the first. */
    int followUps;
    int sentBytes;
    Instant firstSentAt;
    long openedNanos;
    long sentNanos;
    /** When the same frame was sent the time before. */
    long sentBeforeNanos;
    /** Bytes came that were no frame. */
    boolean noise;
    /** The wait was lengthened because a frame had begun. */
    boolean lengthened;
    /** Reading stood still meanwhile, so that the time says nothing about the meter. */
    boolean interrupted;

    OpenExchange(Exchange exchange, Dialogue dialogue, MeterTiming timing, boolean probe) {
        this.exchange = exchange;
        this.dialogue = dialogue;
        this.timing = timing;
        this.probe = probe;
        this.maxTries = probe ? 1 : Math.clamp(exchange.maxTries(), 1, MAX_TRIES);
    }

    boolean mayGiveWay() {
        return exchange.lane() == Lane.READING && dialogue.replies().isEmpty();
    }

    int tries() {
        return firstSentAt == null ? 0 : 1 + repeats;
    }
}
