package com.wattwell.connector;

import java.io.Serializable;
import java.time.Instant;

/**
 * What has been learned of one meter on its line, kept by the adapter while it lives and stored beside the meter.
 *
 * @param replyMillis         smoothed time from the last byte sent to the first byte of the reply; 0 = unknown
 * @param deviationMillis     smoothed deviation of it
 * @param consecutiveFailures exchanges in a row without a reply
 * @param nextProbeAt         while set, the meter is set aside and asked again only from this moment on
 */
public record MeterTiming(int replyMillis, int deviationMillis, int consecutiveFailures, Instant nextProbeAt) implements Serializable {

    public static final MeterTiming UNKNOWN = new MeterTiming(0, 0, 0, null);
}
