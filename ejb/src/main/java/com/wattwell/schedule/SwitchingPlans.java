package com.wattwell.schedule;

import com.wattwell.calendar.Calendars;
import com.wattwell.control.BatchTarget;
import com.wattwell.control.CommandKind;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Plans of timed switching (定时开关): dormitory nights, market hours. A plan trips its target at its off and gives supply back at
 * its on; {@link DueSwitching} does it. Once an administrator has said that the target is meant to go dark, its trips pass the brake.
 */
@Stateless
public class SwitchingPlans {

    /** Of one company. */
    static final int MAX_PLANS = 200;

    private static final List<CommandKind> ON_ACTIONS = List.of(CommandKind.CLOSE, CommandKind.PERMIT_CLOSE);
    private static final List<BatchTarget.Kind> TARGETS = List.of(BatchTarget.Kind.AREA, BatchTarget.Kind.GROUP, BatchTarget.Kind.COLLECTOR);

    static final String SELECT = """
            select s.*, y.code as company_code, y.time_zone, (select max(b.batch_id) from switching_plan_batch b where b.plan_id = s.id) as last_batch,
                case s.target when 'AREA' then (select a.path from area a where a.id = s.target_id)
                              when 'GROUP' then (select g.name from meter_group g where g.id = s.target_id)
                              else (select o.name from collector o where o.id = s.target_id) end as target_name
            from switching_plan s join company y on y.id = s.company_id
            """;

    @Inject
    private Database database;
    @Inject
    private Calendars calendars;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * A plan.
     *
     * @param targetName     {@code null} when it is gone
     * @param nextOff        {@code null} while disabled
     * @param owedOn         when those that it tripped get their supply back; {@code null} while nothing is owed
     * @param offBatch       the batch of those, or {@code null}
     * @param expectedDarkBy who said that the target is meant to go dark, or {@code null}
     * @param lastBatch      the newest batch it made, or {@code null}
     */
    public record Row(int id, int companyId, String companyCode, ZoneId zone, String name, BatchTarget.Kind target, int targetId, String targetName,
                      SwitchingHours hours, CommandKind onAction, boolean enabled, Instant nextOff, Instant owedOn, Long offBatch, String expectedDarkBy,
                      Instant expectedDarkAt, Long lastBatch) {

        /** The on that comes next, whether or not its off has been; {@code null} when there is none. */
        public Instant nextOn() {
            return owedOn != null ? owedOn : nextOff == null ? null : hours.onAfter(nextOff, zone);
        }

        /** Whether it has tripped its target and has not given supply back yet. */
        public boolean dark() {
            return offBatch != null;
        }
    }

    /**
     * What a person wants.
     *
     * @param target       AREA, GROUP or COLLECTOR
     * @param onAction     CLOSE or PERMIT_CLOSE
     * @param expectedDark whether the target is meant to go dark; {@code null}: as it was said before, if nothing else has changed
     */
    public record Definition(int companyId, String name, String target, Integer targetId, String days, String offTime, String onTime, String onAction,
                             boolean enabled, Boolean expectedDark) {
    }

    /** By company and name. */
    public Page<Row> list(Scope scope, Page.Request page) {
        Conditions where = new Conditions(scope.and("s.company_id"));
        long total = database.one("select count(*) from switching_plan s " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(SELECT + where.sql() + " order by y.code, s.name limit ? offset ?", SwitchingPlans::read,
                where.parameters(page.size(), page.offset())), page.page(), page.size(), total);
    }

    public Optional<Row> byId(Scope scope, int id) {
        return database.first(SELECT + "where s.id = ?" + scope.and("s.company_id"), SwitchingPlans::read, id);
    }

    /** When a plan would switch. @throws RefusedException naming the field that is wrong */
    public List<SwitchingHours.Pair> preview(Caller caller, int companyId, String days, String offTime, String onTime, int count) {
        return SwitchingHours.written(days, offTime, onTime).next(clock.instant(), count, zone(caller, companyId), calendars.workingDays(companyId));
    }

