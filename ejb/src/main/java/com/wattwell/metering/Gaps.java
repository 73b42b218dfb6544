package com.wattwell.metering;

import com.wattwell.metermodel.MeterMemories;
import com.wattwell.metermodel.MeterModels;
import com.wattwell.metermodel.Recall;
import com.wattwell.platform.Bell;
import com.wattwell.platform.Database;
import com.wattwell.platform.Partitions;
import com.wattwell.platform.Pulse;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Looks at what finished runs lack, and has it asked for from the meters' memory. Every failure has the moment of its next look
 * in its own row, so that neither a crash nor a collector that is away loses one.
 */
@Stateless
public class Gaps {

    /** Failures looked at in one transaction. */
    private static final int BATCH = 300;
    /** Questions in one task: a sweep that falls due meanwhile waits for no more than these. */
    static final int QUESTIONS_A_TASK = 30;
    /** Questions to one meter in an hour. */
    static final int QUESTIONS_AN_HOUR = 24;
    /** Older gaps are left alone: the archive does not take them, and hardly a meter remembers them. */
    static final Duration OLDEST = Duration.ofDays(Math.min(62, Partitions.READING_DAYS_BEHIND));
    /** A task that is not done by then is given up, and its gaps are looked at again. */
    private static final Duration TASK_TIME = Duration.ofMinutes(10);
    /** While its line or its meter has enough to do. */
    private static final Duration BUSY = Duration.ofSeconds(10);
    /** While its collector is away: a tenth of the time that has passed already, within these. */
    private static final Duration SHORTEST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int PART_OF_THE_TIME = 10;

    @Inject
    private Database database;
    @Inject
    private MeterModels models;
    @Inject
    private Bell bell;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** A failure that is to be looked at. @param lately questions that its meter has been asked in the last hour */
    private record Open(long task, int meter, String item, Instant at, long run, int company, Instant slot, boolean finished, boolean fills, boolean readsLate,
                        boolean newest, boolean replaced, List<Short> wanted, List<Short> came, int model, int version, ZoneId zone, int line,
                        int collector, boolean online, String node, boolean busy, int lately) {

        static Open of(ResultSet row) throws SQLException {
            return new Open(row.getLong("line_task_id"), row.getInt("meter_id"), row.getString("item"), Database.instant(row, "at"), row.getLong("run_id"),
                    row.getInt("company_id"), Database.instant(row, "slot"), row.getBoolean("finished"), row.getBoolean("fill_gaps"), row.getBoolean("read_late"),
                    row.getBoolean("newest"), row.getBoolean("replaced"), shorts(row, "wanted"), shorts(row, "came"), row.getInt("model_id"), row.getInt("version"),
                    ZoneId.of(row.getString("time_zone")), row.getInt("line_id"), row.getInt("collector_id"), row.getBoolean("online"), row.getString("owner_node"),
                    row.getBoolean("busy"), row.getInt("lately"));
        }

        private static List<Short> shorts(ResultSet row, String column) throws SQLException {
            return row.getArray(column) == null ? List.of() : List.of((Short[]) row.getArray(column).getArray());
        }

        List<Short> missing() {
            return wanted.stream().filter(type -> !came.contains(type)).toList();
        }
    }

    /** What becomes of a failure now: it is closed for a reason, looked at again at a time, or asked for. */
    private record Verdict(Open gap, String closed, Instant again, Recall recall) {
    }

    /** @return whether there may be more */
    public boolean fill() {
        Instant now = clock.instant();
        List<Open> open = open(now);
        Map<Integer, Integer> perMeter = new HashMap<>();
        Map<Integer, Long> runOfLine = new HashMap<>();
        Map<Integer, List<Verdict>> byLine = new LinkedHashMap<>();
        List<Verdict> rest = new ArrayList<>();
        for (Open gap : open) {
            Verdict verdict = judge(gap, now);
            if (verdict.recall() == null) {
                rest.add(verdict);
                continue;
            }
            List<Verdict> asked = byLine.computeIfAbsent(gap.line(), line -> new ArrayList<>());
            boolean room = runOfLine.computeIfAbsent(gap.line(), line -> gap.run()) == gap.run() && asked.size() < QUESTIONS_A_TASK;
            if (!room) {
                rest.add(new Verdict(gap, null, now.plus(BUSY), null));
            } else if (gap.lately() + perMeter.merge(gap.meter(), 1, Integer::sum) > QUESTIONS_AN_HOUR) {
                rest.add(new Verdict(gap, null, now.plus(Duration.ofMinutes(PART_OF_THE_TIME)), null));
            } else {
                asked.add(verdict);
            }
        }
        write(rest, now);
        byLine.values().stream().filter(asked -> !asked.isEmpty()).forEach(asked -> ask(asked, now));
        if (!open.isEmpty()) {
            pulse.changed(open.stream().map(gap -> "run:" + gap.run()).distinct().toArray(String[]::new));
        }
        return open.size() == BATCH;
    }

