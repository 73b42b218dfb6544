package com.wattwell.metering;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Meters as people look at them. There may be a million: which meters a page shows is found first, from the archive
 * alone, and what is costly (last value, success) is then looked up for these few.
 */
@Stateless
public class MeterQueries {

    /** From so many failures in a row a meter counts as silent. */
    public static final int SILENT_AFTER = 3;

    private static final Duration SUCCESS_WINDOW = Duration.ofHours(24);

    /** Whether the meter's relay lets current through, as last read. */
    public enum Supply {
        UNKNOWN, CLOSED, OPEN
    }

    /** What a list may be sorted by. */
    public enum Sort {
        ID("m.id"), ADDRESS("m.address"), NAME("m.name"), PLACE("a.path"), COLLECTOR("c.name"), SUPPLY("s.supply"), LAST_CONTACT("s.last_contact_at");

        private final String column;

        Sort(String column) {
            this.column = column;
        }
    }

    /**
     * @param text        anywhere in address, name or place; {@code null} or blank for all
     * @param collectorId {@code null} for all
     * @param groupId     {@code null} for all
     * @param supply      {@code null} for all
     * @param silent      only those that do not answer any more
     */
    public record Filter(String text, Integer collectorId, Integer groupId, Supply supply, boolean silent) {
        public static final Filter NONE = new Filter(null, null, null, null, false);

        public Filter(String text, Integer collectorId, Supply supply, boolean silent) {
            this(text, collectorId, null, supply, silent);
        }
    }

    /**
     * Meters of which nobody can say that they answer.
     *
     * @param silent those that do not answer any more, or never did
     * @param open   those not heard yet, or that did not answer the last time, with too few failures to call them silent
     */
    public record Unanswering(long silent, long open) {
    }

    /** A value with its reading type. */
    public record LastValue(ReadingType type, BigDecimal value, Instant at) {
    }

    /**
     * A meter with what is known of it.
     *
     * @param model               make and name of its model
     * @param place               written place, or {@code null}
     * @param supplyAt            when the relay was last read, or {@code null}
     * @param lastContact         when it last answered anything, or {@code null}
     * @param last                newest value of its first reading type (total energy, as a rule), or {@code null}
     * @param answered            scheduled values that came in the last 24 hours
     * @param failed              scheduled values that did not
     * @param consecutiveFailures exchanges since it last answered
     * @param neverTripped        whether trips are refused (保电)
     */
    public record Row(int id, int companyId, String company, int collectorId, String collectorCode, String collector, boolean collectorOnline,
                      int lineId, int line, int modelId, String model, String protocol, String address, String name, String place, boolean neverTripped,
                      Supply supply, Instant supplyAt, Instant lastContact, LastValue last, int answered, int failed,
                      int consecutiveFailures, int replyMillis) {

        /** The part of scheduled values that came, 0 to 1, or {@code null} when none was due. */
        public Double successRate() {
            return answered + failed == 0 ? null : (double) answered / (answered + failed);
        }

        public boolean silent() {
            return consecutiveFailures >= SILENT_AFTER;
        }
    }

    private static final String FIND = """
            from meter m left join line l on l.id = m.line_id left join collector c on c.id = l.collector_id
            left join area a on a.id = m.area_id left join meter_state s on s.meter_id = m.id
            """;

    private static final String DETAILS = """
            select m.*, mm.make || ' · ' || mm.name as model, o.name as company, l.number as line, l.collector_id, c.code as collector_code, c.name as collector, c.online as collector_online,
                   a.path as place, coalesce(s.supply, 'UNKNOWN') as supply, s.supply_at, coalesce(s.consecutive_failures, 0) as consecutive_failures,
                   coalesce(s.reply_millis, 0) as reply_millis, greatest(s.last_contact_at, v.contact_at) as last_contact,
                   v.slot, v.value, v.type_id, v.type_code, v.name_en, v.name_zh, v.unit, v.kind, v.cim, answered.n as answered, failed.n as failed
            from meter m join meter_model mm on mm.id = m.model_id join company o on o.id = m.company_id join line l on l.id = m.line_id join collector c on c.id = l.collector_id
            left join area a on a.id = m.area_id left join meter_state s on s.meter_id = m.id
            left join lateral (
                select t.id as type_id, t.code as type_code, t.name_en, t.name_zh, t.unit, t.kind, t.cim, r.slot, r.value, case when r.source <> 4 then r.received_at end as contact_at
                from (select * from reading_type order by id) t cross join lateral (
                    select r.slot, r.value, r.received_at, r.source from reading r where r.meter_id = m.id and r.reading_type = t.id order by r.slot desc limit 1) r
                limit 1) v on true
            cross join lateral (
                select coalesce(sum(r.n), 0)::int as n from reading_type t cross join lateral (
                    select count(*) as n from reading r where r.meter_id = m.id and r.reading_type = t.id and r.slot > ? and r.source = 1) r) answered
            cross join lateral (
                select count(*)::int as n from run_failure f where f.meter_id = m.id and f.at > ?) failed
            """;

