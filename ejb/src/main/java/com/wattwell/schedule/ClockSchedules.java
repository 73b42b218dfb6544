package com.wattwell.schedule;

import com.wattwell.control.BroadcastTimeErrand;
import com.wattwell.control.LineOrderKind;
import com.wattwell.control.LineOrders;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When meters are told the time by broadcast (广播校时). The standard's limits hold: once a day, never near midnight, and only a
 * clock that is off by no more than five minutes obeys.
 */
@Stateless
public class ClockSchedules {

    /** A broadcast that could not be made within this time is left to the next day. */
    static final Duration STALE = Duration.ofMinutes(30);
    private static final int BATCH = 20;
    private static final int DAYS = 7;

    @Inject
    private Database database;
    @Inject
    private LineOrders orders;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * @param time       local, {@code HH:mm}
     * @param days       1 Monday to 7 Sunday
     * @param targetName {@code null} for all
     */
    public record Row(int id, int companyId, String name, ReadingSchedule.Target target, Integer targetId, String targetName, String time, List<Integer> days,
                      boolean enabled, Instant nextDue, Instant lastDue) {
    }

    /** What a person wrote. @param target ALL, AREA, GROUP or COLLECTOR */
    public record Definition(int companyId, String name, String target, Integer targetId, String time, List<Integer> days) {
    }

    /**
     * A broadcast to a line.
     *
     * @param detail  why it ended so, or {@code null}
     * @param meters  on the line that know the broadcast
     * @param tooFar  of them, known to be off by more than five minutes
     * @param worst   how far off at most the clocks are that were read since, or {@code null} while none was
     */
    public record Told(long id, int companyId, int collectorId, String collector, int line, String schedule, String state, String detail, Instant createdAt,
                       Instant finishedAt, int meters, int tooFar, Duration worst) {
    }

    private static final String SELECT = """
            select s.*, case s.target when 'AREA' then (select a.path from area a where a.id = s.target_id)
                                      when 'GROUP' then (select g.name from meter_group g where g.id = s.target_id)
                                      when 'COLLECTOR' then (select c.name from collector c where c.id = s.target_id) end as target_name
            from clock_schedule s where true""";

    public List<Row> list(Scope scope, int most) {
        return database.list(SELECT + scope.and("s.company_id") + " order by s.company_id, s.name limit ?", ClockSchedules::read, most);
    }

    public Optional<Row> byId(Scope scope, int id) {
        return database.first(SELECT + " and s.id = ?" + scope.and("s.company_id"), ClockSchedules::read, id);
    }

    /** The newest broadcasts, the latest first. */
    public List<Told> told(Scope scope, int most) {
        return database.list("""
                        select n.id, n.company_id, o.id as collector_id, o.name as collector, l.number, s.name as schedule, n.state, n.detail, n.created_at, n.finished_at,
                            w.meters, w.too_far, w.worst
                        from line_order n join line l on l.id = n.line_id join collector o on o.id = l.collector_id left join clock_schedule s on s.id = n.schedule_id
                        cross join lateral (
                            select count(*) as meters, count(*) filter (where abs(k.drift_millis) > 300000) as too_far,
                                max(abs(k.drift_millis)) filter (where k.read_at >= n.finished_at) as worst
                            from meter m left join meter_clock k on k.meter_id = m.id
                            where m.line_id = n.line_id and m.protocol in ('DLT645_2007', 'DLT645_1997')) w
                        where n.kind = 'BROADCAST_TIME'""" + scope.and("n.company_id") + " order by n.id desc limit ?",
                row -> new Told(row.getLong("id"), row.getInt("company_id"), row.getInt("collector_id"), row.getString("collector"), row.getInt("number"),
                        row.getString("schedule"), row.getString("state"), row.getString("detail"), Database.instant(row, "created_at"),
                        Database.instant(row, "finished_at"), row.getInt("meters"), row.getInt("too_far"),
                        row.getObject("worst") == null ? null : Duration.ofMillis(row.getLong("worst"))), most);
    }

