package com.wattwell.usage.book;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import com.wattwell.usage.PointReadings;
import com.wattwell.usage.RegisterTypes;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Usage points and what is booked of them, as people look at them. */
@Stateless
public class UsageQueries {

    /**
     * @param meterId    the meter there now, or {@code null}
     * @param accountId  whose it is today, or {@code null}
     */
    public record Point(long id, int companyId, String name, Commodity commodity, String place, BigDecimal mostADay, int digits, Integer meterId, String meterAddress, BigDecimal multiplier,
                        Long accountId, String account, String customer) {
    }

    /** A meter at a point for a time. */
    public record Fitted(int meterId, String address, BigDecimal multiplier, Instant from, Instant to, String by) {
    }

    /**
     * What one register took in a span of days.
     *
     * @param corrected the readings at its ends that were corrected: from what came to what counts
     */
    public record Item(long spanId, LocalDate from, LocalDate to, Register register, BigDecimal quantity, boolean estimated, BigDecimal ahead, List<ReadingRef> readings, Instant bookedAt,
                       List<Edit> corrected) {
    }

    /** A value that replaced a reading. @param after {@code null}: the reading does not count */
    public record Edit(int meterId, Instant slot, String type, BigDecimal before, BigDecimal after, String reason, Instant at, String by) {
    }

    private static final String POINT = """
            select p.*, r.path as place, f.meter_id, f.multiplier, m.address, a.id as account_id, a.number, c.name as customer
            from usage_point p left join area r on r.id = p.area_id left join usage_point_meter f on f.usage_point_id = p.id and f.to_at is null left join meter m on m.id = f.meter_id
            left join agreement g on g.usage_point_id = p.id and g.to_day is null left join customer_account a on a.id = g.account_id left join customer c on c.id = a.customer_id
            """;

    private final Database database;

    @Inject
    public UsageQueries(Database database) {
        this.database = database;
    }

    protected UsageQueries() {
        this(null); // the container's proxy wants it
    }

    public Optional<Point> point(Scope scope, long id) {
        return database.first(POINT + "where p.id = ?" + scope.and("p.company_id"), UsageQueries::point, id);
    }

    /** The newest first. @param text anywhere in name, room or meter address; {@code null} or blank for all */
    public Page<Point> points(Scope scope, String text, Page.Request page) {
        Conditions where = new Conditions(scope.and("p.company_id"));
        if (text != null && !text.isBlank()) {
            String like = Conditions.containing(text);
            where.and("""
                    p.id in (select x.id from usage_point x where x.name ilike ? union select x.id from usage_point x join area y on y.id = x.area_id where y.path ilike ?
                    union select x.usage_point_id from usage_point_meter x join meter y on y.id = x.meter_id where y.address ilike ?)""", like, like, like);
        }
        return new Page<>(database.list(POINT + where.sql() + " order by p.id desc limit ? offset ?", UsageQueries::point, where.parameters(page.size(), page.offset())), page.page(),
                page.size(), database.one("select count(*) from usage_point p " + where.sql(), row -> row.getLong(1), where.parameters()));
    }

    private static Point point(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Point(row.getLong("id"), row.getInt("company_id"), row.getString("name"), Commodity.valueOf(row.getString("commodity")), row.getString("place"),
                row.getBigDecimal("most_a_day"), row.getInt("digits"), Database.integer(row, "meter_id"), row.getString("address"), row.getBigDecimal("multiplier"),
                (Long) row.getObject("account_id"), row.getString("number"), row.getString("customer"));
    }

    /** The newest first. */
    public List<Fitted> fitted(Scope scope, long usagePointId) {
        return database.list("""
                select f.meter_id, m.address, f.multiplier, f.from_at, f.to_at, f.recorded_by from usage_point_meter f join meter m on m.id = f.meter_id
                where f.usage_point_id = ?%s order by f.from_at desc limit 100""".formatted(scope.and("f.company_id")), row -> new Fitted(row.getInt(1), row.getString(2),
                row.getBigDecimal(3), Database.instant(row, 4), Database.instant(row, 5), row.getString(6)), usagePointId);
    }

