package com.wattwell.schedule;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Schedules as people look at them. */
@Stateless
public class ScheduleQueries {

    /** Something a schedule can be pointed at, for a list to choose from; pages keep it in their view state. */
    public record Choice(int id, String name) implements Serializable {
    }

    /**
     * @param targetName name of the area, group, collector or meter; {@code null} for all
     * @param readingTypes codes of what it reads
     * @param zone       in which its local times are told
     * @param nextDue    {@code null} while disabled
     * @param lastRun    id of the newest run, or {@code null}
     */
    public record Row(int id, int companyId, String companyCode, String company, ZoneId zone, String name, RecurrenceRule rule,
                      ReadingSchedule.Target target, Integer targetId, String targetName, List<String> readingTypes, ReadingSchedule.Options options,
                      boolean enabled, Instant nextDue, Long lastRun, Instant lastSlot) {
    }

    private static final String SELECT = """
            select s.*, o.code as company_code, o.name as company, o.time_zone, last.id as last_run, last.slot as last_slot,
                   array(select t.code from reading_type t where t.id = any (s.reading_types) order by t.id) as type_codes,
                   case s.target when 'AREA' then (select a.path from area a where a.id = s.target_id)
                                 when 'GROUP' then (select g.name from meter_group g where g.id = s.target_id)
                                 when 'COLLECTOR' then (select c.name from collector c where c.id = s.target_id)
                                 when 'METER' then (select m.name from meter m where m.id = s.target_id) end as target_name
            from schedule s join company o on o.id = s.company_id
            left join lateral (select r.id, r.slot from reading_run r where r.schedule_id = s.id order by r.slot desc limit 1) last on true
            """;

    private final Database database;

    @Inject
    public ScheduleQueries(Database database) {
        this.database = database;
    }

    protected ScheduleQueries() {
        this(null); // the container's proxy wants it
    }

    /**
     * In order of company and name.
     *
     * @param text anywhere in the name; {@code null} or blank for all
     */
    public Page<Row> list(Scope scope, String text, Page.Request page) {
        Conditions where = new Conditions(scope.and("s.company_id"));
        if (text != null && !text.isBlank()) {
            where.and("s.name ilike ?", Conditions.containing(text));
        }
        long total = database.one("select count(*) from schedule s " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(SELECT + where.sql() + " order by s.company_id, s.name limit ? offset ?", ScheduleQueries::read,
                where.parameters(page.size(), page.offset())), page.page(), page.size(), total);
    }

    /** Schedules that are pointed at a meter, by name. */
    public List<Row> ofMeter(Scope scope, int meterId, int most) {
        return database.list(SELECT + "where exists (select 1 from schedule_meter x where x.schedule_id = s.id and x.meter_id = ?)" + scope.and("s.company_id")
                + " order by s.name limit ?", ScheduleQueries::read, meterId, most);
    }

    public Optional<Row> byId(Scope scope, int id) {
        return database.first(SELECT + "where s.id = ?" + scope.and("s.company_id"), ScheduleQueries::read, id);
    }

    /** Areas, groups, collectors or meters whose name holds the text, for a field that completes what is typed. */
    public List<Choice> choices(Scope scope, ReadingSchedule.Target target, String text, int most) {
        String from = switch (target) {
            case ALL -> null;
            case AREA -> "select x.id, x.path as name from area x where x.path ilike ?";
            case GROUP -> "select x.id, x.name from meter_group x where x.name ilike ?";
            case COLLECTOR -> "select x.id, x.code || ' · ' || x.name as name from collector x where x.code || ' · ' || x.name ilike ?";
            case METER -> "select x.id, x.address || ' · ' || x.name as name from meter x where (x.address ilike ? or x.name ilike ?)";
        };
        if (from == null) {
            return List.of();
        }
        String pattern = Conditions.containing(text == null ? "" : text);
        Object[] parameters = target == ReadingSchedule.Target.METER ? new Object[] {pattern, pattern, most} : new Object[] {pattern, most};
        return database.list(from + scope.and("x.company_id") + " order by 2 limit ?", row -> new Choice(row.getInt(1), row.getString(2)), parameters);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(row.getInt("id"), row.getInt("company_id"), row.getString("company_code"), row.getString("company"), ZoneId.of(row.getString("time_zone")),
                row.getString("name"), rule(row),
                ReadingSchedule.Target.valueOf(row.getString("target")), Database.integer(row, "target_id"), row.getString("target_name"),
                Database.texts(row, "type_codes"),
                new ReadingSchedule.Options(row.getBoolean("fill_gaps"), row.getBoolean("read_late"), row.getBoolean("simultaneous")), row.getBoolean("enabled"), Database.instant(row, "next_due"),
                row.getObject("last_run") == null ? null : row.getLong("last_run"), Database.instant(row, "last_slot"));
    }

    /** The rule in a row that has the columns of a schedule's. */
    static RecurrenceRule rule(ResultSet row) throws SQLException {
        return new RecurrenceRule(RecurrenceRule.Kind.valueOf(row.getString("kind")), row.getString("cron"), Database.integer(row, "interval_seconds"),
                Database.texts(row, "times"), row.getObject("non_working", Boolean.class), Database.texts(row, "month_days"), row.getObject("shift", Boolean.class));
    }
}
