package com.wattwell.protocol.dtu;

import java.util.Arrays;

/** Bytes that wait for the rest of their packet, at most so many. */
final class Pending {

    private final byte[] kept;
    private int from;
    private int to;

    Pending(int limitBytes) {
        kept = new byte[limitBytes];
    }

    /** Keeps as many bytes as there is room for and says how many. */
    int add(byte[] bytes, int start, int end) {
        System.arraycopy(kept, from, kept, 0, to - from);
        to -= from;
        from = 0;
        int count = Math.min(end - start, kept.length - to);
        System.arraycopy(bytes, start, kept, to, count);
        to += count;
        return count;
    }

    int size() {
        return to - from;
    }

    boolean full() {
        return size() == kept.length;
    }

    /** All of them, to look at between {@link #from} and {@link #to}. */
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
        return taken;
    }

    void clear() {
        from = to;
    }
}
