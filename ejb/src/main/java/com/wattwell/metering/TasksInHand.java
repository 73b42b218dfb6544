package com.wattwell.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The line tasks this node has handed to its adapter: what their outcomes belong to, and how many are still to come.
 * Only memory: when the node dies the leases in the database run out, and the tasks are free again.
 */
@ApplicationScoped
public class TasksInHand {

    /** A task as its outcomes need it. */
    public record LineTask(long id, long runId, int companyId, Instant slot, String protocol, List<String> items) {
        public LineTask {
            items = List.copyOf(items);
        }
    }

    private record Held(LineTask task, int remaining) {
    }

    private final Map<Long, Held> held = new ConcurrentHashMap<>();

    /** Called before the hand-over can become real. */
    public void handedOver(LineTask task, int exchanges) {
        held.put(task.id(), new Held(task, exchanges));
    }

    public void dropped(long taskId) {
        held.remove(taskId);
    }

    public Optional<LineTask> find(long taskId) {
        return Optional.ofNullable(held.get(taskId)).map(Held::task);
    }

    /** Counts outcomes that are committed. @return the tasks of which none is left */
    public List<Long> ended(Map<Long, Integer> outcomesByTask) {
        List<Long> finished = new ArrayList<>();
        outcomesByTask.forEach((id, count) -> held.computeIfPresent(id, (key, now) -> {
            if (now.remaining() > count) {
                return new Held(now.task(), now.remaining() - count);
            }
            finished.add(id);
            return null;
        }));
        return finished;
    }

    /** Ids of the tasks in hand, whose leases are to be kept. */
    public long[] ids() {
        return held.keySet().stream().mapToLong(Long::longValue).toArray();
    }
}
