package com.wattwell.metering;

import com.wattwell.metermodel.ModelInUse;
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

    /**
     * A question of a task.
     *
     * @param item     as it is asked for
     * @param model    of the meters that are asked so; {@code null} for the order to freeze, to which nobody answers
     * @param question of one meter, of which this is a step; {@code null} for what a sweep asks of many
     */
    public record Asked(String item, ModelInUse model, TaskQuestion question) {
        static Asked of(String item, ModelInUse model) {
            return new Asked(item, model, null);
        }
    }

    /**
     * A task as its outcomes need it.
     *
     * @param asked its questions by the part of an exchange's reference; the tasks of a run that were handed over together share them
     */
    public record LineTask(long id, long runId, int companyId, Instant slot, Map<Integer, Asked> asked) {
    }

    /**
     * A task of which nothing is under way any more.
     *
     * @param complete    whether every exchange came to a reading or a failure; otherwise some were cut off and say nothing
     * @param firstSentAt when its first request began to go out, or {@code null} when none did
     */
    public record Ended(long taskId, boolean complete, Instant firstSentAt) {
    }

    /**
     * What some outcomes say about their task.
     *
     * @param cutOff      whether one of them says nothing about its meter
     * @param firstSentAt of the first request among them that went out, or {@code null}
     */
    record Progress(int outcomes, boolean cutOff, Instant firstSentAt) {
        Progress and(Progress other) {
            return new Progress(outcomes + other.outcomes, cutOff || other.cutOff, earlier(firstSentAt, other.firstSentAt));
        }
    }

    private record Held(LineTask task, int remaining, boolean complete, Instant firstSentAt) {
    }

    private final Map<Long, Held> held = new ConcurrentHashMap<>();

    /** Called before the hand-over can become real. */
    public void handedOver(LineTask task, int exchanges) {
        held.put(task.id(), new Held(task, exchanges, true, null));
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
     * @return the tasks of which none is left
     */
    List<Ended> ended(Map<Long, Progress> progressByTask) {
        List<Ended> finished = new ArrayList<>();
        progressByTask.forEach((id, progress) -> held.computeIfPresent(id, (key, now) -> {
            boolean complete = now.complete() && !progress.cutOff();
            Instant firstSentAt = earlier(now.firstSentAt(), progress.firstSentAt());
            if (now.remaining() > progress.outcomes()) {
                return new Held(now.task(), now.remaining() - progress.outcomes(), complete, firstSentAt);
            }
            finished.add(new Ended(id, complete, firstSentAt));
            return null;
        }));
        return finished;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    /** Ids of the tasks in hand, whose leases are to be kept. */
    public long[] ids() {
        return held.keySet().stream().mapToLong(Long::longValue).toArray();
    }
}
