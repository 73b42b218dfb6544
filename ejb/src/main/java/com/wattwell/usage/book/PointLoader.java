package com.wattwell.usage.book;

import com.wattwell.platform.Database;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import com.wattwell.usage.Changeover;
import com.wattwell.usage.Fitting;
import com.wattwell.usage.PointFacts;
import com.wattwell.usage.RegisterTypes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loads what usage is reckoned from, for many points by few statements. */
@ApplicationScoped
public class PointLoader {

    /** How far back a last reading may lie that something is still reckoned from. */
    static final Duration BEHIND = Duration.ofDays(100);

    @Inject
    private Database database;

    /** Loaded facts with the company that they belong to. */
    record Loaded(int companyId, PointFacts facts) {
    }

    /** Nobody else books usage of these points until the transaction ends. */
    void lock(long[] points) {
        database.list("select id from usage_point where id = any(?) order by id for update", row -> row.getLong(1), points);
    }

    Map<Long, Loaded> facts(long[] points, Instant from, Instant to) {
        Map<Long, List<Fitting>> fittings = new HashMap<>();
        database.list("""
                select usage_point_id, meter_id, from_at, to_at, multiplier from usage_point_meter
                where usage_point_id = any(?) and from_at <= ?::timestamptz + interval '1 day' and (to_at is null or to_at >= ?)""",
                row -> fittings.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                        .add(new Fitting(row.getInt(2), Database.instant(row, 3), Database.instant(row, 4), row.getBigDecimal(5))), points, to, from.minus(BEHIND));
        Map<Integer, Map<Instant, Map<String, Changeover.Ends>>> changes = changes(fittings.values(), from.minus(BEHIND));
        Map<Long, Loaded> loaded = new LinkedHashMap<>();
        database.list("select p.id, p.company_id, p.commodity, p.most_a_day, p.digits, c.time_zone from usage_point p join company c on c.id = p.company_id where p.id = any(?) order by p.id",
                row -> loaded.put(row.getLong(1), loaded(row, fittings.getOrDefault(row.getLong(1), List.of()), changes)), points);
        return loaded;
    }

    private static Loaded loaded(ResultSet row, List<Fitting> fittings, Map<Integer, Map<Instant, Map<String, Changeover.Ends>>> changes) throws SQLException {
        Commodity commodity = Commodity.valueOf(row.getString(3));
        List<Changeover> changeovers = fittings.stream().map(Fitting::meterId).distinct().flatMap(meter -> changes.getOrDefault(meter, Map.of()).entrySet().stream().map(change -> {
            Map<Register, Changeover.Ends> ends = new EnumMap<>(Register.class);
            change.getValue().forEach((code, end) -> RegisterTypes.register(commodity, code).ifPresent(register -> ends.put(register, end)));
            return new Changeover(meter, change.getKey(), ends);
        })).toList();
        return new Loaded(row.getInt(2), new PointFacts(row.getLong(1), commodity, ZoneId.of(row.getString(6)), row.getBigDecimal(4), row.getInt(5), fittings, changeovers));
    }

    private Map<Integer, Map<Instant, Map<String, Changeover.Ends>>> changes(Collection<List<Fitting>> fittings, Instant from) {
        int[] meters = fittings.stream().flatMap(List::stream).mapToInt(Fitting::meterId).distinct().toArray();
        Map<Integer, Map<Instant, Map<String, Changeover.Ends>>> changes = new HashMap<>();
        database.list("""
                select p.meter_id, p.at, t.code, g.final_value, g.first_value from meter_replacement p
                left join meter_replacement_register g on g.replacement_id = p.id left join reading_type t on t.id = g.reading_type
                where p.meter_id = any(?) and p.at >= ?""", row -> {
                    Map<String, Changeover.Ends> ends = changes.computeIfAbsent(row.getInt(1), id -> new HashMap<>()).computeIfAbsent(Database.instant(row, 2), at -> new HashMap<>());
                    return row.getString(3) == null ? null : ends.put(row.getString(3), new Changeover.Ends(row.getBigDecimal(4), row.getBigDecimal(5)));
                }, meters, from);
        return changes;
    }

    private static final String EDITED = """
            left join lateral (select e.id, e.after_value from reading_edit e where e.meter_id = r.meter_id and e.reading_type = r.reading_type and e.slot = r.slot
                order by e.id desc limit 1) e on true
            """;

