package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Probe;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Hongdian (宏电) DDP: packets as in {@link DdpPacket}.
 *
 * <pre>
 *   box → 01 register                     server → 81 accepted, or the box connects anew
 *   box → 09 user data                    server → 85 acknowledged
 *   box → 01 every 40 to 60 s             a sign of life, answered alike
 *   server → 89 user data                 box → 05 acknowledged
 * </pre>
 *
 * Data travel inside the packet or, with some models, behind a packet of length 0010H; this reads both, and sends as the
 * box does. Behind such a packet everything is data until the next packet starts.
 */
final class HongdianDialect implements Dialect {

    private static final byte[] NOTHING = {};

    private final Pending pending;
    private String id;
    private boolean dataBehind;
    /** A packet of data without data came last: what follows is the data. */
    private boolean dataFollow;

    HongdianDialect(int limitBytes) {
        this.pending = new Pending(limitBytes);
    }

    @Override
    public List<Event> received(byte[] bytes, int from, int to) {
        List<Event> events = new ArrayList<>(2);
        int at = from;
        while (at < to) {
            at += pending.add(bytes, at, to);
            read(false, events);
        }
        return events;
    }

    @Override
    public List<Event> paused() {
        List<Event> events = new ArrayList<>(1);
        read(true, events);
        return events;
    }

    private void read(boolean afterPause, List<Event> events) {
        ByteArrayOutputStream loose = new ByteArrayOutputStream(0);
        String reason = "";
        while (pending.size() > 0) {
            Probe probe = DdpPacket.probe(pending.bytes(), pending.from(), pending.to());
            if (probe instanceof Probe.Frame frame) {
                flush(loose, reason, events);
                packet(DdpPacket.parse(pending.take(frame.length())), events);
                continue;
            }
            if (probe instanceof Probe.Incomplete && !afterPause && !pending.full()) {
                break;
            }
            reason = loose.size() == 0 && probe instanceof Probe.NotHere notHere ? notHere.reason() : reason;
            loose.writeBytes(pending.take(1));
        }
        flush(loose, reason, events);
    }

    private void flush(ByteArrayOutputStream loose, String reason, List<Event> events) {
        if (loose.size() > 0) {
            events.add(dataFollow ? new Event.Payload(loose.toByteArray()) : new Event.Noise(loose.toByteArray(), reason));
            dataBehind |= dataFollow;
            loose.reset();
        }
    }

    private void packet(DdpPacket packet, List<Event> events) {
        dataFollow = false;
        switch (packet.type()) {
            case DdpPacket.REGISTER -> {
                id = packet.id();
                events.add(new Event.Registered(id, null));
                events.add(answer(packet));
            }
            case DdpPacket.DATA -> {
                if (packet.data().length == 0) {
                    dataFollow = true;
                } else {
                    dataBehind = false;
                    events.add(new Event.Payload(packet.data()));
                }
                events.add(new Event.Answer(new DdpPacket(DdpPacket.TO_BOX | DdpPacket.ACKNOWLEDGE, packet.id(), NOTHING).encode()));
            }
            case DdpPacket.LOGOUT -> events.add(new Event.Ended("logout"));
            case DdpPacket.ACKNOWLEDGE -> events.add(new Event.Heartbeat(packet.words()));
            default -> events.add(new Event.Aside("DDP " + packet.words()));
        }
    }

    private static Event answer(DdpPacket packet) {
        return new Event.Answer(new DdpPacket(DdpPacket.TO_BOX | packet.type(), packet.id(), NOTHING).encode());
    }

    /** {@inheritDoc} More than 1024 bytes go out in several packets. */
    @Override
    public byte[] wrap(byte[] payload) {
        if (id == null) {
            throw new IllegalStateException("the box has not registered");
        }
        ByteArrayOutputStream wrapped = new ByteArrayOutputStream(payload.length + DdpPacket.OVERHEAD);
        for (int at = 0; at < payload.length; at += DdpPacket.MAX_DATA) {
            byte[] part = Arrays.copyOfRange(payload, at, Math.min(payload.length, at + DdpPacket.MAX_DATA));
            wrapped.writeBytes(new DdpPacket(DdpPacket.TO_BOX | DdpPacket.DATA, id, dataBehind ? NOTHING : part).encode());
            if (dataBehind) {
                wrapped.writeBytes(part);
            }
        }
        return wrapped.toByteArray();
    }
}
