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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Readings of one meter: its latest values, their history, and what was consumed. Every query goes along the primary key. */
@Stateless
public class ReadingQueries {

    /** Most points of one series. */
    public static final int MAX_POINTS = 20_000;

    /** Most bars of one consumption series: two years of days, or a month of hours. */
    public static final int MAX_BARS = 750;

    private static final String TYPE = "t.id as type_id, t.code as type_code, t.name_en, t.name_zh, t.unit, t.kind, t.cim";

    /** How far a value can be trusted; the database holds its number, 1 or 2. */
    public enum Quality {
        GOOD, LATE
    }

    /** A value as it is stored. {@code slot} is the due instant or the meter's own freeze time. */
    public record Reading(ReadingType type, Instant slot, BigDecimal value, Instant receivedAt, NewReading.Source source, Quality quality) {
    }

    /** A point of a curve; when points were put together {@code low} and {@code high} are their bounds, else all are equal. */
    public record Point(Instant at, BigDecimal value, BigDecimal low, BigDecimal high) {
    }

    /** @param bucket the stretch of time one point stands for, or {@code null} when every stored value is a point */
    public record Series(List<Point> points, Duration bucket) {
    }

    /** The step of consumption. */
    public enum Step {
        HOUR, DAY, MONTH
    }

    /**
     * What a register moved on in a step.
     *
     * @param from   start of the step
     * @param amount what was consumed, over a replacement of the meter too, or {@code null} when the register stands lower than
     *               before and nobody wrote down why, or when it was not read at a replacement
     * @param whole  whether the amount belongs to this step alone; false when values before it are missing
     */
    public record Consumption(Instant from, BigDecimal amount, boolean whole) {
    }

    private final Database database;

    @Inject
    public ReadingQueries(Database database) {
        this.database = database;
    }

    protected ReadingQueries() {
        this(null); // the container's proxy wants it
    }

    /** All reading types, in order of their ids. */
    public List<ReadingType> types() {
        return database.list("select " + TYPE + " from reading_type t order by t.id", ReadingType::read);
    }

    /** A page of them. */
    public Page<ReadingType> types(Page.Request page) {
        return new Page<>(database.list("select " + TYPE + " from reading_type t order by t.id limit ? offset ?", ReadingType::read, page.size(), page.offset()),
                page.page(), page.size(), database.one("select count(*) from reading_type", row -> row.getLong(1)));
    }

    public Optional<ReadingType> type(String code) {
        return database.first("select " + TYPE + " from reading_type t where t.code = ?", ReadingType::read, code);
    }

    /** The newest value of each reading type the meter has. */
    public List<Reading> latest(Scope scope, int meterId) {
        return database.list("select " + TYPE + """
                , r.slot, r.value, r.received_at, r.source, r.quality
                from reading_type t cross join lateral (
                    select * from reading r where r.meter_id = ? and r.reading_type = t.id%s order by r.slot desc limit 1) r
                order by t.id""".formatted(scope.and("r.company_id")), ReadingQueries::reading, meterId);
    }

    /**
     * The values of one type in [from, to), oldest first. Of more than {@code points} values a curve is made: for each
     * stretch of equal length the last value of a register, or the mean of a gauge, with the lowest and highest.
     *
     * @param points 1 to {@link #MAX_POINTS}
     */
    public Series series(Scope scope, int meterId, ReadingType type, Instant from, Instant to, int points) {
        int most = Math.clamp(points, 1, MAX_POINTS);
        List<Point> stored = database.list("""
                select slot, value from reading r where r.meter_id = ? and r.reading_type = ? and r.slot >= ? and r.slot < ?%s
                order by r.slot limit ?""".formatted(scope.and("r.company_id")), row -> {
                    BigDecimal value = row.getBigDecimal("value");
                    return new Point(Database.instant(row, "slot"), value, value, value);
                }, meterId, type.id(), from, to, most + 1);
        if (stored.size() <= most) {
            return new Series(stored, null);
        }
        Duration bucket = Bucket.forPoints(Duration.between(from, to), most);
        String value = type.kind() == ReadingType.Kind.REGISTER ? "max(r.value)" : "round(avg(r.value), 3)";
        return new Series(database.list("""
                select date_bin(make_interval(secs => ?), r.slot, ?) as at, %s as value, min(r.value) as low, max(r.value) as high
                from reading r where r.meter_id = ? and r.reading_type = ? and r.slot >= ? and r.slot < ?%s
                group by 1 order by 1""".formatted(value, scope.and("r.company_id")),
                row -> new Point(Database.instant(row, "at"), row.getBigDecimal("value"), row.getBigDecimal("low"), row.getBigDecimal("high")),
                (double) bucket.toSeconds(), from, meterId, type.id(), from, to), bucket);
    }

