package com.wattwell.simulator;

/**
 * When a collector was asked and when it answered, as its own socket saw it: from the first byte of a request that comes
 * in to the last byte of a reply that is handed to the network. Only requests and replies, no heartbeats. May be read
 * and begun anew by any thread.
 */
public final class LineWatch {

    private long requests;
    private long replies;
    private long firstRequest;
    private long lastRequest;
    private long lastReply;
    private long silentNanos;
    private boolean unanswered;

    /**
     * What was seen since the watch was begun.
     *
     * @param firstRequest {@link System#nanoTime()} of the first request, and
     * @param lastReply    of the last reply; meaningless while there is none
     * @param silentNanos  time from requests that nobody answered to the requests that followed them
     */
    public record Seen(long requests, long replies, long firstRequest, long lastReply, long silentNanos) {

        /** From the first request to the last reply. */
        public long nanos() {
            return requests == 0 || replies == 0 ? 0 : lastReply - firstRequest;
        }
    }

    /** Forgets what it has seen. */
    public synchronized void begin() {
        requests = 0;
        replies = 0;
        silentNanos = 0;
        unanswered = false;
    }

    public synchronized Seen seen() {
        return new Seen(requests, replies, firstRequest, lastReply, silentNanos);
    }

    synchronized void asked(long now) {
        if (requests++ == 0) {
            firstRequest = now;
        } else if (unanswered) {
            silentNanos += now - lastRequest;
        }
        lastRequest = now;
        unanswered = true;
    }

    synchronized void answered(long now) {
        replies++;
        lastReply = now;
        unanswered = false;
    }
}
