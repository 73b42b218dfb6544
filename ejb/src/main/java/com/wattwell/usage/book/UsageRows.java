package com.wattwell.usage.book;

import com.wattwell.platform.Database;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import com.wattwell.usage.Mark;
import com.wattwell.usage.Ruling;
import com.wattwell.usage.Rulings;
import com.wattwell.usage.UsageHeld;
import com.wattwell.usage.UsageReckoning.Reckoned;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of booked and held usage. */
@ApplicationScoped
public class UsageRows {

    /** Days behind a span that say what is usual, and how many of them must be known. */
    private static final int USUAL_DAYS = 92;
    private static final int LEAST_USUAL_DAYS = 7;

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /** A span that is to be written. */
    record NewSpan(int companyId, long usagePointId, Reckoned reckoned) {
    }

    /** What is to be held. */
    record NewHeld(int companyId, long usagePointId, UsageHeld held) {
    }

    private static final class Building {
        private LocalDate from;
        private LocalDate to;
        private final List<UsageItem> items = new ArrayList<>();
        private final Map<Register, Mark> marks = new EnumMap<>(Register.class);
    }

    /** What is booked of a period, and the span that ends where it begins; by day. */
    Map<Long, List<Reckoned>> booked(long[] points, LocalDate from, LocalDate to) {
        Map<Long, Map<Long, Building>> building = new HashMap<>();
        database.list("""
                select s.usage_point_id, s.id, s.from_day, s.to_day, i.register, i.quantity, i.estimated, i.readings, i.mark_meter, i.mark_type, i.mark_at, i.mark_value, i.ahead
                from usage_span s join usage_item i on i.span_id = s.id
                where s.usage_point_id = any(?) and s.withdrawn_at is null and s.to_day >= ? and s.from_day < ? order by s.usage_point_id, s.from_day""",
                row -> item(building.computeIfAbsent(row.getLong(1), id -> new LinkedHashMap<>()).computeIfAbsent(row.getLong(2), id -> new Building()), row), points, from, to);
        Map<Long, List<Reckoned>> booked = new HashMap<>();
        building.forEach((point, spans) -> booked.put(point, spans.values().stream().map(each -> new Reckoned(new UsageSpan(each.from, each.to, each.items), each.marks)).toList()));
        return booked;
    }

    private static boolean item(Building span, ResultSet row) throws SQLException {
        span.from = row.getObject("from_day", LocalDate.class);
        span.to = row.getObject("to_day", LocalDate.class);
        Register register = Register.valueOf(row.getString("register"));
        Instant at = Database.instant(row, "mark_at");
        if (at != null) {
            span.marks.put(register, new Mark(new ReadingRef(row.getInt("mark_meter"), row.getString("mark_type"), at, row.getBigDecimal("mark_value")), row.getBigDecimal("ahead")));
        }
        return span.items.add(new UsageItem(register, row.getBigDecimal("quantity"), row.getBoolean("estimated"), ReadingRefs.read(row.getString("readings"))));
    }

    /** What a day took on average in front of a day, of the points of which enough is booked. */
    Map<Long, BigDecimal> usual(long[] points, LocalDate before) {
        Map<Long, BigDecimal> usual = new HashMap<>();
        database.list("""
                select s.usage_point_id, sum(i.quantity) / sum(s.to_day - s.from_day) from usage_span s join usage_item i on i.span_id = s.id and i.register = 'TOTAL'
                where s.usage_point_id = any(?) and s.withdrawn_at is null and s.to_day <= ? and s.to_day > ? group by 1 having sum(s.to_day - s.from_day) >= ?""",
                row -> usual.put(row.getLong(1), row.getBigDecimal(2)), points, before, before.minusDays(USUAL_DAYS), LEAST_USUAL_DAYS);
        return usual;
    }

    /** What was decided, by point and days; the last decision counts. */
    Map<Long, Map<List<LocalDate>, Rulings>> rulings(long[] points, LocalDate from, LocalDate to) {
        Map<Long, Map<List<LocalDate>, Rulings>> rulings = new HashMap<>();
        database.list("select usage_point_id, from_day, to_day, decision, register from usage_held where usage_point_id = any(?) and state = 'DECIDED' and from_day >= ? and to_day <= ? order by id",
                row -> rulings.computeIfAbsent(row.getLong(1), id -> new HashMap<>()).merge(List.of(row.getObject(2, LocalDate.class), row.getObject(3, LocalDate.class)),
                        Rulings.of(Register.valueOf(row.getString(5)), Ruling.valueOf(row.getString(4))), UsageRows::later), points, from, to);
        return rulings;
    }

