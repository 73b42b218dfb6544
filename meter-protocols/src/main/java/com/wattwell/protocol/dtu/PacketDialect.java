package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Probe;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A dialect in which everything travels in packets, and what stands between them is kept apart byte by byte. */
abstract class PacketDialect implements Dialect {

    private final Pending pending;

    /** @param limitBytes how many bytes wait for the rest of a packet at most */
    PacketDialect(int limitBytes) {
        this.pending = new Pending(limitBytes);
    }

    /** Whether a packet starts at {@code from}. */
    abstract Probe probe(byte[] bytes, int from, int to);

    /** Takes a whole packet. */
    abstract void packet(byte[] bytes, List<Event> events);

    /**
     * Takes bytes that are no packet.
     *
     * @param reason why the first of them starts none
     */
    void loose(byte[] bytes, String reason, List<Event> events) {
        events.add(new Event.Noise(bytes, reason));
    }

    @Override
    public final List<Event> received(byte[] bytes, int from, int to) {
        List<Event> events = new ArrayList<>(2);
        int at = from;
        while (at < to) {
            at += pending.add(bytes, at, to);
            read(false, events);
        }
        return events;
    }

    @Override
    public final List<Event> paused() {
        List<Event> events = new ArrayList<>(1);
        read(true, events);
        return events;
    }

    private void read(boolean afterPause, List<Event> events) {
        ByteArrayOutputStream loose = new ByteArrayOutputStream(0);
        String reason = "";
        while (pending.size() > 0) {
            Probe probe = probe(pending.bytes(), pending.from(), pending.to());
            if (probe instanceof Probe.Frame frame) {
                flush(loose, reason, events);
                reason = "";
                packet(pending.take(frame.length()), events);
            } else if (probe instanceof Probe.Incomplete && !afterPause && !pending.full()) {
                break;
            } else {
                reason = loose.size() == 0 && probe instanceof Probe.NotHere notHere ? notHere.reason() : reason;
                loose.writeBytes(pending.take(1));
            }
        }
        flush(loose, reason, events);
    }

    private void flush(ByteArrayOutputStream loose, String reason, List<Event> events) {
        if (loose.size() > 0) {
            loose(loose.toByteArray(), reason, events);
            loose.reset();
        }
    }
}
