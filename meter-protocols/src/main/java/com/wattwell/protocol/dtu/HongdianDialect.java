package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Probe;
import java.io.ByteArrayOutputStream;
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
final class HongdianDialect extends PacketDialect {

    private static final byte[] NOTHING = {};

    private String id;
    private boolean dataBehind;
    /** A packet of data without data came last: what follows is the data. */
    private boolean dataFollow;

    HongdianDialect(int limitBytes) {
        super(limitBytes);
    }

    @Override
    Probe probe(byte[] bytes, int from, int to) {
        return DdpPacket.probe(bytes, from, to);
    }

    @Override
    void loose(byte[] bytes, String reason, List<Event> events) {
        if (dataFollow) {
            dataBehind = true;
            events.add(new Event.Payload(bytes));
        } else {
            super.loose(bytes, reason, events);
        }
    }

    @Override
    void packet(byte[] bytes, List<Event> events) {
        DdpPacket packet = DdpPacket.parse(bytes);
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
