package com.wattwell.protocol.dtu;

/** What the bytes at the head of a connection are to a {@link RegistrationPattern}. */
public sealed interface Registration {

    /**
     * The registration is there.
     *
     * @param id            the collector's id, trimmed and in upper case
     * @param token         the secret that came with it, or {@code null}
     * @param consumedBytes how many bytes belong to the registration, a line end that is already there included
     */
    record Matched(String id, String token, int consumedBytes) implements Registration {
        @Override
        public String toString() {
            return "Matched[id=" + id + ", " + (token == null ? "no token" : "with token") + ", " + consumedBytes + " bytes]";
        }
    }

    /** It may still become one: wait for more bytes, or for a pause. */
    record NeedMore() implements Registration {
    }

    /** It is none and can become none. */
    record NoMatch() implements Registration {
    }
}
