package com.wattwell.connector;

import java.io.Serializable;
import java.time.Instant;

/**
 * One question for one meter, handed to the adapter.
 *
 * @param collectorId the admitted collector
 * @param ownerEpoch  the epoch under which the application believes it is admitted; another one fails as {@code REPLACED}
 * @param line        line of the collector, from 1
 * @param protocol    name of the protocol that made {@code request} ({@link com.wattwell.protocol.MeterProtocol#name})
 * @param meterKey    what timing is learned under on this line: the meter's address
 * @param request     bytes to send
 * @param expiresAt   after this moment the request is not sent any more
 * @param timing      what is known of this meter's timing
 * @param maxTries    how often the request may be sent, 1 to 5; control is sent once
 */
public record Exchange(ExchangeRef ref, long collectorId, long ownerEpoch, int line, Lane lane, String protocol,
                       String meterKey, byte[] request, Instant expiresAt, MeterTiming timing, int maxTries)
        implements Serializable {

    @Override
    public String toString() {
        return "Exchange[" + ref + ", collector " + collectorId + "/" + line + ", " + lane + ", meter " + meterKey + "]";
    }
}
