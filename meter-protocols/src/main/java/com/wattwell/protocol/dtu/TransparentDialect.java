package com.wattwell.protocol.dtu;

import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.StreamScanner;
import com.wattwell.protocol.StreamScanner.Found;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A collector that passes bytes through as they are, after saying who it is.
 *
 * <pre>
 *   LOGIN:1001 0D 0A │ FE FE 68 .. 16 │ 70 69 6E 67 │ LOGIN:1001 68 .. 16
 *   Registered         Payload          Heartbeat     Registered, Payload
 * </pre>
 *
 * Frames are found first, by length and checksum; what is left between them is the registration sent again, heartbeats,
 * frames of other systems, another collector's registration or noise. So nothing is ever taken out of a frame. Only where
 * every packet carries the id may it cut a frame in two: it is then taken off the head of each piece that arrives, before
 * frames are looked for.
 */
final class TransparentDialect implements Dialect {

    private final DialectSettings settings;
    private final boolean everyPacket;
    /** Only there while bytes wait in it: most connections are idle. */
    private StreamScanner scanner;
    private final Pending head;
    private final Pending between;
    private boolean registered;
    private Interval interval;
    private MeterProtocol awaitingProtocol;
    private int awaited = -1;

    TransparentDialect(DialectSettings settings, boolean everyPacket) {
        this.settings = settings;
        this.everyPacket = everyPacket;
        this.head = new Pending(settings.limitBytes());
        this.between = new Pending(settings.limitBytes());
        this.registered = settings.patterns().isEmpty();
        this.interval = new Interval(settings, null, new byte[0]);
    }

    @Override
    public List<Event> received(byte[] bytes, int from, int to) {
        List<Event> events = new ArrayList<>(2);
        if (registered) {
            line(bytes, everyPacket ? interval.afterId(bytes, from, to, events) : from, to, events);
            return events;
        }
        int at = from;
        while (!registered && at < to) {
            at += head.add(bytes, at, to);
            register(false, events);
            if (!registered && head.full()) {
                events.add(new Event.Noise(head.take(head.size()), "expected a registration within " + settings.limitBytes() + " bytes"));
            }
        }
        line(bytes, at, to, events);
        return events;
    }

    @Override
    public List<Event> paused() {
        List<Event> events = new ArrayList<>(2);
        if (!registered) {
            register(true, events);
        }
        if (scanner != null) {
            frames(scanner.giveUpPartial(), events);
            gather(scanner.takeSkipped(), events);
            letGo();
        }
        judge(events);
        return events;
    }

    @Override
    public byte[] wrap(byte[] payload) {
        return payload.clone();
    }

    @Override
    public void await(MeterProtocol protocol, int character) {
        awaitingProtocol = protocol;
        awaited = character;
        if (scanner != null) {
            scanner.await(protocol, character);
        }
    }

    private void register(boolean afterPause, List<Event> events) {
        switch (RegistrationPattern.first(settings.patterns(), head.bytes(), head.from(), head.to(), afterPause)) {
            case Registration.Matched matched -> {
                byte[] registration = head.take(matched.consumedBytes());
                registered = true;
                interval = new Interval(settings, matched.id(), registration);
                events.add(new Event.Registered(matched.id(), matched.token()));
                byte[] rest = head.take(head.size());
                line(rest, 0, rest.length, events);
            }
            case Registration.NeedMore more -> {
            }
            case Registration.NoMatch none -> {
                if (afterPause && head.size() > 0) {
                    interval.judge(head.take(head.size()), events); // a heartbeat ahead of the registration, or noise
                }
            }
        }
    }

    private void line(byte[] bytes, int from, int to, List<Event> events) {
        if (from == to) {
            return;
        }
        if (scanner == null) {
            scanner = new StreamScanner(settings.protocols(), settings.limitBytes());
            scanner.await(awaitingProtocol, awaited);
        }
        frames(scanner.feed(bytes, from, to), events);
        gather(scanner.takeSkipped(), events);
        letGo();
    }

    private void letGo() {
        if (scanner.partialBytes() == 0) {
            scanner = null;
        }
    }

    private void frames(List<Found> found, List<Event> events) {
        for (Found each : found) {
            gather(each.skipped(), events);
            judge(events);
            awaited = each.frame().length == 1 ? -1 : awaited;
            events.add(new Event.Payload(each.frame()));
        }
    }

