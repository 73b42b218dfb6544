package com.wattwell.connector.ra.socket;

import java.util.Arrays;

/** Bytes that belong to no frame and are not judged yet, because more may follow them directly. */
final class Chunk {

    private static final byte[] NOTHING = {};

    private final int limit;
    private byte[] bytes = NOTHING;

    Chunk(int limit) {
        this.limit = limit;
    }

    /** @return whether they found room; otherwise nothing was added */
    boolean add(byte[] more, int length) {
        if (bytes.length + length > limit) {
            return false;
        }
        byte[] joined = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(more, 0, joined, bytes.length, length);
        bytes = joined;
        return true;
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    byte[] peek() {
        return bytes;
    }

    byte[] take() {
        byte[] taken = bytes;
        bytes = NOTHING;
        return taken;
    }
}
