package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Four-Faith (四信) PROT over TCP (the maker's description of the PROT mode).
 *
 * <pre>
 *   registration  78 56 34 12  31 33 .. 38  00  C0 A8 01 42  00      21 bytes, not escaped
 *                 id           phone, 11        IP
 *   data, both ways    FD → FD ED     FE → FD EE
 *   heartbeat          FE
 * </pre>
 *
 * So the wake-up bytes of a meter come as {@code FD EE FD EE}, and a bare FE is never theirs. Wrapping at most doubles the
 * bytes. An escape that is none is dropped as noise, and what follows is read on.
 */
final class FourFaithDialect implements Dialect {

    private static final byte HEARTBEAT = (byte) 0xFE;
    private static final byte ESCAPE = (byte) 0xFD;
    private static final byte ESCAPED_FD = (byte) 0xED;
    private static final byte ESCAPED_FE = (byte) 0xEE;

    private final Pending head = new Pending(FourFaithRegistration.LENGTH);
    private FourFaithRegistration registration;
    private byte[] registrationBytes;
    private boolean escaped;

    @Override
    public List<Event> received(byte[] bytes, int from, int to) {
        List<Event> events = new ArrayList<>(2);
        int at = from;
        while (registration == null && at < to) {
            if (head.size() == 0 && bytes[at] == HEARTBEAT) {
                events.add(new Event.Heartbeat("FE"));
                at++;
            } else {
                at += head.add(bytes, at, to);
                register(events);
            }
        }
        if (at < to && repeatsRegistration(bytes, at, to)) {
            events.add(new Event.Registered(registration.phone(), null));
            at += FourFaithRegistration.LENGTH;
        }
        data(bytes, at, to, events);
        return events;
    }

    private void register(List<Event> events) {
        if (!head.full()) {
            return;
        }
        byte[] bytes = head.take(head.size());
        try {
            registration = FourFaithRegistration.parse(bytes);
            registrationBytes = bytes;
            events.add(new Event.Registered(registration.phone(), null));
        } catch (MalformedFrameException none) {
            events.add(new Event.Noise(bytes, none.getMessage()));
        }
    }

    /** A box that reconnects behind a proxy sends it again, at the head of a packet. */
    private boolean repeatsRegistration(byte[] bytes, int at, int to) {
        return !escaped && to - at >= FourFaithRegistration.LENGTH && Arrays.equals(bytes, at, at + FourFaithRegistration.LENGTH,
                registrationBytes, 0, FourFaithRegistration.LENGTH);
    }

    private void data(byte[] bytes, int from, int to, List<Event> events) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            byte each = bytes[i];
            if (escaped) {
                escaped = false;
                if (each == ESCAPED_FD || each == ESCAPED_FE) {
                    payload.write(each == ESCAPED_FD ? ESCAPE : HEARTBEAT);
                    continue;
                }
                flush(payload, events);
                events.add(new Event.Noise(new byte[] {ESCAPE}, "FD with " + Hex.of(each) + " behind it, expected ED or EE"));
            }
            if (each == ESCAPE) {
                escaped = true;
            } else if (each == HEARTBEAT) {
                flush(payload, events);
                events.add(new Event.Heartbeat("FE"));
            } else {
                payload.write(each);
            }
        }
        flush(payload, events);
    }

    private static void flush(ByteArrayOutputStream payload, List<Event> events) {
        if (payload.size() > 0) {
            events.add(new Event.Payload(payload.toByteArray()));
            payload.reset();
        }
    }

    @Override
    public List<Event> paused() {
        if (head.size() == 0) {
            return List.of();
        }
        int had = head.size();
        return List.of(new Event.Noise(head.take(had), "the registration has " + had + " bytes, expected "
                + FourFaithRegistration.LENGTH));
    }

    @Override
    public byte[] wrap(byte[] payload) {
        ByteArrayOutputStream wrapped = new ByteArrayOutputStream(payload.length + 8);
        for (byte each : payload) {
            if (each == ESCAPE || each == HEARTBEAT) {
                wrapped.write(ESCAPE);
                wrapped.write(each == ESCAPE ? ESCAPED_FD : ESCAPED_FE);
            } else {
                wrapped.write(each);
            }
        }
        return wrapped.toByteArray();
    }
}
