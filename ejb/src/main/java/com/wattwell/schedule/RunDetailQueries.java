package com.wattwell.schedule;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run in detail: its lines, and meter by meter what came, what failed and why. */
@Stateless
public class RunDetailQueries {

    /** How far a line is. */
    public enum LineState {
        WAITING, HANDED_OVER, DONE
    }

    /**
     * A line of a run.
     *
     * @param predictedMillis how long it was thought to take when it was handed over; {@code null} before that
     */
    public record LineProgress(long taskId, int lineId, int line, int collectorId, String collectorCode, String collector, boolean online,
                               LineState state, int expected, int failed, Integer predictedMillis, Instant firstSentAt, Instant finishedAt) {

        /** How long it took from its first byte to its end, or {@code null} while it lasts. */
        public Long tookMillis() {
            return firstSentAt == null || finishedAt == null ? null : Long.valueOf(Duration.between(firstSentAt, finishedAt).toMillis());
        }
    }

    /** A value that came. */
    public record Came(String typeCode, String nameEn, String nameZh, BigDecimal value, String unit, Instant receivedAt) {
    }

    /**
     * An item that did not come.
     *
     * @param reason a word of the adapter, such as {@code TIMEOUT}
     * @param gap    {@code FILLED}, or why it cannot be; {@code null} while that is open, and for runs of before gaps were filled
     * @param gapAt  when that was found, or when it was last tried
     * @param fillAt when it is tried next, or {@code null}
     */
    public record Failed(String item, String reason, Instant at, String gap, Instant gapAt, Instant fillAt) {
        public boolean filled() {
            return "FILLED".equals(gap);
        }
    }

    /**
     * What became of a run's gaps.
     *
     * @param next    when the next of those that are open is tried, or {@code null}
     * @param because why the others cannot be filled: reasons with how many each, the most first
     */
    public record Gaps(long missing, long filled, long open, Instant next, Map<String, Long> because) {
    }

    /** What a run had of one meter. Both lists are empty while its line is not done. */
    public record MeterResult(int meterId, String address, String name, String place, int collectorId, String collector, LineState state,
                              List<Came> came, List<Failed> failed) {

        /** Whether all that failed has been made good. */
        public boolean filled() {
            return !failed.isEmpty() && failed.stream().allMatch(Failed::filled);
        }
    }

    private static final String METERS = """
            from reading_run r join schedule s on s.id = r.schedule_id join line_task t on t.run_id = r.id and t.kind <> 'FILL'
            join schedule_meter sm on sm.schedule_id = s.id and sm.line_id = t.line_id
                and exists (select 1 from schedule_item i where i.schedule_id = sm.schedule_id and i.model_id = sm.model_id
                    and (i.steps is null) = (t.kind = 'SWEEP'))
                -- a meter that is asked in both ways is told once
                and (t.kind = 'SWEEP' or not exists (select 1 from schedule_item i where i.schedule_id = sm.schedule_id and i.model_id = sm.model_id and i.steps is null))
            join meter m on m.id = sm.meter_id and m.created_at <= r.began_at
            """;

    private static final String LINES = """
            select t.*, l.number as line, c.code as collector_code, c.name as collector, c.online,
                   (select count(*) from run_failure f where f.line_task_id = t.id) as failed
            from line_task t join line l on l.id = t.line_id join collector c on c.id = t.collector_id
            """;

    private final Database database;

    @Inject
    public RunDetailQueries(Database database) {
        this.database = database;
    }

    protected RunDetailQueries() {
        this(null); // the container's proxy wants it
    }

    /** Lines with the most failures first, then those not done. */
    public Page<LineProgress> lines(Scope scope, long runId, Page.Request page) {
        Conditions where = new Conditions(scope.and("t.company_id")).and("t.run_id = ? and t.kind <> 'FILL'", runId);
        long total = database.one("select count(*) from line_task t " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(LINES + where.sql() + " order by failed desc, t.finished_at desc nulls first, t.id limit ? offset ?", RunDetailQueries::line,
                where.parameters(page.size(), page.offset())), page.page(), page.size(), total);
    }

    /** The line that took longest in the last finished run of a schedule. */
    public Optional<LineProgress> slowest(Scope scope, int scheduleId) {
        return database.first(LINES + """
                where t.run_id = (select r.id from reading_run r where r.schedule_id = ? and r.finished_at is not null order by r.slot desc limit 1)
                  and t.kind <> 'FILL' and t.first_sent_at is not null and t.finished_at is not null%s
                order by t.finished_at - t.first_sent_at desc limit 1""".formatted(scope.and("t.company_id")), RunDetailQueries::line, scheduleId);
    }

