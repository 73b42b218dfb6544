package com.wattwell.billing;

import com.wattwell.calendar.CalendarChanged;
import com.wattwell.calendar.Calendars;
import com.wattwell.calendar.WorkingDays;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.schedule.Recurrence;
import com.wattwell.schedule.RecurrenceRule;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When companies settle by themselves: each has at most one plan, which settles the month that ended last. */
@Stateless
public class SettlementPlans {

    @Inject
    private Database database;
    @Inject
    private SettlementService service;
    @Inject
    private Calendars calendars;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** @param publish at once, without anybody's look */
    public record Plan(int companyId, ZoneId zone, RecurrenceRule rule, boolean publish, boolean enabled, Instant nextDue, String changedBy) {
    }

    private static final String SELECT = "select s.*, c.time_zone from settlement_plan s join company c on c.id = s.company_id ";

    public Optional<Plan> of(Scope scope, int companyId) {
        return database.first(SELECT + "where s.company_id = ?" + scope.and("s.company_id"), SettlementPlans::plan, companyId);
    }

    /** The next instants of what is being written. @throws RefusedException naming the field */
    public List<Instant> preview(Caller caller, int companyId, RecurrenceRule rule, int count) {
        return recurrence(rule.checked(), companyId, zone(caller, companyId)).next(clock.instant(), Math.clamp(count, 1, 50));
    }

    /** @throws RefusedException naming the field that is wrong; nothing is done then */
    public void save(Caller caller, int companyId, RecurrenceRule written, boolean publish, boolean enabled) {
        SettlementService.mayRun(caller);
        ZoneId zone = zone(caller, companyId);
        if (written.kind() == RecurrenceRule.Kind.INTERVAL) {
            throw RefusedException.invalid("kind", "refused.kind", "kind must be CRON, WORKING_DAYS or SETTLEMENT_DAY.");
        }
        RecurrenceRule rule = written.checked();
        Instant next = recurrence(rule, companyId, zone).after(clock.instant())
                .orElseThrow(() -> RefusedException.invalid("cron", "refused.cronNever", "cron: this expression never falls due again."));
        database.update("""
                        insert into settlement_plan (company_id, kind, cron, times, non_working, month_days, shift, publish, enabled, next_due, changed_at, changed_by)
                        values (?, ?, ?, ?::text[], cast(? as boolean), ?::text[], cast(? as boolean), ?, ?, ?, ?, ?)
                        on conflict (company_id) do update set kind = excluded.kind, cron = excluded.cron, times = excluded.times, non_working = excluded.non_working,
                            month_days = excluded.month_days, shift = excluded.shift, publish = excluded.publish, enabled = excluded.enabled, next_due = excluded.next_due,
                            changed_at = excluded.changed_at, changed_by = excluded.changed_by""",
                companyId, rule.kind(), rule.cron(), array(rule.times()), rule.nonWorking(), array(rule.monthDays()), rule.shift(), publish, enabled, next, clock.instant(),
                caller.name());
        pulse.changed("settlement");
    }

    /** Starts what is due; any node may. @return whether there may be more */
    public boolean startNext() {
        Instant now = clock.instant();
        Optional<Plan> due = database.first(SELECT + "where s.enabled and s.next_due <= ? order by s.next_due limit 1 for update of s skip locked", SettlementPlans::plan, now);
        if (due.isEmpty()) {
            return false;
        }
        Plan plan = due.get();
        Instant next = recurrence(plan.rule(), plan.companyId(), plan.zone()).after(now).orElse(null); // what was missed is made up by this one
        database.update("update settlement_plan set next_due = cast(? as timestamptz), enabled = ? where company_id = ?", next, next != null, plan.companyId());
        BillingPeriod period = BillingPeriod.of(LocalDate.ofInstant(now, plan.zone())).before();
        if (database.one("select exists (select 1 from settlement_run where company_id = ? and period = ? and not dry and state in ('RUNNING', 'STOPPING', 'STOPPED', 'FAILED', 'REVIEW'))",
                row -> row.getBoolean(1), plan.companyId(), period.from())) {
            notices.write(Notices.Severity.WARNING, "settlementUnderWay", plan.companyId(), null, null, now, period.toString());
        } else {
            Caller planned = new Caller("plan", "plan", new Scope(plan.companyId()), Set.of(Caller.BATCH_OPERATOR));
            service.start(planned, new SettlementService.Start(plan.companyId(), period.toString(), false, plan.publish(), null, null, null));
        }
        return true;
    }

    private void reckonAnew(Integer companyId) {
        Instant now = clock.instant();
        database.list(SELECT + "where s.enabled and s.kind <> 'CRON' and s.next_due > ?" + new Scope(companyId).and("s.company_id") + " for update of s", SettlementPlans::plan, now)
                .forEach(plan -> recurrence(plan.rule(), plan.companyId(), plan.zone()).after(now)
                        .ifPresent(next -> database.update("update settlement_plan set next_due = ? where company_id = ?", next, plan.companyId())));
    }

    /** The calendar has changed: plans that follow it fall due by the new one. */
    public void calendarChanged(@Observes CalendarChanged change) {
        reckonAnew(change.companyId());
    }

    private Recurrence recurrence(RecurrenceRule rule, int companyId, ZoneId zone) {
        return rule.recurrence(zone, rule.kind().followsCalendar() ? calendars.workingDays(companyId) : WorkingDays.WEEKDAYS);
    }

    private ZoneId zone(Caller caller, int companyId) {
        return database.first("select time_zone from company where id = ?" + caller.scope().and("id"), row -> ZoneId.of(row.getString(1)), companyId)
                .orElseThrow(() -> RefusedException.invalid("company", "refused.company", "There is no such company.", companyId));
    }

    private static String[] array(List<String> texts) {
        return texts.isEmpty() ? null : texts.toArray(String[]::new);
    }

    private static Plan plan(ResultSet row) throws SQLException {
        boolean nonWorking = row.getBoolean("non_working");
        Boolean nonWorkingOrNull = row.wasNull() ? null : nonWorking;
        boolean shift = row.getBoolean("shift");
        Boolean shiftOrNull = row.wasNull() ? null : shift;
        RecurrenceRule rule = new RecurrenceRule(RecurrenceRule.Kind.valueOf(row.getString("kind")), row.getString("cron"), null, Database.texts(row, "times"), nonWorkingOrNull,
                Database.texts(row, "month_days"), shiftOrNull);
        return new Plan(row.getInt("company_id"), ZoneId.of(row.getString("time_zone")), rule, row.getBoolean("publish"), row.getBoolean("enabled"), Database.instant(row, "next_due"),
                row.getString("changed_by"));
    }
}
