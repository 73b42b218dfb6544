package com.wattwell.usage.book;

import com.wattwell.platform.Database;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import com.wattwell.usage.Fitting;
import com.wattwell.usage.Mark;
import com.wattwell.usage.PointFacts;
import com.wattwell.usage.PointReadings;
import com.wattwell.usage.RegisterTypes;
import com.wattwell.usage.SoFar;
import com.wattwell.usage.UsageReckoning.Reckoned;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads what usage points took since a day began, for many points by few statements; nothing is booked. */
@ApplicationScoped
public class UsageSoFar {

    @Inject
    private Database database;
    @Inject
    private PointLoader loader;
    @Inject
    private UsageRows rows;
    @Inject
    private Clock clock;

    /** @return of the points of which it can be said */
    public Map<Long, SoFar> since(LocalDate day, Collection<Long> points) {
        long[] ids = points.stream().mapToLong(Long::longValue).distinct().sorted().toArray();
        Map<Long, SoFar> known = new HashMap<>();
        if (ids.length == 0) {
            return known;
        }
        Instant now = clock.instant();
        Instant begin = day.atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
        Map<Long, PointLoader.Loaded> loaded = loader.facts(ids, begin, now);
        Map<Long, List<Reckoned>> booked = rows.booked(ids, day, day.plusDays(1));
        Map<Long, List<Instant>> boundaries = new HashMap<>();
        loaded.forEach((id, each) -> boundaries.put(id, boundaries(each.facts(), day)));
        Map<Long, Map<Register, List<ReadingRef>>> readings = loader.atBoundaries(loaded.values().stream().map(PointLoader.Loaded::facts).toList(), boundaries, begin, begin);
        latest(ids, begin.minus(PointReadings.REACH), readings);
        loaded.forEach((id, each) -> {
            Map<Register, Mark> before = booked.getOrDefault(id, List.of()).stream().filter(span -> span.span().to().equals(day)).findFirst()
                    .map(Reckoned::marks).orElse(Map.of());
            SoFar.since(day, each.facts(), new PointReadings(readings.getOrDefault(id, Map.of()), null, false), before).ifPresent(soFar -> known.put(id, soFar));
        });
        return known;
    }

    private static List<Instant> boundaries(PointFacts facts, LocalDate day) {
        List<Instant> instants = new ArrayList<>(List.of(facts.start(day)));
        for (Fitting fitting : facts.fittings()) {
            if (fitting.from().isAfter(facts.start(day))) {
                instants.add(fitting.from());
            }
            if (fitting.to() != null && fitting.to().isAfter(facts.start(day))) {
                instants.add(fitting.to());
            }
        }
        return instants;
    }

    /** The latest value of every register of the meters that are there now, as corrected. */
    private void latest(long[] points, Instant after, Map<Long, Map<Register, List<ReadingRef>>> readings) {
        for (com.wattwell.tariff.Commodity commodity : com.wattwell.tariff.Commodity.values()) {
            String[] codes = RegisterTypes.codes(commodity).toArray(String[]::new);
            database.list("""
                    select f.usage_point_id, r.meter_id, t.code, r.slot, r.value from usage_point_meter f join usage_point p on p.id = f.usage_point_id
                    cross join (select id, code from reading_type where code = any(?)) t
                    cross join lateral (select r.meter_id, r.slot, case when e.id is null then r.value else e.after_value end as value from reading r
                        left join lateral (select e.id, e.after_value from reading_edit e where e.meter_id = r.meter_id and e.reading_type = r.reading_type and e.slot = r.slot
                            order by e.id desc limit 1) e on true
                        where r.meter_id = f.meter_id and r.reading_type = t.id and r.slot > ? and r.slot >= f.from_at and (e.id is null or e.after_value is not null)
                        order by r.slot desc limit 1) r
                    where f.usage_point_id = any(?) and f.to_at is null and p.commodity = ?""", row -> {
                        Register register = RegisterTypes.register(commodity, row.getString(3)).orElseThrow();
                        ReadingRef reading = new ReadingRef(row.getInt(2), row.getString(3), Database.instant(row, 4), row.getBigDecimal(5));
                        List<ReadingRef> all = readings.computeIfAbsent(row.getLong(1), id -> new EnumMap<>(Register.class)).computeIfAbsent(register, each -> new ArrayList<>());
                        return all.contains(reading) || all.add(reading);
                    }, codes, after, points, commodity);
        }
    }
}