    /** @param id {@code null} for a new one @return its id @throws RefusedException naming the field; nothing is done then */
    public int save(Caller caller, Integer id, Definition wanted) {
        mayOperate(caller);
        ZoneId zone = zone(caller, wanted.companyId());
        Row before = id == null ? null : held(caller, id);
        if (before != null && before.companyId() != wanted.companyId()) {
            throw RefusedException.notFound("switching plan", id);
        }
        String name = name(wanted, id);
        BatchTarget.Kind target = target(wanted);
        SwitchingHours hours = SwitchingHours.written(wanted.days(), wanted.offTime(), wanted.onTime());
        CommandKind onAction = ON_ACTIONS.stream().filter(each -> each.name().equals(wanted.onAction())).findFirst()
                .orElseThrow(() -> RefusedException.invalid("onAction", "refused.onAction", "onAction must be CLOSE or PERMIT_CLOSE."));
        Instant now = clock.instant();
        boolean same = before != null && before.target() == target && before.targetId() == wanted.targetId() && before.hours().equals(hours);
        boolean kept = same && before.expectedDarkBy() != null && !Boolean.FALSE.equals(wanted.expectedDark());
        boolean said = !kept && Boolean.TRUE.equals(wanted.expectedDark());
        if (said && !caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "expectedDark", "refused.expectedDark", "Only administrators say that a target is meant to go dark.");
        }
        String expectedBy = kept ? before.expectedDarkBy() : said ? caller.name() : null;
        Instant expectedAt = kept ? before.expectedDarkAt() : said ? now : null;
        Instant nextOff = wanted.enabled() ? nextOff(hours, zone, wanted.companyId(), before == null ? null : before.owedOn(), now) : null;
        pulse.changed("switchingPlans");
        if (id == null) {
            return database.one("""
                    insert into switching_plan (company_id, name, target, target_id, days, off_time, on_time, on_action, enabled, next_off, expected_dark_by,
                        expected_dark_at, created_at)
                    values (?, ?, ?, ?, ?, ?::time, ?::time, ?, ?, ?::timestamptz, ?, ?::timestamptz, ?) returning id""", row -> row.getInt(1), wanted.companyId(), name,
                    target, wanted.targetId(), hours.days(), hours.off().toString(), hours.on().toString(), onAction, wanted.enabled(), nextOff, expectedBy, expectedAt, now);
        }
        database.update("""
                        update switching_plan set name = ?, target = ?, target_id = ?, days = ?, off_time = ?::time, on_time = ?::time, on_action = ?, enabled = ?,
                            next_off = ?::timestamptz, expected_dark_by = ?, expected_dark_at = ?::timestamptz where id = ?""", name, target, wanted.targetId(), hours.days(),
                hours.off().toString(), hours.on().toString(), onAction, wanted.enabled(), nextOff, expectedBy, expectedAt, id);
        return id;
    }

    /** Lets a plan switch, or no more. What it has tripped gets its supply back nevertheless. */
    public void enable(Caller caller, int id, boolean on) {
        mayOperate(caller);
        Row row = held(caller, id);
        Instant nextOff = on ? nextOff(row.hours(), row.zone(), row.companyId(), row.owedOn(), clock.instant()) : null;
        database.update("update switching_plan set enabled = ?, next_off = ?::timestamptz where id = ?", on, nextOff, id);
        pulse.changed("switchingPlans");
    }

    /** The calendar has changed: the plans that follow it switch off by the new one, from now on. @param companyId {@code null} for all */
    public void reckonAnew(Integer companyId) {
        Instant now = clock.instant();
        // what is due already stays due
        List<Row> following = database.list(SELECT + "where s.enabled and s.days <> 'EVERY_DAY' and s.next_off > ?" + new Scope(companyId).and("s.company_id")
                + " order by s.id for update of s", SwitchingPlans::read, now);
        following.forEach(row -> row.hours().offs(row.zone(), calendars.workingDays(row.companyId())).after(earliest(row.owedOn(), now))
                .ifPresent(off -> database.update("update switching_plan set next_off = ? where id = ?", off, row.id())));
        pulse.changed("switchingPlans");
    }

    private Instant nextOff(SwitchingHours hours, ZoneId zone, int companyId, Instant owedOn, Instant now) {
        return hours.offs(zone, calendars.workingDays(companyId)).after(earliest(owedOn, now))
                .orElseThrow(() -> RefusedException.invalid("days", "refused.timesNever", "days: by the calendar it never falls due."));
    }

    /** Nothing goes off anew before what was tripped has its supply back. */
    private static Instant earliest(Instant owedOn, Instant now) {
        return owedOn != null && owedOn.isAfter(now) ? owedOn.minusSeconds(1) : now;
    }

    /** The plan, kept from switching until the transaction ends. */
    private Row held(Caller caller, int id) {
        database.first("select 1 from switching_plan s where s.id = ?" + caller.scope().and("s.company_id") + " for update", row -> row.getInt(1), id)
                .orElseThrow(() -> RefusedException.notFound("switching plan", id));
        return byId(caller.scope(), id).orElseThrow();
    }

    private String name(Definition wanted, Integer id) {
        if (wanted.name() == null || wanted.name().isBlank() || wanted.name().strip().length() > 100) {
            throw RefusedException.invalid("name", "refused.name100", "name must have 1 to 100 characters.");
        }
        String name = wanted.name().strip();
        if (database.one("select exists (select 1 from switching_plan where company_id = ? and name = ? and id <> ?)", row -> row.getBoolean(1),
                wanted.companyId(), name, id == null ? 0 : id)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "name", "refused.taken", "There is already a switching plan " + name + ".", name);
        }
        int plans = database.one("select count(*) from switching_plan where company_id = ?", row -> row.getInt(1), wanted.companyId());
        if (id == null && plans >= MAX_PLANS) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "name", "refused.switchingMany", "A company has at most " + MAX_PLANS + " switching plans.", MAX_PLANS);
        }
        return name;
    }

    private BatchTarget.Kind target(Definition wanted) {
        BatchTarget.Kind target = TARGETS.stream().filter(each -> each.name().equals(wanted.target())).findFirst()
                .orElseThrow(() -> RefusedException.invalid("target", "refused.targetMissing", "target must be AREA, GROUP or COLLECTOR."));
        String table = switch (target) {
            case AREA -> "area";
            case GROUP -> "meter_group";
            case COLLECTOR -> "collector";
            case METER_LIST -> throw new IllegalArgumentException("A plan is not for a list");
        };
        if (wanted.targetId() == null || !database.one("select exists (select 1 from " + table + " where id = ? and company_id = ?)", row -> row.getBoolean(1),
                wanted.targetId(), wanted.companyId())) {
            throw RefusedException.invalid("targetId", "refused.targetId", "targetId must be the id of one of the company's "
                    + target.name().toLowerCase(Locale.ROOT) + "s.");
        }
        return target;
    }

    private ZoneId zone(Caller caller, int companyId) {
        return database.first("select time_zone from company where id = ?" + caller.scope().and("id"), row -> ZoneId.of(row.getString(1)), companyId)
                .orElseThrow(() -> RefusedException.invalid("company", "refused.company", "There is no such company.", companyId));
    }

    static Row read(ResultSet row) throws SQLException {
        SwitchingHours hours = new SwitchingHours(SwitchingHours.Days.valueOf(row.getString("days")), row.getObject("off_time", LocalTime.class),
                row.getObject("on_time", LocalTime.class));
        return new Row(row.getInt("id"), row.getInt("company_id"), row.getString("company_code"), ZoneId.of(row.getString("time_zone")), row.getString("name"),
                BatchTarget.Kind.valueOf(row.getString("target")), row.getInt("target_id"), row.getString("target_name"), hours,
                CommandKind.valueOf(row.getString("on_action")), row.getBoolean("enabled"), Database.instant(row, "next_off"), Database.instant(row, "next_on"),
                row.getObject("off_batch", Long.class), row.getString("expected_dark_by"), Database.instant(row, "expected_dark_at"),
                row.getObject("last_batch", Long.class));
    }

    private static void mayOperate(Caller caller) {
        if (!caller.mayOperate()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not change switching plans.");
        }
    }
}
