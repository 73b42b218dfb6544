package com.wattwell.metering;

import com.wattwell.connector.AdapterFullException;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeRef;
import com.wattwell.connector.Lane;
import com.wattwell.metermodel.MeterModels;
import com.wattwell.metermodel.ModelInUse;
import com.wattwell.platform.CollectorGate;
import com.wattwell.platform.Database;
import com.wattwell.platform.Node;
import com.wattwell.platform.Pulse;
import com.wattwell.protocol.MeterRequest;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A line's share of a run: claimed under a lease, handed to the adapter, and settled once nothing of it is under way. The
 * meters of a task are never copied into rows; what came is found in the archive by slot, what failed in run_failure.
 */
@Stateless
public class LineTasks {

    static final int LEASE_SECONDS = 30;
    private static final int MAX_TRIES = 3;

    /** The meters and questions of tasks: those of their schedule on their lines, as the meters' models want it. */
    private static final String ASKED = """
            from schedule_meter sm join meter m on m.id = sm.meter_id join meter_model mm on mm.id = sm.model_id
            join meter_state st on st.meter_id = m.id join schedule_item i on i.schedule_id = sm.schedule_id and i.model_id = sm.model_id
            where sm.schedule_id = ? and sm.line_id = any (?) and i.steps is null""";

    /** Who answers quickly and surely comes first, so that a dead meter delays nobody; of whom nothing is known, between them. */
    static final String SUREST_FIRST = "st.consecutive_failures, st.reply_millis = 0, st.reply_millis";

    /**
     * Of one task's these, what has neither a reading nor a failure yet. The slot is a parameter of its own, so that only
     * its month of the archive is looked at.
     */
    private static final String OUTSTANDING = ASKED + """

              and not exists (select 1 from reading v where v.meter_id = sm.meter_id and v.slot = ? and v.reading_type = any (i.reading_types))
              and not exists (select 1 from run_failure f where f.line_task_id = ? and f.meter_id = sm.meter_id and f.item = i.item)""";

    @Inject
    private Database database;
    @Inject
    private CollectorGate gate;
    @Inject
    private TasksInHand inHand;
    @Inject
    private TaskForecasts forecasts;
    @Inject
    private TaskQuestions questions;
    @Inject
    private MeterModels models;
    @Inject
    private Pulse pulse;

    /** What a task asks for, and in which slot of the archive it is found. */
    public record Share(long taskId, int scheduleId, int lineId, Instant slot) {

        static Share of(ResultSet row) throws SQLException {
            return new Share(row.getLong("id"), row.getInt("schedule_id"), row.getInt("line_id"), Database.instant(row, "slot"));
        }

        Object[] outstanding() {
            return new Object[] {scheduleId, new int[] {lineId}, slot, taskId};
        }
    }

    /** What a task is for. */
    public enum Kind {
        /** A line's share of a run: the schedule's items of its meters. */
        SWEEP,
        /** The same of meters that freeze: one order to all, then what each froze. */
        FREEZE,
        /** What finished runs lack, out of the meters' memory. */
        FILL
    }

    /**
     * @param frozenAt when the order to freeze was on the bus, or {@code null}
     * @param again    whether something of it may have been done before
     */
    public record Claimed(long runId, int companyId, Share share, int collectorId, long epoch, int line, Instant expiresAt, Kind kind, Instant frozenAt, boolean again) {

        TasksInHand.LineTask inHand(Map<Integer, TasksInHand.Asked> asked) {
            return new TasksInHand.LineTask(share.taskId(), runId, companyId, share.slot(), asked);
        }
    }