    /** Texts shorter than this are in no index of three letters each. */
    private static final int INDEXED_LENGTH = 3;

    private static final String ROW_BY_ROW = "m.address ilike ? or m.name ilike ? or m.area_id in (select y.id from area y where y.path ilike ?)";

    // each part finds by its own index first; one OR would be tried row by row in the order of the list
    private static final String BY_INDEX = """
            m.id in (select x.id from meter x where x.address ilike ?
                     union select x.id from meter x where x.name ilike ?
                     union select x.id from meter x join area y on y.id = x.area_id where y.path ilike ?)""";

    private final Database database;
    private final Clock clock;

    @Inject
    public MeterQueries(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    protected MeterQueries() {
        this(null, null); // the container's proxy wants it
    }

    public Page<Row> list(Scope scope, Filter filter, Sort sort, boolean descending, Page.Request page) {
        Conditions where = conditions(scope, filter);
        // outer joins of which no column is used cost nothing: PostgreSQL leaves them out
        long total = database.one("select count(*) " + FIND + where.sql(), row -> row.getLong(1), where.parameters());
        String order = sort.column + (descending ? " desc nulls last" : " asc nulls last") + (sort == Sort.ID ? "" : ", m.id");
        int[] ids = database.list("select m.id " + FIND + where.sql() + " order by " + order + " limit ? offset ?", row -> row.getInt(1),
                where.parameters(page.size(), page.offset())).stream().mapToInt(Integer::intValue).toArray();
        Map<Integer, Row> rows = details(scope, "m.id = any(?)", ids).stream().collect(Collectors.toMap(Row::id, Function.identity()));
        return new Page<>(Arrays.stream(ids).mapToObj(rows::get).filter(Objects::nonNull).toList(), page.page(), page.size(), total);
    }

    /** The ids alone of what {@link #list} finds, at most {@code most}, in order. */
    public List<Integer> ids(Scope scope, Filter filter, int most) {
        Conditions where = conditions(scope, filter);
        return database.list("select m.id " + FIND + where.sql() + " order by m.id limit ?", row -> row.getInt(1), where.parameters(most));
    }

    public Optional<Row> byId(Scope scope, int id) {
        return details(scope, "m.id = ?", id).stream().findFirst();
    }

    /** How many meters there are. */
    public long count(Scope scope) {
        return database.one("select count(*) from meter m where true" + scope.and("m.company_id"), row -> row.getLong(1));
    }

    /** How many of them do not answer, or may not. */
    public Unanswering unanswering(Scope scope) {
        return database.one("""
                select count(*) filter (where s.consecutive_failures >= ?), count(*) filter (where s.consecutive_failures < ?)
                from meter_state s where (s.consecutive_failures > 0 or s.last_contact_at is null)""" + scope.and("s.company_id"),
                row -> new Unanswering(row.getLong(1), row.getLong(2)), SILENT_AFTER, SILENT_AFTER);
    }

    private List<Row> details(Scope scope, String condition, Object parameter) {
        Instant since = clock.instant().minus(SUCCESS_WINDOW);
        return database.list(DETAILS + "where " + condition + scope.and("m.company_id"), MeterQueries::read, since, since, parameter);
    }

    private static Conditions conditions(Scope scope, Filter filter) {
        Conditions where = new Conditions(scope.and("m.company_id"));
        if (filter.text() != null && !filter.text().isBlank()) {
            String pattern = Conditions.containing(filter.text());
            where.and(filter.text().strip().length() < INDEXED_LENGTH ? ROW_BY_ROW : BY_INDEX, pattern, pattern, pattern);
        }
        if (filter.collectorId() != null) {
            where.and("m.line_id in (select l.id from line l where l.collector_id = ?)", filter.collectorId());
        }
        if (filter.groupId() != null) {
            where.and("m.id in (select g.meter_id from meter_group_member g where g.group_id = ?)", filter.groupId());
        }
        if (filter.supply() != null) {
            where.and("coalesce(s.supply, 'UNKNOWN') = ?", filter.supply());
        }
        if (filter.silent()) {
            where.and("s.consecutive_failures >= ?", SILENT_AFTER);
        }
        return where;
    }

    private static Row read(ResultSet row) throws SQLException {
        Instant slot = Database.instant(row, "slot");
        LastValue last = slot == null ? null : new LastValue(ReadingType.read(row), row.getBigDecimal("value"), slot);
        return new Row(row.getInt("id"), row.getInt("company_id"), row.getString("company"), row.getInt("collector_id"), row.getString("collector_code"),
                row.getString("collector"), row.getBoolean("collector_online"), row.getInt("line_id"), row.getInt("line"), row.getInt("model_id"), row.getString("model"), row.getString("protocol"),
                row.getString("address"), row.getString("name"), row.getString("place"), row.getBoolean("protected"),
                Supply.valueOf(row.getString("supply")), Database.instant(row, "supply_at"), Database.instant(row, "last_contact"), last,
                row.getInt("answered"), row.getInt("failed"), row.getInt("consecutive_failures"), row.getInt("reply_millis"));
    }
}