    /** @param id {@code null} for a new one @return its id @throws RefusedException naming the field; nothing is done then */
    public int save(Caller caller, Integer id, Definition wanted) {
        mayAdminister(caller);
        if (id != null && byId(caller.scope(), id).filter(row -> row.companyId() == wanted.companyId()).isEmpty()) {
            throw RefusedException.notFound("schedule", id);
        }
        String name = name(wanted, id);
        ReadingSchedule.Target target = target(wanted);
        String time = time(wanted.time());
        int[] days = days(wanted.days());
        Instant due = recurrence(time, days, zone(caller, wanted.companyId())).after(clock.instant()).orElseThrow();
        Object targetId = target == ReadingSchedule.Target.ALL ? null : wanted.targetId();
        pulse.changed("clocks");
        if (id == null) {
            return database.one("""
                    insert into clock_schedule (company_id, name, target, target_id, local_time, days, next_due)
                    values (?, ?, ?, ?::int, ?, ?::int[]::smallint[], ?) returning id""", row -> row.getInt(1), wanted.companyId(), name, target, targetId, time, days, due);
        }
        database.update("""
                update clock_schedule set name = ?, target = ?, target_id = ?::int, local_time = ?, days = ?::int[]::smallint[],
                    next_due = case when enabled then ?::timestamptz end where id = ?""", name, target, targetId, time, days, due, id);
        return id;
    }

    public void enable(Caller caller, int id, boolean on) {
        mayAdminister(caller);
        Row row = byId(caller.scope(), id).orElseThrow(() -> RefusedException.notFound("schedule", id));
        Instant due = on ? recurrence(row.time(), row.days().stream().mapToInt(Integer::intValue).toArray(), zone(caller, row.companyId()))
                .after(clock.instant()).orElseThrow() : null;
        database.update("update clock_schedule set enabled = ?, next_due = ? where id = ?", on, due, id);
        pulse.changed("clocks");
    }

    public void remove(Caller caller, int id) {
        mayAdminister(caller);
        if (database.update("delete from clock_schedule where id = ?" + caller.scope().and("company_id"), id) == 0) {
            throw RefusedException.notFound("schedule", id);
        }
        pulse.changed("clocks");
    }

    /** Makes the orders of what fell due. Any node may claim one; what was missed for long waits for the next day. */
    public void makeOrders() {
        Instant now = clock.instant();
        record Due(Row row, ZoneId zone) {
        }
        List<Due> due = database.list("""
                        select s.*, null::text as target_name, y.time_zone from clock_schedule s join company y on y.id = s.company_id
                        where s.enabled and s.next_due <= ? order by s.next_due limit ? for update of s skip locked""",
                row -> new Due(read(row), ZoneId.of(row.getString("time_zone"))), now, BATCH);
        for (Due each : due) {
            Row row = each.row();
            if (row.nextDue().isAfter(now.minus(STALE))) {
                lines(row, now.atZone(each.zone()).toLocalDate().atStartOfDay(each.zone()).toInstant()).forEach(line ->
                        orders.write(row.companyId(), line, LineOrderKind.BROADCAST_TIME, row.id(), null, row.name(), STALE));
            }
            Instant next = recurrence(row.time(), row.days().stream().mapToInt(Integer::intValue).toArray(), each.zone()).after(now).orElseThrow();
            database.update("update clock_schedule set next_due = ?, last_due = ? where id = ?", next, row.nextDue(), row.id());
            pulse.changed("clocks");
        }
    }

    /** The target's lines with meters that know the broadcast and were not told the time since midnight: they obey once a day. */
    private List<Integer> lines(Row row, Instant midnight) {
        return database.list("""
                        select distinct m.line_id from meter m where m.company_id = ? and m.protocol in ('DLT645_2007', 'DLT645_1997')
                        and case ?
                            when 'ALL' then true
                            when 'COLLECTOR' then exists (select 1 from line l where l.id = m.line_id and l.collector_id = ?::int)
                            when 'GROUP' then exists (select 1 from meter_group_member g where g.group_id = ?::int and g.meter_id = m.id)
                            else exists (select 1 from area a left join area p on p.id = a.parent_id where a.id = m.area_id and ?::int in (a.id, a.parent_id, p.parent_id))
                        end
                        and not exists (select 1 from line_order n where n.line_id = m.line_id and n.kind = 'BROADCAST_TIME' and n.created_at >= ?
                            and n.state in ('WAITING', 'SENT', 'DONE'))
                        order by 1""", each -> each.getInt(1), row.companyId(), row.target().name(), row.targetId(), row.targetId(), row.targetId(), midnight);
    }