    private List<Open> open(Instant now) {
        return database.list("""
                with looked as (
                    select line_task_id, meter_id, item, at from run_failure where fill_at <= ? order by fill_at limit ? for update skip locked)
                select f.*, t.run_id, t.company_id, t.slot, r.finished_at is not null as finished, s.fill_gaps, s.read_late,
                    not exists (select 1 from reading_run n where n.schedule_id = r.schedule_id and n.slot > r.slot) as newest,
                    exists (select 1 from meter_replacement p where p.meter_id = f.meter_id and p.at > t.slot) as replaced,
                    (select i.reading_types from schedule_item i where i.schedule_id = s.id and i.model_id = m.model_id and i.item = f.item) as wanted,
                    (select array_agg(v.reading_type) from reading v where v.meter_id = f.meter_id and v.slot = t.slot) as came,
                    m.model_id, mm.version, o.time_zone, l.id as line_id, l.collector_id, c.online, c.owner_node,
                    exists (select 1 from line_task d where d.line_id = l.id and d.state <> 'DONE' and d.kind <> 'SWEEP') as busy,
                    (select count(*) from line_task_question q where q.meter_id = f.meter_id and q.failed_task is not null
                        and q.made_at > now() - interval '1 hour') as lately
                from looked f join line_task t on t.id = f.line_task_id join reading_run r on r.id = t.run_id join schedule s on s.id = r.schedule_id
                join meter m on m.id = f.meter_id join meter_model mm on mm.id = m.model_id join company o on o.id = t.company_id
                join line l on l.id = m.line_id join collector c on c.id = l.collector_id
                order by t.slot desc, f.meter_id, f.item""", Open::of, now, BATCH);
    }

    private Verdict judge(Open gap, Instant now) {
        if (!gap.finished()) {
            return later(gap, now.plus(SHORTEST_WAIT));
        }
        if (!gap.fills() && !gap.readsLate()) {
            return closed(gap, GapEnd.OFF.name());
        }
        if (gap.wanted().isEmpty()) {
            return closed(gap, GapEnd.NO_LONGER_ASKED.name());
        }
        if (gap.missing().isEmpty()) {
            return closed(gap, GapEnd.FILLED.name());
        }
        if (gap.replaced()) {
            return closed(gap, GapEnd.REPLACED_METER.name());
        }
        if (gap.slot().isBefore(now.minus(OLDEST))) {
            return closed(gap, MeterMemories.Lacking.TOO_LONG_AGO.name());
        }
        MeterMemories.Answer answer = gap.fills() ? MeterMemories.find(models.of(gap.model(), gap.version()), gap.missing(), gap.slot(), now, gap.zone())
                : new MeterMemories.Answer(null, MeterMemories.Lacking.NO_MEMORY);
        Recall recall = answer.recall() == null && gap.readsLate() && gap.newest() ? Recall.now(gap.item()) : answer.recall();
        if (recall == null) {
            return closed(gap, answer.lacking().name());
        }
        if (!gap.online()) {
            Duration wait = Duration.between(gap.at(), now).dividedBy(PART_OF_THE_TIME);
            return later(gap, now.plus(Collections.min(List.of(LONGEST_WAIT, Collections.max(List.of(SHORTEST_WAIT, wait))))));
        }
        return gap.busy() ? later(gap, now.plus(BUSY)) : new Verdict(gap, null, null, recall);
    }

    private static Verdict later(Open gap, Instant again) {
        return new Verdict(gap, null, again, null);
    }

    private static Verdict closed(Open gap, String why) {
        return new Verdict(gap, why, null, null);
    }

    private void write(List<Verdict> verdicts, Instant now) {
        if (verdicts.isEmpty()) {
            return;
        }
        database.update("""
                update run_failure f set gap = u.closed, gap_at = case when u.closed is null then f.gap_at else ?::timestamptz end,
                    fill_at = timestamptz 'epoch' + nullif(u.again, 0) * interval '1 millisecond'
                from unnest(?, ?, ?, ?, ?) as u (task, meter, item, closed, again) where f.line_task_id = u.task and f.meter_id = u.meter and f.item = u.item""", now,
                verdicts.stream().mapToLong(verdict -> verdict.gap().task()).toArray(), verdicts.stream().mapToInt(verdict -> verdict.gap().meter()).toArray(),
                verdicts.stream().map(verdict -> verdict.gap().item()).toArray(String[]::new), verdicts.stream().map(Verdict::closed).toArray(String[]::new),
                verdicts.stream().mapToLong(verdict -> verdict.again() == null ? 0 : verdict.again().toEpochMilli()).toArray());
    }

    /** A task of its own for one line and one run. If it comes to nothing, its gaps are looked at again after its time. */
    private void ask(List<Verdict> asked, Instant now) {
        Open first = asked.getFirst().gap();
        Instant expires = now.plus(TASK_TIME);
        long task = database.one("""
                insert into line_task (company_id, run_id, line_id, collector_id, slot, expected, kind, wake_at, expires_at)
                values (?, ?, ?, ?, ?, ?, 'FILL', ?, ?) returning id""", row -> row.getLong(1),
                first.company(), first.run(), first.line(), first.collector(), first.slot(), asked.size(), now.plusSeconds(1), expires);
        int[] numbers = new int[asked.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i + 1;
        }
        database.update("""
                insert into line_task_question (line_task_id, number, company_id, meter_id, item, reading_types, source, steps, failed_task)
                select ?, u.number, ?, u.meter, u.item, string_to_array(u.types, ',')::smallint[], u.source, string_to_array(u.steps, ','), u.failed
                from unnest(?, ?, ?, ?, ?, ?, ?) as u (number, meter, item, types, source, steps, failed)""", task, first.company(), numbers,
                asked.stream().mapToInt(verdict -> verdict.gap().meter()).toArray(), asked.stream().map(verdict -> verdict.gap().item()).toArray(String[]::new),
                asked.stream().map(verdict -> String.join(",", new TreeSet<>(verdict.gap().missing()).stream().map(String::valueOf).toList())).toArray(String[]::new),
                asked.stream().map(verdict -> verdict.recall().source().name()).toArray(String[]::new),
                asked.stream().map(verdict -> String.join(",", verdict.recall().steps())).toArray(String[]::new),
                asked.stream().mapToLong(verdict -> verdict.gap().task()).toArray());
        write(asked.stream().map(verdict -> later(verdict.gap(), expires.plus(SHORTEST_WAIT))).toList(), now);
        bell.ring(Bell.Work.LINE_TASK, first.node(), task);
    }
}