    /** Takes those of these tasks that wait and whose collector is connected to this node, and hands their exchanges over. */
    public void work(long... taskIds) {
        List<Claimed> claimed = claim(taskIds);
        List<Claimed> sweeps = claimed.stream().filter(task -> task.kind() == Kind.SWEEP).toList();
        List<Exchange> exchanges = new ArrayList<>();
        Map<Integer, TasksInHand.Asked> asked = new HashMap<>();
        // tasks of one run are asked for together; what may have been done before is looked up one by one
        sweeps.stream().filter(task -> !task.again()).collect(Collectors.groupingBy(Claimed::runId)).values()
                .forEach(tasks -> exchanges.addAll(exchanges(tasks, asked, ASKED, tasks.getFirst().share().scheduleId(),
                        tasks.stream().mapToInt(task -> task.share().lineId()).toArray())));
        sweeps.stream().filter(Claimed::again).forEach(task -> exchanges.addAll(exchanges(List.of(task), asked, OUTSTANDING, task.share().outstanding())));
        forecasts.predict(exchanges);
        Map<Long, Map<Integer, TasksInHand.Asked>> own = new HashMap<>();
        claimed.stream().filter(task -> task.kind() != Kind.SWEEP)
                .forEach(task -> exchanges.addAll(questions.exchanges(task, own.computeIfAbsent(task.share().taskId(), id -> new HashMap<>()))));
        Map<Long, Integer> counts = new HashMap<>();
        exchanges.forEach(exchange -> counts.merge(exchange.ref().work(), 1, Integer::sum));
        finish(claimed.stream().map(task -> task.share().taskId()).filter(id -> !counts.containsKey(id)).map(LineTasks::ended).toList());
        if (exchanges.isEmpty()) {
            return;
        }
        claimed.stream().filter(task -> counts.containsKey(task.share().taskId()))
                .forEach(task -> inHand.handedOver(task.inHand(own.getOrDefault(task.share().taskId(), asked)), counts.get(task.share().taskId())));
        try {
            gate.use(connection -> connection.handOver(exchanges));
        } catch (AdapterFullException e) {
            counts.keySet().forEach(inHand::dropped);
            database.update("update line_task set state = 'WAITING', lease_until = null, wake_at = now() + interval '2 seconds' where id = any (?)",
                    counts.keySet().stream().mapToLong(Long::longValue).toArray());
        }
    }

    /** @param questions takes what the exchanges ask */
    private List<Exchange> exchanges(List<Claimed> tasks, Map<Integer, TasksInHand.Asked> questions, String asked, Object... parameters) {
        Map<Integer, Claimed> byLine = tasks.stream().collect(Collectors.toMap(task -> task.share().lineId(), task -> task));
        // by number: a name is looked up for each value, and there are many
        return database.list("""
                        select sm.line_id, m.id, m.address, i.item, i.id, st.reply_millis, st.deviation_millis, st.consecutive_failures, st.next_probe_at,
                            mm.id, mm.version
                        """ + asked + " order by " + SUREST_FIRST + ", m.id, i.id",
                row -> {
                    Claimed claimed = byLine.get(row.getInt(1));
                    String address = row.getString(3);
                    int part = row.getInt(5);
                    String item = row.getString(4);
                    TasksInHand.Asked question = questions.get(part);
                    if (question == null) {
                        question = TasksInHand.Asked.of(item, models.of(row.getInt(10), row.getInt(11)));
                        questions.put(part, question);
                    }
                    ModelInUse model = question.model();
                    return new Exchange(new ExchangeRef(claimed.share().taskId(), row.getInt(2), part), claimed.collectorId(), claimed.epoch(),
                            claimed.line(), Lane.READING, model.protocol().name(), address, model.protocol().encode(new MeterRequest.ReadItem(address, item)),
                            claimed.expiresAt(), model.timing(row.getInt(6), row.getInt(7), row.getInt(8), Database.instant(row, 9)), MAX_TRIES);
                }, parameters);
    }

    private List<Claimed> claim(long... taskIds) {
        return database.list("""
                        with waiting as (
                            select id, owner_epoch is not null as again from line_task
                            where id = any (?) and state = 'WAITING' and expires_at > now()
                              -- gaps wait until nothing that is due is under way on their line
                              and (kind <> 'FILL' or not exists (select 1 from line_task d where d.collector_id = line_task.collector_id
                                  and d.line_id = line_task.line_id and d.state <> 'DONE' and d.kind <> 'FILL'))
                            order by id for update skip locked)
                        update line_task t set state = 'HANDED_OVER', node = ?, owner_epoch = c.owner_epoch, lease_until = now() + ? * interval '1 second'
                        from waiting w, collector c, line l, reading_run r
                        where t.id = w.id and c.id = t.collector_id and c.online and c.owner_node = ?
                            and l.id = t.line_id and r.id = t.run_id
                        returning t.id, t.run_id, t.company_id, t.slot, t.line_id, t.collector_id, t.owner_epoch, t.expires_at, l.number,
                            r.schedule_id, t.kind, t.frozen_at, w.again""",
                row -> new Claimed(row.getLong("run_id"), row.getInt("company_id"), Share.of(row),
                        row.getInt("collector_id"), row.getLong("owner_epoch"), row.getInt("number"), Database.instant(row, "expires_at"),
                        Kind.valueOf(row.getString("kind")), Database.instant(row, "frozen_at"), row.getBoolean("again")),
                taskIds, Node.NAME, LEASE_SECONDS, Node.NAME);
    }

    /**
     * Nothing of these tasks is under way any more: they are done when everything came or failed, and wait again for
     * what was cut off by a lost connection.
     */
    public void settle(List<TasksInHand.Ended> tasks) {
        finish(tasks.stream().filter(TasksInHand.Ended::complete).toList());
        tasks.stream().filter(task -> !task.complete()).forEach(this::settle);
        finishRuns();
    }