    private static Rulings later(Rulings before, Rulings one) {
        return one.decided().entrySet().stream().reduce(before, (all, each) -> all.and(each.getKey(), each.getValue()), (all, same) -> same);
    }

    /** Books spans, and ends what was held of them. */
    void write(List<NewSpan> spans) {
        if (spans.isEmpty()) {
            return;
        }
        long[] points = spans.stream().mapToLong(NewSpan::usagePointId).toArray();
        String[] from = spans.stream().map(each -> each.reckoned().span().from().toString()).toArray(String[]::new);
        String[] to = spans.stream().map(each -> each.reckoned().span().to().toString()).toArray(String[]::new);
        Map<List<Object>, Long> ids = new HashMap<>();
        database.list("""
                insert into usage_span (company_id, usage_point_id, from_day, to_day, booked_at)
                select company, point, day_from::date, day_to::date, ? from unnest(?, ?, ?, ?) as s (company, point, day_from, day_to) returning id, usage_point_id, from_day""",
                row -> ids.put(List.of(row.getLong(2), row.getObject(3, LocalDate.class)), row.getLong(1)), clock.instant(), spans.stream().mapToInt(NewSpan::companyId).toArray(), points, from, to);
        items(spans, ids);
        database.update("update usage_held h set state = 'OVER' from unnest(?, ?) as s (point, day_from) where h.usage_point_id = s.point and h.from_day = s.day_from::date and h.state = 'OPEN'",
                points, from);
    }

    private void items(List<NewSpan> spans, Map<List<Object>, Long> ids) {
        record Line(long span, int company, UsageItem item, Mark mark) {
        }
        List<Line> lines = spans.stream().flatMap(span -> span.reckoned().span().items().stream().map(item -> new Line(
                ids.get(List.of(span.usagePointId(), span.reckoned().span().from())), span.companyId(), item, span.reckoned().marks().get(item.register())))).toList();
        database.update("""
                insert into usage_item (span_id, register, company_id, quantity, estimated, readings, mark_meter, mark_type, mark_at, mark_value, ahead)
                select span, register, company, quantity::numeric, estimated = 1, readings::jsonb, meter, type,
                    case when meter is not null then timestamptz 'epoch' + micros * interval '1 microsecond' end, value::numeric, ahead::numeric
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as i (span, register, company, quantity, estimated, readings, meter, type, micros, value, ahead)""",
                lines.stream().mapToLong(Line::span).toArray(), lines.stream().map(each -> each.item().register().name()).toArray(String[]::new),
                lines.stream().mapToInt(Line::company).toArray(), lines.stream().map(each -> each.item().quantity().toPlainString()).toArray(String[]::new),
                lines.stream().mapToInt(each -> each.item().estimated() ? 1 : 0).toArray(), lines.stream().map(each -> ReadingRefs.write(each.item().readings())).toArray(String[]::new),
                lines.stream().map(each -> each.mark() == null ? null : each.mark().reading().meterId()).toArray(Integer[]::new),
                lines.stream().map(each -> each.mark() == null ? null : each.mark().reading().readingType()).toArray(String[]::new),
                lines.stream().mapToLong(each -> each.mark() == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, each.mark().reading().at())).toArray(),
                lines.stream().map(each -> each.mark() == null ? null : each.mark().reading().value().toPlainString()).toArray(String[]::new),
                lines.stream().map(each -> each.mark() == null ? "0" : each.mark().ahead().toPlainString()).toArray(String[]::new));
    }

    /** Puts usage on the list of what a person has to decide, once. */
    void hold(List<NewHeld> held) {
        for (NewHeld each : held) {
            UsageHeld usage = each.held();
            database.update("""
                    insert into usage_held (company_id, usage_point_id, from_day, to_day, register, reason, detail, quantity, rolled, usual, readings, held_at)
                    values (?, ?, ?, ?, ?, ?, ?, cast(? as numeric), cast(? as numeric), cast(? as numeric), cast(? as jsonb), ?)
                    on conflict (usage_point_id, from_day, to_day) where state = 'OPEN' do update set register = excluded.register, reason = excluded.reason,
                        detail = excluded.detail, quantity = excluded.quantity, rolled = excluded.rolled, usual = excluded.usual, readings = excluded.readings""",
                    each.companyId(), each.usagePointId(), usage.from(), usage.to(), usage.register(), usage.reason(), usage.told(), usage.quantity(), usage.rolled(), usage.usual(),
                    ReadingRefs.write(usage.readings()), clock.instant());
        }
    }
}
