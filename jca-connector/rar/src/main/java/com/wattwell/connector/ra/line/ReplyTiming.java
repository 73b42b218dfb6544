package com.wattwell.connector.ra.line;

import com.wattwell.connector.MeterTiming;
import java.time.Duration;
import java.time.Instant;

/**
 * How a meter's timing is learned: smoothed reply time and deviation as TCP learns its round trip (RFC 6298), failures
 * in a row, and ever rarer probes for a meter that does not answer. Reply time is what is left of the time between
 * request and reply when the bytes' own time on the bus is taken off, so it holds network, collector and meter together.
 */
final class ReplyTiming {

    /** 8E1: start, 8 data, parity, stop. */
    private static final long BITS_PER_BYTE = 11;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** A lost reply is as likely as a late one, so the wait grows, but a dead meter must not hold the line for long. */
    private static final double GROWTH = 1.5;
    /** Doublings after which every probe interval has long reached its bound. */
    private static final int MAX_DOUBLINGS = 20;

    private final LineRules rules;

    ReplyTiming(LineRules rules) {
        this.rules = rules;
    }

    /** Time that {@code bytes} need on a bus of that speed; none when the speed is not known (0). */
    static long wireNanos(int bytes, int baud) {
        return baud <= 0 ? 0 : bytes * BITS_PER_BYTE * NANOS_PER_SECOND / baud;
    }

    /** How long to wait beyond the bytes' own time on the n-th try (from 1); each waits half as long again as the one before. */
    long waitNanos(MeterTiming timing, int firstReplyMillis, int attempt) {
        long once = timing.replyMillis() == 0 ? firstReplyMillis : timing.replyMillis() + 4L * timing.deviationMillis();
        long bounded = Math.clamp(once, rules.minReply().toMillis(), rules.maxReply().toMillis());
        long grown = Math.round(bounded * Math.pow(GROWTH, attempt - 1.0));
        return Math.min(grown, rules.maxReply().toMillis()) * 1_000_000L;
    }

    /** The meter answered after so long (bus time taken off): it is alive. */
    static MeterTiming answered(MeterTiming timing, long sampleNanos) {
        int sample = Math.clamp(sampleNanos / 1_000_000L, 1, Integer.MAX_VALUE / 8);
        if (timing.replyMillis() == 0) {
            return new MeterTiming(sample, sample / 2, 0, null);
        }
        int deviation = (3 * timing.deviationMillis() + Math.abs(sample - timing.replyMillis())) / 4;
        int reply = Math.max(1, (7 * timing.replyMillis() + sample + 4) / 8);
        return new MeterTiming(reply, deviation, 0, null);
    }

    /** The meter answered, but which of several requests cannot be said: nothing is learned but that it is alive. */
    static MeterTiming alive(MeterTiming timing) {
        return new MeterTiming(timing.replyMillis(), timing.deviationMillis(), 0, null);
    }

    /** One try found no answer. A known meter may have become slower: the next wait is longer until a clean sample comes. */
    static MeterTiming timedOut(MeterTiming timing) {
        int deviation = Math.min(Math.max(2 * timing.deviationMillis(), timing.replyMillis() / 8), timing.replyMillis());
        return new MeterTiming(timing.replyMillis(), deviation, timing.consecutiveFailures(), timing.nextProbeAt());
    }

    /** A whole exchange failed. */
    MeterTiming failed(MeterTiming timing, Instant now) {
        int failures = Math.min(timing.consecutiveFailures() + 1, Integer.MAX_VALUE - 1);
        Instant nextProbeAt = failures < rules.setAsideAfter() ? null : now.plus(probeInterval(failures));
        return new MeterTiming(timing.replyMillis(), timing.deviationMillis(), failures, nextProbeAt);
    }

    /**
     * Whether a set-aside meter may be probed: its moment has come, or another set-aside meter of the line answered since it
     * was last tried, which means that the line was broken and not the meter.
     */
    boolean probeDue(MeterTiming timing, Instant now, Instant lineRevivedAt) {
        if (!now.isBefore(timing.nextProbeAt())) {
            return true;
        }
        Instant lastTried = timing.nextProbeAt().minus(probeInterval(timing.consecutiveFailures()));
        return lineRevivedAt != null && lastTried.isBefore(lineRevivedAt);
    }

    private Duration probeInterval(int failures) {
        int doublings = Math.clamp(failures - rules.setAsideAfter(), 0, MAX_DOUBLINGS);
        Duration interval = rules.firstProbe().multipliedBy(1L << doublings);
        return interval.compareTo(rules.maxProbe()) > 0 ? rules.maxProbe() : interval;
    }
}