    /** What is booked, the newest first. */
    public Page<Item> items(Scope scope, long usagePointId, Page.Request page) {
        record Booked(Item item, Instant begin, Instant end) {
        }
        String where = " from usage_span s join usage_item i on i.span_id = s.id join company c on c.id = s.company_id where s.usage_point_id = ? and s.withdrawn_at is null" + scope.and("s.company_id");
        List<Booked> booked = database.list("""
                select s.id, s.from_day, s.to_day, i.register, i.quantity, i.estimated, i.ahead, i.readings, s.booked_at, s.from_day::timestamp at time zone c.time_zone,
                    s.to_day::timestamp at time zone c.time_zone""" + where + " order by s.from_day desc, i.register limit ? offset ?",
                row -> new Booked(new Item(row.getLong(1), row.getObject(2, LocalDate.class), row.getObject(3, LocalDate.class), Register.valueOf(row.getString(4)), row.getBigDecimal(5),
                        row.getBoolean(6), row.getBigDecimal(7), ReadingRefs.read(row.getString(8)), Database.instant(row, 9), List.of()), Database.instant(row, 10), Database.instant(row, 11)),
                usagePointId, page.size(), page.offset());
        long total = database.one("select count(*)" + where, row -> row.getLong(1), usagePointId);
        if (booked.isEmpty()) {
            return new Page<>(List.of(), page.page(), page.size(), total);
        }
        List<Edit> net = database.list("""
                select e.meter_id, e.slot, t.code, (array_agg(e.before_value order by e.id))[1], (array_agg(e.after_value order by e.id desc))[1],
                    (array_agg(e.reason order by e.id desc))[1], max(e.edited_at), (array_agg(e.edited_by order by e.id desc))[1]
                from reading_edit e join reading_type t on t.id = e.reading_type
                where e.meter_id in (select f.meter_id from usage_point_meter f where f.usage_point_id = ?) and e.slot between ? and ?%s group by e.meter_id, e.slot, t.code order by e.slot"""
                .formatted(scope.and("e.company_id")), UsageQueries::edit, usagePointId, booked.getLast().begin().minus(PointReadings.REACH), booked.getFirst().end().plus(PointReadings.REACH));
        return new Page<>(booked.stream().map(each -> corrected(each.item(), each.begin(), each.end(), net)).toList(), page.page(), page.size(), total);
    }

    /** Corrected readings that it was reckoned from, and those at its ends that do not count any more. */
    private static Item corrected(Item item, Instant begin, Instant end, List<Edit> edits) {
        List<Edit> own = edits.stream().filter(edit -> item.readings().stream().anyMatch(used -> used.meterId() == edit.meterId() && used.readingType().equals(edit.type())
                && used.at().equals(edit.slot())) || edit.after() == null && Arrays.stream(Commodity.values()).anyMatch(commodity -> RegisterTypes.register(commodity, edit.type())
                        .filter(item.register()::equals).isPresent()) && (near(edit.slot(), begin) || near(edit.slot(), end))).toList();
        return own.isEmpty() ? item : new Item(item.spanId(), item.from(), item.to(), item.register(), item.quantity(), item.estimated(), item.ahead(), item.readings(), item.bookedAt(), own);
    }

    private static boolean near(Instant slot, Instant boundary) {
        return Duration.between(slot, boundary).abs().compareTo(PointReadings.REACH) < 0;
    }

    private static Edit edit(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Edit(row.getInt(1), Database.instant(row, 2), row.getString(3), row.getBigDecimal(4), row.getBigDecimal(5), row.getString(6), Database.instant(row, 7), row.getString(8));
    }

    /** Corrections of readings of a point's meters, the newest first. */
    public List<Edit> edits(Scope scope, long usagePointId, int most) {
        return database.list("""
                select e.meter_id, e.slot, t.code, e.before_value, e.after_value, e.reason, e.edited_at, e.edited_by from reading_edit e join reading_type t on t.id = e.reading_type
                where e.meter_id in (select f.meter_id from usage_point_meter f where f.usage_point_id = ?)%s order by e.id desc limit ?""".formatted(scope.and("e.company_id")),
                UsageQueries::edit, usagePointId, most);
    }
}
