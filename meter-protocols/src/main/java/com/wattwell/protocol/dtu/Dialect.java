package com.wattwell.protocol.dtu;

import com.wattwell.protocol.MeterProtocol;
import java.util.List;

/**
 * How one collector wraps what travels on its line: what it sends besides the meters' bytes, and how it wants to be sent
 * theirs. Pure: bytes go in, events come out, nobody waits or sends. One object lives as long as one connection and is
 * used by one thread at a time.
 *
 * <pre>
 *   collector  ── received(bytes) ──▶  dialect  ──▶  Registered, Payload, Heartbeat, Answer, Ended ..
 *   collector  ◀── bytes ──────────   dialect  ◀── wrap(payload) ── meter's request
 * </pre>
 *
 * Bytes may come in any pieces. What is only certain once nothing more follows is told by {@link #paused}, which the
 * caller calls when the connection has been quiet for 200 to 500 ms.
 */
public interface Dialect {

    /** Takes the bytes from {@code from} up to, not including, {@code to}, and tells in order what was in them. */
    List<Event> received(byte[] bytes, int from, int to);

    /** The same for all of them. */
    default List<Event> received(byte[] bytes) {
        return received(bytes, 0, bytes.length);
    }

    /** Judges what waits for more, because the connection has been quiet. */
    List<Event> paused();

    /**
     * What to send to the collector so that these bytes go out on its line.
     *
     * @throws IllegalStateException when the dialect needs the collector's id and it has not registered
     */
    byte[] wrap(byte[] payload);

    /**
     * A reply of one byte (E5 of M-Bus) is awaited, or with -1 none any more: see
     * {@link com.wattwell.protocol.StreamScanner#await}. A dialect that does not look for frames passes it through anyway.
     */
    default void await(MeterProtocol protocol, int character) {
    }

    /** What a collector said. */
    sealed interface Event {

        /**
         * It says who it is, perhaps again. On a live connection the same id changes nothing; what another one means is
         * for the caller to decide.
         *
         * @param id    trimmed, in upper case
         * @param token the secret that came with it, or {@code null}
         */
        record Registered(String id, String token) implements Event {
            @Override
            public String toString() {
                return "Registered[id=" + id + ", " + (token == null ? "no token" : "with token") + "]";
            }
        }

        /** Bytes from the meters' line, for the frame scanner. */
        record Payload(byte[] bytes) implements Event {
        }

        /** It is alive; {@code what} says by which sign. */
        record Heartbeat(String what) implements Event {
        }

        /** These bytes are to be sent back now, or the collector takes the connection for dead. */
        record Answer(byte[] bytes) implements Event {
        }

        /** Understood, and of no concern to the meters: a frame of another system, a log, an acknowledgement. */
        record Aside(String what) implements Event {
        }

        /** It says goodbye. */
        record Ended(String reason) implements Event {
        }

        /**
         * Bytes that are nothing known.
         *
         * @param reason what was expected, or the empty string where anything might have come
         */
        record Noise(byte[] bytes, String reason) implements Event {
        }
    }
}
