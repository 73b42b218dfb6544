package com.wattwell.connector.ra.line;

import java.time.Duration;

/**
 * The limits and times that hold for every line.
 *
 * @param queueLimit       exchanges that may wait on one lane of a line
 * @param meterLimit       meters whose timing is remembered on one line; beyond it the least recently asked is forgotten
 * @param minReply         a reply is waited for at least this long beyond the bytes' own time
 * @param maxReply         and at most this long, also after the wait has grown with retries
 * @param quiet            silence on the line after a time-out, in which a late reply may still come
 * @param frameGap         once more wait when the time-out finds the beginning of a frame (a DTU may pack one frame into two segments)
 * @param writeTimeout     a socket that does not take bytes for so long is closed
 * @param setAsideAfter    failed exchanges in a row after which a meter is set aside
 * @param firstProbe       a meter just set aside is probed after so long; the interval doubles with each failure
 * @param maxProbe         and grows up to this
 */
public record LineRules(int queueLimit, int meterLimit, Duration minReply, Duration maxReply, Duration quiet, Duration frameGap,
                        Duration writeTimeout, int setAsideAfter, Duration firstProbe, Duration maxProbe) {

    public LineRules {
        atLeastOne("queueLimit", queueLimit);
        atLeastOne("meterLimit", meterLimit);
        atLeastOne("setAsideAfter", setAsideAfter);
        if (minReply.compareTo(maxReply) > 0) {
            throw new IllegalArgumentException("minReply " + minReply + " is longer than maxReply " + maxReply);
        }
        if (firstProbe.isZero() || firstProbe.isNegative() || firstProbe.compareTo(maxProbe) > 0) {
            throw new IllegalArgumentException("firstProbe " + firstProbe + " must be above zero and at most maxProbe " + maxProbe);
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 and is " + value);
        }
    }
}