    /** Keeps what stands between frames until it is whole: until a frame follows, or the connection is quiet. */
    private void gather(byte[] skipped, List<Event> events) {
        int at = 0;
        while (at < skipped.length) {
            at += between.add(skipped, at, skipped.length);
            if (between.full()) {
                judge(events);
            }
        }
    }

    private void judge(List<Event> events) {
        if (between.size() > 0) {
            interval.judge(between.take(between.size()), events);
        }
    }

    /** What a collector may send between two frames. */
    private static final class Interval {

        private final DialectSettings settings;
        private final List<Heartbeat> heartbeats;
        private final String id;
        private final byte[] registration;
        private final byte[] lineEnd;

        Interval(DialectSettings settings, String id, byte[] registration) {
            this.settings = settings;
            this.heartbeats = settings.heartbeats().stream().sorted((one, other) -> other.length() - one.length()).toList();
            this.id = id;
            this.registration = trimmed(registration);
            int end = registration.length;
            while (end > 0 && passedOver(registration[end - 1])) {
                end--;
            }
            this.lineEnd = Arrays.copyOfRange(registration, end, registration.length);
        }

        /** Where the bytes go on behind the id at their head. */
        int afterId(byte[] bytes, int from, int to, List<Event> events) {
            if (id == null || !registrationAt(bytes, from, to)) {
                return from;
            }
            events.add(new Event.Registered(id, null));
            int end = from + registration.length;
            boolean sameLineEnd = end + lineEnd.length <= to && Arrays.equals(bytes, end, end + lineEnd.length, lineEnd, 0, lineEnd.length);
            return sameLineEnd ? end + lineEnd.length : end;
        }

        void judge(byte[] bytes, List<Event> events) {
            ByteArrayOutputStream noise = new ByteArrayOutputStream(0);
            int at = 0;
            while (at < bytes.length) {
                Heartbeat heartbeat = heartbeatAt(bytes, at);
                NeighbourFrame neighbour = heartbeat == null ? NeighbourFrame.at(bytes, at, bytes.length) : null;
                if (passedOver(bytes[at])) {
                    at++;
                } else if (id != null && registrationAt(bytes, at, bytes.length) && standsAlone(bytes, at + registration.length)) {
                    events.add(new Event.Registered(id, null));
                    at += registration.length;
                } else if (heartbeat != null) {
                    events.add(new Event.Heartbeat(heartbeat.toString()));
                    at += heartbeat.length();
                } else if (neighbour != null) {
                    events.add(new Event.Aside(neighbour.name() + " frame"));
                    at += neighbour.length();
                } else {
                    noise.write(bytes[at++]);
                }
            }
            if (noise.size() > 0) {
                events.add(unknown(noise.toByteArray()));
            }
        }

        /**
         * Another collector's registration counts only when it stands alone and has a digit in it: otherwise a heartbeat
         * that nobody configured ({@code keepalive}) would end a live login.
         */
        private Event unknown(byte[] bytes) {
            return RegistrationPattern.first(settings.patterns(), bytes, 0, bytes.length, true) instanceof Registration.Matched other
                    && id != null && other.consumedBytes() == bytes.length && other.id().chars().anyMatch(Character::isDigit)
                    ? new Event.Registered(other.id(), other.token()) : new Event.Noise(bytes, "");
        }

        private Heartbeat heartbeatAt(byte[] bytes, int at) {
            for (Heartbeat heartbeat : heartbeats) {
                if (heartbeat.common(bytes, at, bytes.length) == heartbeat.length()) {
                    return heartbeat;
                }
            }
            return null;
        }

        private boolean registrationAt(byte[] bytes, int at, int to) {
            int end = at + registration.length;
            return registration.length > 0 && end <= to && Arrays.equals(bytes, at, end, registration, 0, registration.length);
        }

        /** What follows is not the rest of a longer id. */
        private boolean standsAlone(byte[] bytes, int end) {
            return end == bytes.length || !Character.isLetterOrDigit(bytes[end] & 0x7F) || registrationAt(bytes, end, bytes.length)
                    || heartbeatAt(bytes, end) != null;
        }

        private static byte[] trimmed(byte[] registration) {
            int start = 0;
            int end = registration.length;
            while (start < end && passedOver(registration[start])) {
                start++;
            }
            while (end > start && passedOver(registration[end - 1])) {
                end--;
            }
            return Arrays.copyOfRange(registration, start, end);
        }

        private static boolean passedOver(byte value) {
            return value == '\r' || value == '\n' || value == (byte) 0xFE;
        }
    }
}
