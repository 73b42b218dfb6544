package com.wattwell.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /**
     * A task of which nothing is under way any more.
     *
     * @param complete whether every exchange came to a reading or a failure; otherwise some were cut off and say nothing
     */
    public record Ended(long taskId, boolean complete) {
    }

    private record Held(LineTask task, int remaining, boolean complete) {
    }

    private final Map<Long, Held> held = new ConcurrentHashMap<>();

    /** Called before the hand-over can become real. */
    public void handedOver(LineTask task, int exchanges) {
        held.put(task.id(), new Held(task, exchanges, true));
    }

    public void dropped(long taskId) {
        held.remove(taskId);
    }

    public Optional<LineTask> find(long taskId) {
        return Optional.ofNullable(held.get(taskId)).map(Held::task);
    }

    /**
     * Counts outcomes that are committed.
     *
     * @param cutOff tasks of which one of these outcomes says nothing about its meter
     * @return the tasks of which none is left
     */
    public List<Ended> ended(Map<Long, Integer> outcomesByTask, Set<Long> cutOff) {
        List<Ended> finished = new ArrayList<>();
        outcomesByTask.forEach((id, count) -> held.computeIfPresent(id, (key, now) -> {
            boolean complete = now.complete() && !cutOff.contains(id);
            if (now.remaining() > count) {
                return new Held(now.task(), now.remaining() - count, complete);
            }
            finished.add(new Ended(id, complete));
            return null;
        }));
        return finished;
    }

    /** Ids of the tasks in hand, whose leases are to be kept. */
    public long[] ids() {
        return held.keySet().stream().mapToLong(Long::longValue).toArray();
    }
}
