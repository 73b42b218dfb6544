package com.wattwell.feecontrol;

import com.wattwell.identity.Scope;
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

/** Fee control as people look at it: who will be cut and when, who is cut, whose supply is late, and how fast it comes back. */
@Stateless
public class FeeControlQueries {

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /**
     * An account that is below a level.
     *
     * @param cutAfter when it may be cut, or {@code null} while it is only warned
     * @param heldBack why it is not cut though it is due, or {@code null}
     */
    public record Low(long accountId, int companyId, String account, String customer, String phone, int level, Instant warnedAt, Instant shortSince, Instant cutAfter, String heldBack, long availableFen) {
    }

    /** A cut with its restore. @param reasons JSON of what was looked at */
    public record Row(long id, int companyId, long accountId, String account, String customer, int meterId, String meter, String place, String state, Instant decidedAt, long availableFen,
                      long limitFen, String reasons, Long tripCommand, Instant cutAt, Long restoreCommand, Instant paidAt, Instant postedAt, Instant orderedAt, Instant sentAt, Instant acceptedAt,
                      Instant readBackAt, boolean permitted, boolean late, Instant endedAt, String why) {

        /** From paid to read back, or {@code null}. */
        public Long millis() {
            return readBackAt == null || paidAt == null ? null : (Long) Duration.between(paidAt, readBackAt).toMillis();
        }
    }

    /**
     * From paid to read back, of the cases of a time.
     *
     * @param cases how many; the figures are 0 without any
     * @param late  of them, beyond the company's limit
     */
    public record Stopwatch(int cases, long p50Millis, long p99Millis, long postedP50Millis, long sentP50Millis, int late) {
    }

    /** How many there are now. */
    public record Counts(int warned, int due, int cut, int restoring, int late) {
    }

    /** Those that will be cut first, first; then those that are warned, the lowest first. */
    public Page<Low> low(Scope scope, Page.Request page) {
        String where = "where true" + scope.and("f.company_id");
        return new Page<>(database.list("""
                select f.*, a.number, c.name, c.phone from fee_control_account f join customer_account a on a.id = f.account_id join customer c on c.id = a.customer_id
                """ + where + " order by f.cut_after nulls last, f.seen_fen, f.account_id limit ? offset ?",
                row -> new Low(row.getLong("account_id"), row.getInt("company_id"), row.getString("number"), row.getString("name"), row.getString("phone"), row.getInt("level"),
                        Database.instant(row, "warned_at"), Database.instant(row, "short_since"), Database.instant(row, "cut_after"), row.getString("held_back"), row.getLong("seen_fen")),
                page.size(), page.offset()), page.page(), page.size(), database.one("select count(*) from fee_control_account f " + where, row -> row.getLong(1)));
    }

    private static final String SELECT = """
            select k.*, a.number, c.name, m.address, r.path from fee_control_case k join customer_account a on a.id = k.account_id join customer c on c.id = a.customer_id
            join meter m on m.id = k.meter_id left join area r on r.id = m.area_id
            """;

    /** Cuts that are not given back, the oldest first; or all, the newest first. */
    public Page<Row> cases(Scope scope, boolean open, Page.Request page) {
        String where = "where " + (open ? "k.state in ('CUTTING', 'CUT', 'RESTORING')" : "true") + scope.and("k.company_id");
        return new Page<>(database.list(SELECT + where + " order by k.id" + (open ? "" : " desc") + " limit ? offset ?", FeeControlQueries::row, page.size(), page.offset()), page.page(),
                page.size(), database.one("select count(*) from fee_control_case k " + where, row -> row.getLong(1)));
    }

    /** Of one account, the newest first. */
    public Page<Row> ofAccount(Scope scope, long accountId, Page.Request page) {
        String where = "where k.account_id = ?" + scope.and("k.company_id");
        return new Page<>(database.list(SELECT + where + " order by k.id desc limit ? offset ?", FeeControlQueries::row, accountId, page.size(), page.offset()), page.page(), page.size(),
                database.one("select count(*) from fee_control_case k " + where, row -> row.getLong(1), accountId));
    }

    /** Where an account stands, if it is below a level. */
    public Optional<Low> of(Scope scope, long accountId) {
        return database.first("""
                select f.*, a.number, c.name, c.phone from fee_control_account f join customer_account a on a.id = f.account_id join customer c on c.id = a.customer_id
                where f.account_id = ?""" + scope.and("f.company_id"),
                row -> new Low(row.getLong("account_id"), row.getInt("company_id"), row.getString("number"), row.getString("name"), row.getString("phone"), row.getInt("level"),
                        Database.instant(row, "warned_at"), Database.instant(row, "short_since"), Database.instant(row, "cut_after"), row.getString("held_back"), row.getLong("seen_fen")), accountId);
    }

    public Counts counts(Scope scope) {
        return database.one("""
                select (select count(*)::int from fee_control_account f where f.level > 0%1$s), (select count(*)::int from fee_control_account f where f.cut_after is not null%1$s),
                    count(*) filter (where k.state in ('CUTTING', 'CUT'))::int, count(*) filter (where k.state = 'RESTORING')::int, count(*) filter (where k.late_told_at is not null)::int
                from fee_control_case k where k.state in ('CUTTING', 'CUT', 'RESTORING')%2$s""".formatted(scope.and("f.company_id"), scope.and("k.company_id")),
                row -> new Counts(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5)));
    }

    /** Of the restores that were read back within a time up to now. */
    public Stopwatch stopwatch(Scope scope, Duration back) {
        return database.one("""
                select count(*)::int, coalesce(percentile_disc(0.5) within group (order by extract(epoch from k.read_back_at - k.paid_at) * 1000), 0)::bigint,
                    coalesce(percentile_disc(0.99) within group (order by extract(epoch from k.read_back_at - k.paid_at) * 1000), 0)::bigint,
                    coalesce(percentile_disc(0.5) within group (order by extract(epoch from k.posted_at - k.paid_at) * 1000), 0)::bigint,
                    coalesce(percentile_disc(0.5) within group (order by extract(epoch from k.sent_at - k.paid_at) * 1000), 0)::bigint, count(k.late_told_at)::int
                from fee_control_case k where k.read_back_at > ? and k.paid_at is not null""" + scope.and("k.company_id"),
                row -> new Stopwatch(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getInt(6)), clock.instant().minus(back));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong("id"), row.getInt("company_id"), row.getLong("account_id"), row.getString("number"), row.getString("name"), row.getInt("meter_id"), row.getString("address"),
                row.getString("path"), row.getString("state"), Database.instant(row, "decided_at"), row.getLong("available_fen"), row.getLong("limit_fen"), row.getString("reasons"),
                row.getObject("trip_command", Long.class), Database.instant(row, "cut_at"), row.getObject("restore_command", Long.class), Database.instant(row, "paid_at"),
                Database.instant(row, "posted_at"), Database.instant(row, "ordered_at"), Database.instant(row, "sent_at"), Database.instant(row, "accepted_at"),
                Database.instant(row, "read_back_at"), row.getBoolean("permitted"), row.getObject("late_told_at") != null, Database.instant(row, "ended_at"), row.getString("why"));
    }
}