    private static Recurrence recurrence(String time, int[] days, ZoneId zone) {
        LocalTime at = LocalTime.parse(time);
        return Recurrence.written(at.getMinute() + " " + at.getHour() + " * * " + Arrays.stream(days).mapToObj(Integer::toString).collect(Collectors.joining(",")), zone);
    }

    private String name(Definition wanted, Integer id) {
        if (wanted.name() == null || wanted.name().isBlank() || wanted.name().length() > 100) {
            throw RefusedException.invalid("name", "refused.name100", "name must have 1 to 100 characters.");
        }
        String name = wanted.name().strip();
        if (database.one("select exists (select 1 from clock_schedule where company_id = ? and name = ? and id <> ?)", row -> row.getBoolean(1),
                wanted.companyId(), name, id == null ? 0 : id)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "name", "refused.taken", "There is already a schedule " + name + ".", name);
        }
        return name;
    }

    /** A meter's lines are told as a whole, so a single meter is no target. */
    private ReadingSchedule.Target target(Definition wanted) {
        ReadingSchedule.Target target = Arrays.stream(ReadingSchedule.Target.values())
                .filter(each -> each.name().equals(wanted.target()) && each != ReadingSchedule.Target.METER).findFirst()
                .orElseThrow(() -> RefusedException.invalid("target", "refused.clockTarget", "target must be ALL, AREA, GROUP or COLLECTOR."));
        String table = switch (target) {
            case AREA -> "area";
            case GROUP -> "meter_group";
            case COLLECTOR -> "collector";
            case ALL, METER -> null;
        };
        if (table != null && (wanted.targetId() == null || !database.one("select exists (select 1 from " + table + " where id = ? and company_id = ?)",
                row -> row.getBoolean(1), wanted.targetId(), wanted.companyId()))) {
            throw RefusedException.invalid("targetId", "refused.targetId", "targetId must be the id of one of the company's "
                    + target.name().toLowerCase(Locale.ROOT) + "s.");
        }
        return target;
    }

    private static String time(String written) {
        try {
            LocalTime time = LocalTime.parse(written == null ? "" : written.strip());
            if (BroadcastTimeErrand.allowed(time)) {
                return "%02d:%02d".formatted(time.getHour(), time.getMinute());
            }
        } catch (DateTimeException e) {
            throw RefusedException.invalid("time", "refused.timeOfDay", "time must be a local time such as 03:30.");
        }
        throw RefusedException.invalid("time", "refused.nearMidnight",
                "time must be from 00:10 to 23:49: meters do not obey within five minutes of their midnight, and their clocks may be five minutes off.");
    }

    private static int[] days(List<Integer> days) {
        if (days == null || days.isEmpty() || days.stream().anyMatch(day -> day == null || day < 1 || day > DAYS)) {
            throw RefusedException.invalid("days", "refused.days", "days must name 1 to 7 days of the week, 1 for Monday to 7 for Sunday.");
        }
        return days.stream().mapToInt(Integer::intValue).distinct().sorted().toArray();
    }

    private ZoneId zone(Caller caller, int companyId) {
        return database.first("select time_zone from company where id = ?" + caller.scope().and("id"), row -> ZoneId.of(row.getString(1)), companyId)
                .orElseThrow(() -> RefusedException.invalid("company", "refused.company", "There is no such company.", companyId));
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(row.getInt("id"), row.getInt("company_id"), row.getString("name"), ReadingSchedule.Target.valueOf(row.getString("target")),
                Database.integer(row, "target_id"), row.getString("target_name"), row.getString("local_time"),
                Arrays.stream((Short[]) row.getArray("days").getArray()).map(Short::intValue).toList(), row.getBoolean("enabled"), Database.instant(row, "next_due"),
                Database.instant(row, "last_due"));
    }

    private static void mayAdminister(Caller caller) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators say when meters are told the time.");
        }
    }
}
