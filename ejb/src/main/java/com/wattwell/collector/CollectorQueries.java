package com.wattwell.collector;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Collectors as people look at them: lists, one collector, its lines. */
@Stateless
public class CollectorQueries {

    /** What a list may be sorted by. */
    public enum Sort {
        CODE("c.code"), NAME("c.name"), PLACE("a.path"), ONLINE("c.online"), SINCE("c.since"), LAST_SEEN("c.last_seen");

        private final String column;

        Sort(String column) {
            this.column = column;
        }
    }

    /**
     * @param text   anywhere in code, name or place; {@code null} or blank for all
     * @param online {@code null} for both
     * @param state  {@code null} for all
     */
    public record Filter(String text, Boolean online, Collector.State state) {
        public static final Filter NONE = new Filter(null, null, null);
    }

    /**
     * A collector with its statistics.
     *
     * @param since         of the present state, online or offline
     * @param lastSeen      last byte that came from it, or {@code null}
     * @param remoteAddress of its newest socket, or {@code null}
     * @param place         written place, or {@code null}
     * @param createdAt     when it became known: shares are reckoned from then on
     * @param kindId        its {@link CollectorKind}, or {@code null} as {@code kind}, its make and model
     * @param heartbeat     {@code text:…} or {@code hex:…}, or {@code null}
     */
    public record Row(int id, int companyId, String company, String code, String name, String place, Collector.State state, String stateReason,
                      boolean online, Instant since, Instant lastSeen, String remoteAddress, LoginProfile.Kind loginProfile, int idleSeconds,
                      Instant createdAt, OnlineShare share, int meters, Integer kindId, String kind, String heartbeat) {
    }

    /** Who is connected under the collector's id: the remote address, and since when. */
    public record Seat(String remoteAddress, Instant since) {
    }

    /** A line and how many meters hang on it. */
    public record LineRow(int id, int number, int baud, int meters) {
    }

    private static final String DETAILS = """
            select c.*, o.name as company, a.path as place, k.make || ' ' || k.model as kind, share.*,
                   (select count(*) from line l join meter m on m.line_id = l.id where l.collector_id = c.id) as meters
            from collector c join company o on o.id = c.company_id left join area a on a.id = c.area_id
            left join collector_kind k on k.id = c.kind_id
            """ + OnlineShare.LATERAL;

    private final Database database;
    private final Clock clock;

    @Inject
    public CollectorQueries(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    protected CollectorQueries() {
        this(null, null); // the container's proxy wants it
    }

    public Page<Row> list(Scope scope, Filter filter, Sort sort, boolean descending, Page.Request page) {
        Conditions where = conditions(scope, filter);
        long total = database.one("select count(*) from collector c left join area a on a.id = c.area_id " + where.sql(), row -> row.getLong(1),
                where.parameters());
        String direction = descending ? " desc nulls last" : " asc nulls last";
        int[] ids = database.list("select c.id from collector c left join area a on a.id = c.area_id " + where.sql()
                        + " order by " + sort.column + direction + ", c.id limit ? offset ?", row -> row.getInt(1),
                where.parameters(page.size(), page.offset())).stream().mapToInt(Integer::intValue).toArray();
        Map<Integer, Row> rows = details(scope, "c.id = any(?)", ids).stream().collect(Collectors.toMap(Row::id, Function.identity()));
        List<Row> items = java.util.Arrays.stream(ids).mapToObj(rows::get).filter(java.util.Objects::nonNull).toList();
        return new Page<>(items, page.page(), page.size(), total);
    }

    public Optional<Row> byId(Scope scope, int id) {
        return details(scope, "c.id = ?", id).stream().findFirst();
    }

    /** The id of the collector with this code, in any case. */
    public Optional<Integer> idOf(Scope scope, String code) {
        return database.first("select c.id from collector c where c.code = ?" + scope.and("c.company_id"), row -> row.getInt(1),
                code.strip().toUpperCase(Locale.ROOT));
    }

    /** The connection of a collector, or empty while it is offline; {@code since} of {@link Row} goes on when a box takes another's place, this does not. */
    public Optional<Seat> seat(Scope scope, int collectorId) {
        return database.first("""
                select s.remote_address, s.began_at from collector c join collector_session s on s.collector_id = c.id and s.owner_epoch = c.owner_epoch
                where c.id = ? and c.online and s.ended_at is null%s""".formatted(scope.and("c.company_id")),
                row -> new Seat(row.getString("remote_address"), Database.instant(row, "began_at")), collectorId);
    }

    /** The lines of a collector, in order of their numbers. */
    public List<LineRow> lines(Scope scope, int collectorId) {
        return database.list("""
                select l.id, l.number, l.baud, (select count(*) from meter m where m.line_id = l.id) as meters
                from line l where l.collector_id = ?%s order by l.number""".formatted(scope.and("l.company_id")),
                row -> new LineRow(row.getInt("id"), row.getInt("number"), row.getInt("baud"), row.getInt("meters")), collectorId);
    }

    private List<Row> details(Scope scope, String condition, Object parameter) {
        Instant now = clock.instant();
        return database.list(DETAILS + "where " + condition + scope.and("c.company_id"), CollectorQueries::read,
                now, now, now, now, parameter);
    }

    private static Conditions conditions(Scope scope, Filter filter) {
        Conditions where = new Conditions(scope.and("c.company_id"));
        if (filter.text() != null && !filter.text().isBlank()) {
            String pattern = Conditions.containing(filter.text());
            where.and("c.code ilike ? or c.name ilike ? or a.path ilike ?", pattern, pattern, pattern);
        }
        if (filter.online() != null) {
            where.and("c.online = ?", filter.online());
        }
        if (filter.state() != null) {
            where.and("c.state = ?", filter.state());
        }
        return where;
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(row.getInt("id"), row.getInt("company_id"), row.getString("company"), row.getString("code"), row.getString("name"),
                row.getString("place"), Collector.State.valueOf(row.getString("state")), row.getString("state_reason"),
                row.getBoolean("online"), Database.instant(row, "since"), Database.instant(row, "last_seen"), row.getString("remote_address"),
                LoginProfile.Kind.valueOf(row.getString("login_profile")), row.getInt("idle_seconds"),
                Database.instant(row, "created_at"), OnlineShare.read(row), row.getInt("meters"),
                Database.integer(row, "kind_id"), row.getString("kind"), row.getString("heartbeat"));
    }
}
