package com.wattwell.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Tasks whose last outcome is committed, until the sweeper settles them together. Lost with the node; the leases cover that. */
@ApplicationScoped
public class SettledTasks {

    private final ConcurrentLinkedQueue<TasksInHand.Ended> waiting = new ConcurrentLinkedQueue<>();

    void add(Collection<TasksInHand.Ended> tasks) {
        waiting.addAll(tasks);
    }

    /** @return at most {@code limit} of them, in rising order */
    public List<TasksInHand.Ended> take(int limit) {
        List<TasksInHand.Ended> taken = new ArrayList<>();
        TasksInHand.Ended next;
        while (taken.size() < limit && (next = waiting.poll()) != null) {
            taken.add(next);
        }
        taken.sort(Comparator.comparingLong(TasksInHand.Ended::taskId));
        return taken;
    }
}
