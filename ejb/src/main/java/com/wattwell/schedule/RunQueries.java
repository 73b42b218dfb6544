package com.wattwell.schedule;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Runs of schedules: how far they are, and how reading goes on the whole. */
@Stateless
public class RunQueries {

    /**
     * One run.
     *
     * @param slot     the due instant
     * @param lines    lines it is read on; {@code linesDone} of them are finished
     * @param expected values it wants: meters times items
     * @param ended    values of finished lines, failed ones included
     * @param failed   values that did not come, so far
     * @param missed   due instants before this one that were passed over
     */
    public record Row(long id, int companyId, int scheduleId, String schedule, Instant slot, Instant beganAt, Instant finishedAt, int missed,
                      int lines, int linesDone, int expected, int ended, int failed) {

        /** Values that came on finished lines. */
        public int came() {
            return Math.max(0, ended - failed);
        }

        public boolean finished() {
            return finishedAt != null;
        }
    }

    /** Scheduled values of finished runs. */
    public record Success(long expected, long failed) {

        /** The part that came, 0 to 1, or {@code null} when none was due. */
        public Double rate() {
            return expected == 0 ? null : Math.max(0, (double) (expected - failed) / expected);
        }
    }

    // a finished run knows its sum; only those under way are reckoned from their lines
    private static final String SELECT = """
            select r.*, s.name as schedule, p.lines_done, p.ended, coalesce(f.failed, r.failed) as failed_so_far
            from reading_run r join schedule s on s.id = r.schedule_id
            left join lateral (select count(distinct t.line_id) as lines_done, sum(t.expected) as ended
                               from line_task t where r.finished_at is null and t.run_id = r.id and t.state = 'DONE') p on true
            left join lateral (select count(*) as failed from run_failure f where f.run_id = r.id having r.finished_at is null) f on true
            """;

    private final Database database;
    private final Clock clock;

    @Inject
    public RunQueries(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    protected RunQueries() {
        this(null, null); // the container's proxy wants it
    }

    /**
     * The newest first.
     *
     * @param scheduleId {@code null} for all schedules
     */
    public Page<Row> list(Scope scope, Integer scheduleId, Page.Request page) {
        Conditions where = new Conditions(scope.and("r.company_id"));
        if (scheduleId != null) {
            where.and("r.schedule_id = ?", scheduleId);
        }
        long total = database.one("select count(*) from reading_run r " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(SELECT + where.sql() + " order by r.slot desc, r.id desc limit ? offset ?", RunQueries::read,
                where.parameters(page.size(), page.offset())), page.page(), page.size(), total);
    }

    public Optional<Row> byId(Scope scope, long id) {
        return database.first(SELECT + "where r.id = ?" + scope.and("r.company_id"), RunQueries::read, id);
    }

    /** What the runs that fell due in the last stretch of time and are finished wanted, and what failed of it. */
    public Success success(Scope scope, Duration back) {
        return database.one("select coalesce(sum(r.expected), 0), coalesce(sum(r.failed), 0) from reading_run r"
                        + " where r.slot > ? and r.finished_at is not null" + scope.and("r.company_id"),
                row -> new Success(row.getLong(1), row.getLong(2)), clock.instant().minus(back));
    }

    /**
     * Values of the lines that finished in the last minute: what the readings a minute are reckoned by, since looking
     * for readings by the time they came would read the whole store. Only recent runs are looked into.
     */
    public long readLastMinute(Scope scope) {
        Instant now = clock.instant();
        return database.one("""
                select coalesce(sum(t.expected - (select count(*) from run_failure f where f.line_task_id = t.id)), 0)
                from reading_run r join line_task t on t.run_id = r.id
                where r.slot > ? and t.state = 'DONE' and t.finished_at > ?%s""".formatted(scope.and("r.company_id")),
                row -> row.getLong(1), now.minus(Duration.ofHours(6)), now.minus(Duration.ofMinutes(1)));
    }

    private static Row read(ResultSet row) throws SQLException {
        Instant finished = Database.instant(row, "finished_at");
        int lines = row.getInt("lines");
        int expected = row.getInt("expected");
        return new Row(row.getLong("id"), row.getInt("company_id"), row.getInt("schedule_id"), row.getString("schedule"), Database.instant(row, "slot"),
                Database.instant(row, "began_at"), finished, row.getInt("missed"), lines, finished == null ? row.getInt("lines_done") : lines,
                expected, finished == null ? row.getInt("ended") : expected, row.getInt("failed_so_far"));
    }
}
