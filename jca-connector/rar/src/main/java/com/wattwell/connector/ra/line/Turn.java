package com.wattwell.connector.ra.line;

import java.util.ArrayDeque;

/**
 * Whose turn it is among the lines behind one socket. A transparent collector sends what it gets on all of its buses and
 * mixes what comes back, so that only one of them may be asked at a time; they take turns, one exchange each.
 */
final class Turn {

    private final ArrayDeque<Line> waiting = new ArrayDeque<>(1);
    private Line holder;

    /** Gives the turn to the line if it is free or its own; otherwise the line is called when its turn comes. */
    boolean take(Line line) {
        if (holder == null || holder == line) {
            holder = line;
            return true;
        }
        if (!waiting.contains(line)) {
            waiting.add(line);
        }
        return false;
    }

    /** The line has done its exchange. If others wait, the next of them is called at once. */
    void release(Line line) {
        if (holder != line) {
            return;
        }
        holder = null;
        Line next = waiting.poll();
        if (next != null) {
            next.next();
        }
    }

    /** The line whose exchange is on the bus, or {@code null}. */
    Line holder() {
        return holder;
    }
}
