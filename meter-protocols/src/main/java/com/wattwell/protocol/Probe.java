package com.wattwell.protocol;

/** What stands at one position of a byte stream, seen with the eyes of one protocol. */
public sealed interface Probe {

    /** A whole and valid frame of {@code length} bytes. */
    record Frame(int length) implements Probe {
    }

    /** A frame may have begun; at least {@code missing} more bytes are needed to tell. */
    record Incomplete(int missing) implements Probe {
    }

    /** No frame starts here; {@code reason} says which byte and what was expected. */
    record NotHere(String reason) implements Probe {
    }
}