    /** @param failedOnly only meters of which something did not come */
    public Page<MeterResult> meters(Scope scope, long runId, boolean failedOnly, Page.Request page) {
        Conditions where = new Conditions(scope.and("r.company_id")).and("r.id = ?", runId);
        if (failedOnly) {
            where.and("exists (select 1 from run_failure f where f.run_id = r.id and f.meter_id = m.id)");
        }
        long total = database.one("select count(*) " + METERS + where.sql(), row -> row.getLong(1), where.parameters());
        Map<Integer, MeterResult> results = new LinkedHashMap<>();
        database.list("select m.id, m.address, m.name, a.path as place, c.id as collector_id, c.name as collector, t.state " + METERS + """
                join collector c on c.id = t.collector_id left join area a on a.id = m.area_id
                """ + where.sql() + " order by m.id limit ? offset ?", RunDetailQueries::meter, where.parameters(page.size(), page.offset()))
                .forEach(meter -> results.put(meter.meterId(), meter));
        addWhatCame(runId, results);
        addWhatFailed(runId, results);
        return new Page<>(List.copyOf(results.values()), page.page(), page.size(), total);
    }

    /** How far the filling of a run's gaps is. */
    public Gaps gaps(Scope scope, long runId) {
        record Group(String gap, long count, long open, Instant next) {
        }
        List<Group> groups = database.list("""
                select split_part(f.gap, ':', 1) as gap, count(*) as count, count(f.fill_at) as open, min(f.fill_at) as next
                from run_failure f where f.run_id = ?%s group by 1 order by 2 desc, 1""".formatted(scope.and("f.company_id")),
                row -> new Group(row.getString("gap"), row.getLong("count"), row.getLong("open"), Database.instant(row, "next")), runId);
        Map<String, Long> because = new LinkedHashMap<>();
        groups.stream().filter(group -> group.gap() != null && !group.gap().equals("FILLED")).forEach(group -> because.put(group.gap(), group.count()));
        return new Gaps(groups.stream().mapToLong(Group::count).sum(), groups.stream().filter(group -> "FILLED".equals(group.gap())).mapToLong(Group::count).sum(),
                groups.stream().mapToLong(Group::open).sum(), groups.stream().map(Group::next).filter(next -> next != null).min(Instant::compareTo).orElse(null), because);
    }

    private void addWhatCame(long runId, Map<Integer, MeterResult> results) {
        database.list("""
                select v.meter_id, v.value, v.received_at, t.code, t.name_en, t.name_zh, t.unit
                from reading_run r join schedule s on s.id = r.schedule_id cross join unnest(?) as m(id) cross join reading_type t
                join reading v on v.meter_id = m.id and v.reading_type = t.id and v.slot = r.slot
                where r.id = ? and t.id = any (s.reading_types)
                order by t.id""",
                row -> results.get(row.getInt("meter_id")).came().add(new Came(row.getString("code"), row.getString("name_en"), row.getString("name_zh"),
                        row.getBigDecimal("value"), row.getString("unit"), Database.instant(row, "received_at"))),
                ids(results), runId);
    }

    private void addWhatFailed(long runId, Map<Integer, MeterResult> results) {
        database.list("select f.meter_id, f.item, f.reason, f.at, f.gap, f.gap_at, f.fill_at from run_failure f where f.run_id = ? and f.meter_id = any(?) order by f.item",
                row -> results.get(row.getInt("meter_id")).failed().add(new Failed(row.getString("item"), row.getString("reason"),
                        Database.instant(row, "at"), row.getString("gap"), Database.instant(row, "gap_at"), Database.instant(row, "fill_at"))),
                runId, ids(results));
    }

    private static int[] ids(Map<Integer, MeterResult> results) {
        return results.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    private static LineProgress line(ResultSet row) throws SQLException {
        return new LineProgress(row.getLong("id"), row.getInt("line_id"), row.getInt("line"), row.getInt("collector_id"), row.getString("collector_code"),
                row.getString("collector"), row.getBoolean("online"), LineState.valueOf(row.getString("state")), row.getInt("expected"),
                row.getInt("failed"), Database.integer(row, "predicted_millis"), Database.instant(row, "first_sent_at"), Database.instant(row, "finished_at"));
    }

    private static MeterResult meter(ResultSet row) throws SQLException {
        return new MeterResult(row.getInt("id"), row.getString("address"), row.getString("name"), row.getString("place"), row.getInt("collector_id"),
                row.getString("collector"), LineState.valueOf(row.getString("state")), new ArrayList<>(), new ArrayList<>());
    }
}
