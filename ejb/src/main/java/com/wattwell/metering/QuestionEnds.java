package com.wattwell.metering;

import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/** Writes down how questions ended: a sweep's as failures of its run, the others into the failures that they were to make good. */
@ApplicationScoped
public class QuestionEnds {

    /** Tries before a gap is given up, each after a longer wait. */
    static final int MOST_TRIES = 6;
    /** Ends that say nothing about the meter's memory. */
    private static final Set<String> PASSING = Set.of("NO_REPLY", "GARBLED", "SET_ASIDE", "EXPIRED", "OFFLINE", "TURNED", "POISON", "REFUSED");

    @Inject
    private Database database;

    /**
     * @param failedTask whose failure it was to make good, or {@code null}
     * @param reason     {@code CAME}, or why not
     */
    public record End(long taskId, int number, int meterId, String item, Long failedTask, String reason) {
        /** Whether the meter had a chance to answer. */
        private boolean tried() {
            return !reason.equals("OFFLINE") && !reason.equals("EXPIRED");
        }

        private String gap() {
            return PASSING.contains(reason) ? null : reason.equals(TaskQuestions.CAME) ? GapEnd.FILLED.name() : reason;
        }
    }

    public void write(List<End> ends) {
        if (ends.isEmpty()) {
            return;
        }
        database.update("""
                update line_task_question q set ended = u.reason, ended_at = now() from unnest(?, ?, ?) as u (task, number, reason)
                where q.line_task_id = u.task and q.number = u.number and q.ended is null""",
                ends.stream().mapToLong(End::taskId).toArray(), ends.stream().mapToInt(End::number).toArray(), ends.stream().map(End::reason).toArray(String[]::new));
        fail(ends.stream().filter(end -> end.failedTask() == null && !end.reason().equals(TaskQuestions.CAME)).toList());
        makeGood(ends.stream().filter(end -> end.failedTask() != null).toList());
    }

    private void fail(List<End> ends) {
        if (!ends.isEmpty()) {
            database.update("""
                    insert into run_failure (line_task_id, meter_id, item, company_id, run_id, reason, at)
                    select t.id, u.meter, u.item, t.company_id, t.run_id, u.reason, now()
                    from unnest(?, ?, ?, ?) as u (task, meter, item, reason) join line_task t on t.id = u.task on conflict do nothing""",
                    ends.stream().mapToLong(End::taskId).toArray(), ends.stream().mapToInt(End::meterId).toArray(),
                    ends.stream().map(End::item).toArray(String[]::new), ends.stream().map(End::reason).toArray(String[]::new));
        }
    }

    /** What passes is tried again after a minute, then two, four and so on. */
    private void makeGood(List<End> ends) {
        if (!ends.isEmpty()) {
            database.update("""
                    update run_failure f set fill_tries = f.fill_tries + u.tried, gap_at = now(),
                        gap = case when u.gap is null and f.fill_tries + u.tried >= ? then 'NO_ANSWER' else u.gap end,
                        fill_at = case when u.gap is null and f.fill_tries + u.tried < ? then now() + power(2, f.fill_tries) * interval '1 minute' end
                    from unnest(?, ?, ?, ?, ?) as u (task, meter, item, gap, tried)
                    where f.line_task_id = u.task and f.meter_id = u.meter and f.item = u.item and f.gap is null""", MOST_TRIES, MOST_TRIES,
                    ends.stream().mapToLong(End::failedTask).toArray(), ends.stream().mapToInt(End::meterId).toArray(),
                    ends.stream().map(End::item).toArray(String[]::new), ends.stream().map(End::gap).toArray(String[]::new),
                    ends.stream().mapToInt(end -> end.tried() ? 1 : 0).toArray());
        }
    }
}
