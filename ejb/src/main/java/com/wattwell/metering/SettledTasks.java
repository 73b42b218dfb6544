package com.wattwell.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Tasks whose last outcome is committed, until the sweeper settles them together. Lost with the node; the leases cover that. */
@ApplicationScoped
public class SettledTasks {

    private final ConcurrentLinkedQueue<Long> waiting = new ConcurrentLinkedQueue<>();

    void add(Collection<Long> taskIds) {
        waiting.addAll(taskIds);
    }

    /** @return at most {@code limit} of them, in rising order */
    public List<Long> take(int limit) {
        List<Long> taken = new ArrayList<>();
        Long next;
        while (taken.size() < limit && (next = waiting.poll()) != null) {
            taken.add(next);
        }
        taken.sort(null);
        return taken;
    }
}
