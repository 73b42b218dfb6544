package com.wattwell.connector.ra.line;

import com.wattwell.connector.Exchange;
import com.wattwell.connector.Lane;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** The two lanes of a line: first in, first out, each with the same limit. Holds no memory while empty. */
final class LineQueue {

    private static final int FIRST_SIZE = 8;

    private final int limit;
    private ArrayDeque<Waiting> priority;
    private ArrayDeque<Waiting> reading;

    LineQueue(int limit) {
        this.limit = limit;
    }

    /** @return whether there was room */
    boolean add(Waiting waiting) {
        Lane lane = waiting.exchange().lane();
        ArrayDeque<Waiting> queue = queue(lane);
        if (queue == null) {
            queue = new ArrayDeque<>(FIRST_SIZE);
            set(lane, queue);
        }
        return queue.size() < limit && queue.add(waiting);
    }

    boolean has(Lane lane) {
        return queue(lane) != null;
    }

    boolean isEmpty() {
        return priority == null && reading == null;
    }

    /** The first of a lane that is not empty. */
    Waiting poll(Lane lane) {
        ArrayDeque<Waiting> queue = queue(lane);
        Waiting first = queue.poll();
        if (queue.isEmpty()) {
            set(lane, null);
        }
        return first;
    }

    /** Takes out of both lanes whatever fits, in order. */
    List<Waiting> remove(Predicate<Exchange> which) {
        List<Waiting> removed = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            ArrayDeque<Waiting> queue = queue(lane);
            if (queue == null) {
                continue;
            }
            for (Iterator<Waiting> each = queue.iterator(); each.hasNext(); ) {
                Waiting waiting = each.next();
                if (which.test(waiting.exchange())) {
                    each.remove();
                    removed.add(waiting);
                }
            }
            if (queue.isEmpty()) {
                set(lane, null);
            }
        }
        return removed;
    }

    /** The moment at which the first of all expires, or {@code null} when nothing waits. */
    Instant earliestExpiry() {
        Instant earliest = null;
        for (Lane lane : Lane.values()) {
            ArrayDeque<Waiting> queue = queue(lane);
            if (queue == null) {
                continue;
            }
            for (Waiting waiting : queue) {
                Instant expiry = waiting.exchange().expiresAt();
                if (earliest == null || expiry.isBefore(earliest)) {
                    earliest = expiry;
                }
            }
        }
        return earliest;
    }

    private ArrayDeque<Waiting> queue(Lane lane) {
        return lane == Lane.PRIORITY ? priority : reading;
    }

    private void set(Lane lane, ArrayDeque<Waiting> queue) {
        if (lane == Lane.PRIORITY) {
            priority = queue;
        } else {
            reading = queue;
        }
    }
}
