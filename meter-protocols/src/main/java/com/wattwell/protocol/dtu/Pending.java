package com.wattwell.protocol.dtu;

import java.util.Arrays;

/** Bytes that wait for the rest of their packet, at most so many. Holds no memory while there are none: most connections are idle. */
final class Pending {

    private static final byte[] NOTHING = {};

    private final int limitBytes;
    private byte[] kept = NOTHING;
    private int from;
    private int to;

    Pending(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Keeps as many bytes as there is room for and says how many. */
    int add(byte[] bytes, int start, int end) {
        int size = size();
        int count = Math.min(end - start, limitBytes - size);
        if (size + count > kept.length) {
            kept = Arrays.copyOf(Arrays.copyOfRange(kept, from, to), Math.min(limitBytes, Math.max(size + count, 2 * kept.length)));
        } else if (to + count > kept.length) {
            System.arraycopy(kept, from, kept, 0, size);
        } else {
            System.arraycopy(bytes, start, kept, to, count);
            to += count;
            return count;
        }
        from = 0;
        to = size + count;
        System.arraycopy(bytes, start, kept, size, count);
        return count;
    }

    int size() {
        return to - from;
    }

    boolean full() {
        return size() == limitBytes;
    }

    /** What they are in, to look at between {@link #from} and {@link #to}. */
    byte[] bytes() {
        return kept;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    byte[] take(int count) {
        byte[] taken = Arrays.copyOfRange(kept, from, from + count);
        from += count;
        if (from == to) {
            kept = NOTHING;
            from = 0;
            to = 0;
        }
        return taken;
    }
}