    private void settle(TasksInHand.Ended task) {
        record Known(Share share, Kind kind) {
        }
        Known known = database.one("select t.id, t.line_id, t.slot, t.kind, r.schedule_id from line_task t join reading_run r on r.id = t.run_id where t.id = ?",
                row -> new Known(Share.of(row), Kind.valueOf(row.getString("kind"))), task.taskId());
        boolean open = known.kind() == Kind.SWEEP
                ? database.one("select exists (select 1 " + OUTSTANDING + ")", row -> row.getBoolean(1), known.share().outstanding())
                : questions.open(task.taskId());
        if (open) {
            database.update("""
                    update line_task set state = 'WAITING', lease_until = null, wake_at = now() + interval '1 second', first_sent_at = least(first_sent_at, ?::timestamptz)
                    where id = ? and state = 'HANDED_OVER'""", task.firstSentAt(), task.taskId());
        } else {
            finish(List.of(task));
        }
    }

    /** Tasks whose time is over: what did not come has failed, because the collector was away or the line too busy. */
    public void expire() {
        record Late(Share share, int companyId, long runId, boolean online, Kind kind) {
            String reason() {
                return online ? "EXPIRED" : "OFFLINE";
            }
        }
        List<Late> late = database.list("""
                select t.id, t.line_id, t.slot, t.company_id, t.run_id, t.kind, r.schedule_id, c.online
                from line_task t join reading_run r on r.id = t.run_id join collector c on c.id = t.collector_id
                where t.expires_at <= now() and (t.state = 'WAITING' or (t.state = 'HANDED_OVER' and t.lease_until < now()))
                order by t.id limit 200 for update of t skip locked""",
                row -> new Late(Share.of(row), row.getInt("company_id"), row.getLong("run_id"), row.getBoolean("online"), Kind.valueOf(row.getString("kind"))));
        for (Late task : late) {
            if (task.kind() == Kind.SWEEP) {
                List<Object> parameters = new ArrayList<>(List.of(task.share().taskId(), task.companyId(), task.runId(), task.reason()));
                Collections.addAll(parameters, task.share().outstanding());
                database.update("insert into run_failure (line_task_id, meter_id, item, company_id, run_id, reason, at) select ?, sm.meter_id, i.item, ?, ?, ?, now() "
                        + OUTSTANDING + " on conflict do nothing", parameters.toArray());
            } else {
                questions.expire(task.share().taskId(), task.reason());
            }
            finish(List.of(ended(task.share().taskId())));
        }
        if (!late.isEmpty()) {
            finishRuns();
        }
    }

    /** Without anything sent on this hand-over. */
    private static TasksInHand.Ended ended(long taskId) {
        return new TasksInHand.Ended(taskId, true, null);
    }

    private void finish(List<TasksInHand.Ended> tasks) {
        if (!tasks.isEmpty()) {
            database.update("""
                    update line_task t set state = 'DONE', lease_until = null, finished_at = now(), first_sent_at = least(t.first_sent_at, e.sent)
                    from (select id, timestamptz 'epoch' + nullif(millis, 0) * interval '1 millisecond' as sent from unnest(?, ?) as u (id, millis)) e
                    where t.id = e.id and t.state <> 'DONE'""",
                    tasks.stream().mapToLong(TasksInHand.Ended::taskId).toArray(),
                    tasks.stream().mapToLong(task -> task.firstSentAt() == null ? 0 : task.firstSentAt().toEpochMilli()).toArray());
        }
    }

    private void finishRuns() {
        List<String> runs = database.list("""
                        update reading_run r set finished_at = now(), failed = (select count(*) from run_failure f where f.run_id = r.id)
                        where r.finished_at is null and not exists (select 1 from line_task t where t.run_id = r.id and t.state <> 'DONE')
                        returning r.id""", row -> "run:" + row.getLong(1));
        if (!runs.isEmpty()) {
            pulse.changed(runs.toArray(String[]::new));
            pulse.changed("dashboard", "runs");
        }
    }

    /** Keeps the leases of what this node has in hand; what others let run out is free again. */
    public void keepLeases() {
        long[] ids = inHand.ids();
        if (ids.length > 0) {
            database.update("update line_task set lease_until = now() + ? * interval '1 second' where id = any (?) and state = 'HANDED_OVER' and node = ?",
                    LEASE_SECONDS, ids, Node.NAME);
        }
        database.update("update line_task set state = 'WAITING', lease_until = null, wake_at = now() where state = 'HANDED_OVER' and lease_until < now() and expires_at > now()");
    }
}