    /** What stands nearest to each boundary, a reading before and one behind it, and the largest demand between {@code from} and {@code to}. */
    Map<Long, Map<Register, List<ReadingRef>>> atBoundaries(Collection<PointFacts> facts, Map<Long, List<Instant>> boundaries, Instant from, Instant to) {
        List<Long> points = new ArrayList<>();
        List<Integer> meters = new ArrayList<>();
        List<Long> instants = new ArrayList<>();
        for (PointFacts point : facts) {
            for (Fitting fitting : point.fittings()) {
                for (Instant boundary : boundaries.getOrDefault(point.usagePointId(), List.of())) {
                    if (!boundary.isBefore(fitting.from()) && (fitting.to() == null || !boundary.isAfter(fitting.to().plus(Duration.ofDays(1))))) {
                        points.add(point.usagePointId());
                        meters.add(fitting.meterId());
                        instants.add(ChronoUnit.MICROS.between(Instant.EPOCH, boundary));
                    }
                }
            }
        }
        Map<Long, PointFacts> byId = new HashMap<>();
        facts.forEach(each -> byId.put(each.usagePointId(), each));
        Map<Long, Map<Register, List<ReadingRef>>> readings = new HashMap<>();
        for (Commodity commodity : Commodity.values()) {
            int[] wanted = java.util.stream.IntStream.range(0, points.size()).filter(i -> byId.get(points.get(i)).commodity() == commodity).toArray();
            if (wanted.length > 0) {
                boundaries(commodity, java.util.Arrays.stream(wanted).mapToLong(points::get).toArray(), java.util.Arrays.stream(wanted).map(meters::get).toArray(),
                        java.util.Arrays.stream(wanted).mapToLong(instants::get).toArray(), readings);
            }
        }
        demand(facts, from, to, readings);
        return readings;
    }

    private void boundaries(Commodity commodity, long[] points, int[] meters, long[] instants, Map<Long, Map<Register, List<ReadingRef>>> readings) {
        String[] codes = RegisterTypes.codes(commodity).stream().filter(code -> RegisterTypes.register(commodity, code).orElseThrow() != Register.DEMAND).toArray(String[]::new);
        database.list("""
                select distinct w.point, r.meter_id, t.code, r.slot, case when e.id is null then r.value else e.after_value end as value
                from unnest(?, ?, ?) as u (point, meter, micros)
                cross join lateral (select u.point, u.meter, timestamptz 'epoch' + u.micros * interval '1 microsecond' as at) w
                cross join (select id, code from reading_type where code = any(?)) t
                cross join lateral (
                    (select r.meter_id, r.reading_type, r.slot, r.value from reading r where r.meter_id = w.meter and r.reading_type = t.id and r.slot <= w.at
                        and r.slot > w.at - interval '12 hours' order by r.slot desc limit 1)
                    union all
                    (select r.meter_id, r.reading_type, r.slot, r.value from reading r where r.meter_id = w.meter and r.reading_type = t.id and r.slot > w.at
                        and r.slot < w.at + interval '12 hours' order by r.slot limit 1)) r
                """ + EDITED + " where e.id is null or e.after_value is not null", row -> take(readings, commodity, row), points, meters, instants, codes);
    }

    private void demand(Collection<PointFacts> facts, Instant from, Instant to, Map<Long, Map<Register, List<ReadingRef>>> readings) {
        String code = RegisterTypes.code(Commodity.ELECTRICITY, Register.DEMAND).orElseThrow();
        record Fitted(long point, int meter) {
        }
        List<Fitted> fitted = facts.stream().filter(each -> each.commodity() == Commodity.ELECTRICITY)
                .flatMap(each -> each.fittings().stream().map(fitting -> new Fitted(each.usagePointId(), fitting.meterId()))).distinct().toList();
        database.list("""
                select w.point, r.meter_id, cast(? as text), r.slot, case when e.id is null then r.value else e.after_value end
                from unnest(?, ?) as w (point, meter) cross join lateral (
                    select r.meter_id, r.reading_type, r.slot, r.value from reading r where r.meter_id = w.meter and r.reading_type = (select id from reading_type where code = ?)
                        and r.slot > ? and r.slot <= ?) r
                """ + EDITED + " where e.id is null or e.after_value is not null", row -> take(readings, Commodity.ELECTRICITY, row), code,
                fitted.stream().mapToLong(Fitted::point).toArray(), fitted.stream().mapToInt(Fitted::meter).toArray(), code, from, to);
    }

    /** Everything that an estimate may want of one point. */
    Map<Register, List<ReadingRef>> all(PointFacts facts, Instant from, Instant to) {
        Map<Long, Map<Register, List<ReadingRef>>> readings = new HashMap<>();
        int[] meters = facts.fittings().stream().mapToInt(Fitting::meterId).distinct().toArray();
        database.list("""
                select cast(? as bigint), r.meter_id, t.code, r.slot, case when e.id is null then r.value else e.after_value end
                from reading r join reading_type t on t.id = r.reading_type
                """ + EDITED + "where r.meter_id = any(?) and t.code = any(?) and r.slot > ? and r.slot < ? and (e.id is null or e.after_value is not null)",
                row -> take(readings, facts.commodity(), row), facts.usagePointId(), meters, RegisterTypes.codes(facts.commodity()).toArray(String[]::new), from, to);
        return readings.getOrDefault(facts.usagePointId(), new EnumMap<>(Register.class));
    }

    private static boolean take(Map<Long, Map<Register, List<ReadingRef>>> readings, Commodity commodity, ResultSet row) throws SQLException {
        BigDecimal value = row.getBigDecimal(5);
        Register register = RegisterTypes.register(commodity, row.getString(3)).orElseThrow();
        return readings.computeIfAbsent(row.getLong(1), id -> new EnumMap<>(Register.class)).computeIfAbsent(register, each -> new ArrayList<>())
                .add(new ReadingRef(row.getInt(2), row.getString(3), Database.instant(row, 4), value));
    }
}
