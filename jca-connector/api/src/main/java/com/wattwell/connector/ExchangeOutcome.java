package com.wattwell.connector;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * How one {@link Exchange} ended. Exactly one outcome comes for each exchange that was handed over, unless the server
 * dies first.
 *
 * @param requestSent whether bytes of the request may have reached the line; {@code false} is a promise that they did not
 * @param tries       how often it was sent
 * @param replies     frames of the answer, preamble left out; empty unless {@code end} is REPLIED
 * @param firstSentAt when the first byte was written, or {@code null}
 * @param endedAt     when the last byte of the reply was there, or when it was given up
 * @param timing      what is known of the meter's timing now
 */
public record ExchangeOutcome(ExchangeRef ref, long collectorId, long ownerEpoch, Lane lane, String protocol, End end,
                              boolean requestSent, int tries, byte[] request, List<byte[]> replies, Instant firstSentAt,
                              Instant endedAt, MeterTiming timing) implements Delivery {

    /** The ways in which an exchange ends. */
    public enum End implements Serializable {
        /** The meter answered; what it said is the application's business. */
        REPLIED,
        /** A broadcast went out; nobody answers. */
        SENT,
        /** Asked as often as allowed, no answer. */
        NO_REPLY,
        /** Bytes came but no frame: noise, or wrong parity. */
        GARBLED,
        /** The meter is set aside and its next probe is not due. */
        SET_ASIDE,
        /** The collector is not connected to this node. */
        OFFLINE,
        /** The socket ended while the exchange waited or was under way. */
        DISCONNECTED,
        /** A newer login took the place of the socket (or the epoch of the exchange was old). */
        REPLACED,
        /** It was not its turn before {@code expiresAt}. */
        EXPIRED,
        /** Taken back before it was sent. */
        WITHDRAWN,
        /** The line's queue was full. */
        QUEUE_FULL,
        /** Never tried: the protocol or the line is not known here, or the request is none of that protocol. */
        REFUSED
    }
}
