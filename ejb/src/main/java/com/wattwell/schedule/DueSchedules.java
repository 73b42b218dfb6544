package com.wattwell.schedule;

import com.wattwell.calendar.Calendars;
import com.wattwell.calendar.WorkingDays;
import com.wattwell.platform.Bell;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Makes the runs of schedules that fell due. Any node may claim one; what was missed while no node was up is made up by
 * one run, whose slot is the latest due instant that passed.
 */
@Stateless
public class DueSchedules {

    /** Schedules claimed in one transaction. */
    private static final int BATCH = 20;
    /** A run gives up what has not come after this long, or when its next slot is due. */
    static final Duration LONGEST_RUN = Duration.ofHours(1);
    static final Duration SHORTEST_RUN = Duration.ofSeconds(30);
    /** How far back missed instants are counted one by one. */
    private static final int MAX_COUNTED_MISSES = 10_000;

    @Inject
    private Database database;
    @Inject
    private Calendars calendars;
    @Inject
    private SchedulePlans plans;
    @Inject
    private Bell bell;
    @Inject
    private Pulse pulse;
    @Inject
    private Notices notices;
    @Inject
    private Clock clock;

    private record Due(int id, int companyId, String name, RecurrenceRule rule, ZoneId zone, Instant nextDue) {
    }

    /** @return whether there may be more */
    public boolean makeRuns() {
        Instant now = clock.instant();
        List<Due> due = database.list("""
                        select s.id, s.company_id, s.name, s.kind, s.cron, s.interval_seconds, s.times, s.non_working, s.month_days, s.shift, c.time_zone, s.next_due
                        from schedule s join company c on c.id = s.company_id
                        where s.enabled and s.next_due <= ? order by s.next_due limit ? for update of s skip locked""",
                row -> new Due(row.getInt("id"), row.getInt("company_id"), row.getString("name"), ScheduleQueries.rule(row),
                        ZoneId.of(row.getString("time_zone")), Database.instant(row, "next_due")), now, BATCH);
        due.forEach(schedule -> makeRun(schedule, now));
        return due.size() == BATCH;
    }

    private void makeRun(Due schedule, Instant now) {
        Recurrence recurrence;
        try {
            recurrence = schedule.rule().recurrence(schedule.zone(),
                    schedule.rule().kind().followsCalendar() ? calendars.workingDays(schedule.companyId()) : WorkingDays.WEEKDAYS);
        } catch (RefusedException e) {
            end(schedule, now); // written by an older release that took more
            return;
        }
        Instant slot = schedule.nextDue();
        int missed = 0;
        Optional<Instant> next = recurrence.after(slot);
        while (next.isPresent() && !next.get().isAfter(now)) {
            if (++missed >= MAX_COUNTED_MISSES) {
                next = recurrence.after(now.minusSeconds(1)).filter(instant -> !instant.isAfter(now)).or(() -> recurrence.after(now));
                break;
            }
            slot = next.get();
            next = recurrence.after(slot);
        }
        Instant expires = next.filter(instant -> instant.isBefore(now.plus(LONGEST_RUN))).orElse(now.plus(LONGEST_RUN));
        if (expires.isBefore(now.plus(SHORTEST_RUN))) {
            expires = now.plus(SHORTEST_RUN);
        }
        write(schedule, slot, missed, now, expires);
        if (next.isPresent()) {
            database.update("update schedule set next_due = ? where id = ?", next.get(), schedule.id());
        } else {
            end(schedule, now);
        }
    }

    private void end(Due schedule, Instant now) {
        database.update("update schedule set next_due = null, enabled = false where id = ?", schedule.id());
        notices.write(Notices.Severity.WARNING, "scheduleEnded", schedule.companyId(), null, null, now, schedule.name());
        pulse.changed("schedules");
    }

    /** The run and a task for each of its lines, from one look at the schedule's meters. */
    private void write(Due schedule, Instant slot, int missed, Instant now, Instant expires) {
        record Task(long runId, Long id, String node) {
        }
        plans.bringUpToDate(schedule.id());
        List<Task> tasks = database.list("""
                        with asked as (
                            select l.id as line_id, l.collector_id, case when i.steps is null then 'SWEEP' else 'FREEZE' end as kind, count(*) as expected
                            from schedule_meter sm join schedule_item i on i.schedule_id = sm.schedule_id and i.model_id = sm.model_id join line l on l.id = sm.line_id
                            where sm.schedule_id = ? group by l.id, kind
                        ), run as (
                            insert into reading_run (company_id, schedule_id, slot, began_at, lines, expected, missed, finished_at)
                            select ?, ?, ?, ?, count(distinct line_id), coalesce(sum(expected), 0), ?, case when count(*) = 0 then ?::timestamptz end from asked
                            on conflict do nothing returning id, company_id, slot
                        ), tasks as (
                            insert into line_task (company_id, run_id, line_id, collector_id, slot, expected, kind, wake_at, expires_at)
                            select r.company_id, r.id, a.line_id, a.collector_id, r.slot, a.expected, a.kind, ?, ? from asked a cross join run r
                            returning id, collector_id, line_id, company_id, kind
                        ), frozen as (
                            insert into line_task_question (line_task_id, number, company_id, meter_id, item, reading_types, source, steps)
                            select t.id, row_number() over (partition by t.id order by sm.meter_id, i.id), t.company_id, sm.meter_id, i.item, i.reading_types,
                                'INSTANT_FREEZE', i.steps
                            from tasks t join schedule_meter sm on sm.line_id = t.line_id and sm.schedule_id = ?
                            join schedule_item i on i.schedule_id = sm.schedule_id and i.model_id = sm.model_id
                            where t.kind = 'FREEZE' and i.steps is not null
                        )
                        select r.id as run_id, t.id as task_id, t.owner_node from run r left join (
                            select t.id, c.owner_node from tasks t join collector c on c.id = t.collector_id where c.online) t on true
                        order by t.id""",
                row -> new Task(row.getLong("run_id"), row.getObject("task_id", Long.class), row.getString("owner_node")),
                schedule.id(), schedule.companyId(), schedule.id(), slot, now, missed, now, now.plusSeconds(15), expires,
                schedule.id());
        if (tasks.isEmpty()) {
            return; // this slot has its run
        }
        tasks.stream().filter(task -> task.id() != null).forEach(task -> bell.ring(Bell.Work.LINE_TASK, task.node(), task.id()));
        pulse.changed("runs", "schedules", "run:" + tasks.getFirst().runId());
    }
}
