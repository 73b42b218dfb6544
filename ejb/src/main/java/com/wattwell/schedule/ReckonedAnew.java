package com.wattwell.schedule;

import com.wattwell.calendar.CalendarChanged;
import com.wattwell.calendar.Calendars;
import com.wattwell.calendar.WorkingDays;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When a calendar changes, the schedules and switching plans that follow it fall due by the new one, from now on. What is due already stays due. */
@ApplicationScoped
public class ReckonedAnew {

    @Inject
    private Database database;
    @Inject
    private Calendars calendars;
    @Inject
    private SwitchingPlans switchingPlans;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    private record Following(int id, int companyId, RecurrenceRule rule, ZoneId zone) {
    }

    void calendarChanged(@Observes CalendarChanged change) {
        Instant now = clock.instant();
        // one that is being claimed is waited for: it has its run, and then its next time is reckoned here
        List<Following> following = database.list("""
                select s.id, s.company_id, s.kind, s.cron, s.interval_seconds, s.times, s.non_working, s.month_days, s.shift, c.time_zone
                from schedule s join company c on c.id = s.company_id
                where s.enabled and s.kind in ('WORKING_DAYS', 'SETTLEMENT_DAY') and s.next_due > ?%s order by s.id for update of s"""
                        .formatted(new Scope(change.companyId()).and("s.company_id")),
                row -> new Following(row.getInt("id"), row.getInt("company_id"), ScheduleQueries.rule(row), ZoneId.of(row.getString("time_zone"))), now);
        Map<Integer, WorkingDays> byCompany = new HashMap<>();
        for (Following schedule : following) {
            WorkingDays days = byCompany.computeIfAbsent(schedule.companyId(), calendars::workingDays);
            schedule.rule().recurrence(schedule.zone(), days).after(now)
                    .ifPresent(due -> database.update("update schedule set next_due = ? where id = ? and next_due <> ?", due, schedule.id(), due));
        }
        switchingPlans.reckonAnew(change.companyId());
        pulse.changed("calendar", "schedules");
    }
}
