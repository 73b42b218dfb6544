package com.wattwell.connector.ra.socket;

import com.wattwell.connector.TracedBytes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** The last bytes on the wire of one collector that somebody is watching. */
final class Trace {

    /** Entries kept. */
    static final int LENGTH = 200;

    private final ArrayDeque<TracedBytes> entries = new ArrayDeque<>();
    private long sequence;
    private long askedNanos;

    Trace(long lastSequence) {
        sequence = lastSequence;
    }

    synchronized void add(Instant at, boolean fromServer, byte[] redacted, String meaning) {
        if (entries.size() == LENGTH) {
            entries.poll();
        }
        entries.add(new TracedBytes(++sequence, at, fromServer, redacted, meaning));
    }

    synchronized List<TracedBytes> after(long lastSequence, long nanos) {
        askedNanos = nanos;
        return entries.stream().filter(entry -> entry.sequence() > lastSequence).toList();
    }

    synchronized boolean watched(long nanos, long keepNanos) {
        return nanos - askedNanos < keepNanos;
    }
}