    /**
     * Values in [from, to), the newest first.
     *
     * @param type {@code null} for all types
     */
    public Page<Reading> list(Scope scope, int meterId, ReadingType type, Instant from, Instant to, Page.Request page) {
        Conditions where = new Conditions(scope.and("r.company_id")).and("r.meter_id = ? and r.slot >= ? and r.slot < ?", meterId, from, to);
        if (type != null) {
            where.and("r.reading_type = ?", type.id());
        }
        long total = database.one("select count(*) from reading r " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list("select " + TYPE + """
                , r.slot, r.value, r.received_at, r.source, r.quality from reading r join reading_type t on t.id = r.reading_type
                """ + where.sql() + " order by r.slot desc, r.reading_type limit ? offset ?", ReadingQueries::reading,
                where.parameters(page.size(), page.offset())), page.page(), page.size(), total);
    }

    /**
     * What a register moved on in each step of [from, to). A value at the very end of a step still belongs to it: the
     * reading of midnight closes the day. Steps without values are left out.
     *
     * @param zone where days begin
     */
    public List<Consumption> consumption(Scope scope, int meterId, ReadingType register, Instant from, Instant to, Step step, ZoneId zone) {
        record Stand(Instant from, BigDecimal value, Instant slot) {
        }
        List<Stand> stands = database.list("""
                (select date_trunc(?, r.slot - interval '1 microsecond', ?) as step, r.value, r.slot from reading r
                 where r.meter_id = ? and r.reading_type = ? and r.slot <= ?%1$s order by r.slot desc limit 1)
                union all
                (select date_trunc(?, r.slot - interval '1 microsecond', ?) as step, r.value, r.slot from reading r
                 where r.meter_id = ? and r.reading_type = ? and r.slot > ? and r.slot <= ?%1$s
                    and not exists (select 1 from reading b where b.meter_id = r.meter_id and b.reading_type = r.reading_type and b.slot <= ?)
                 order by r.slot limit 1)
                union all
                (select distinct on (1) date_trunc(?, r.slot - interval '1 microsecond', ?) as step, r.value, r.slot from reading r
                 where r.meter_id = ? and r.reading_type = ? and r.slot > ? and r.slot <= ?%1$s
                 order by 1, r.slot desc limit ?)
                order by slot""".formatted(scope.and("r.company_id")),
                row -> new Stand(Database.instant(row, "step"), row.getBigDecimal("value"), Database.instant(row, "slot")),
                step.name(), zone.getId(), meterId, register.id(), from, step.name(), zone.getId(), meterId, register.id(), from, to, from,
                step.name(), zone.getId(), meterId, register.id(), from, to, MAX_BARS);
        List<Changeover> changeovers = changeovers(scope, meterId, register, to);
        List<Consumption> bars = new ArrayList<>();
        for (int i = 1; i < stands.size(); i++) {
            Stand before = stands.get(i - 1);
            Stand stand = stands.get(i);
            if (stand.slot().equals(before.slot())) {
                continue; // the meter's first reading is the only one of its step: nothing to compare it with
            }
            BigDecimal amount = stand.value().subtract(before.value());
            for (Changeover changeover : changeovers) {
                if (amount != null && changeover.at().isAfter(before.slot()) && !changeover.at().isAfter(stand.slot())) {
                    amount = changeover.step() == null ? null : amount.add(changeover.step());
                }
            }
            boolean whole = Bucket.next(before.from(), step, zone).equals(stand.from());
            bars.add(new Consumption(stand.from(), amount == null || amount.signum() < 0 ? null : amount, whole));
        }
        return bars;
    }

    /**
     * Another meter took over: what was consumed is (final - before) + (stand - first), which is the plain difference and this step.
     *
     * @param step the old meter's final value less the new one's first; {@code null} when the register was not read
     */
    private record Changeover(Instant at, BigDecimal step) {
    }

    private List<Changeover> changeovers(Scope scope, int meterId, ReadingType register, Instant to) {
        // the value in front of the first step may be older than any bound: every replacement up to the end counts
        return database.list("""
                select p.at, g.final_value - g.first_value as step from meter_replacement p
                left join meter_replacement_register g on g.replacement_id = p.id and g.reading_type = ?
                where p.meter_id = ? and p.at <= ?%s order by p.at""".formatted(scope.and("p.company_id")),
                row -> new Changeover(Database.instant(row, "at"), row.getBigDecimal("step")), register.id(), meterId, to);
    }

    private static Reading reading(ResultSet row) throws SQLException {
        return new Reading(ReadingType.read(row), Database.instant(row, "slot"), row.getBigDecimal("value"), Database.instant(row, "received_at"),
                NewReading.Source.values()[Math.clamp(row.getInt("source"), 1, NewReading.Source.values().length) - 1],
                Quality.values()[Math.clamp(row.getInt("quality"), 1, Quality.values().length) - 1]);
    }
}
