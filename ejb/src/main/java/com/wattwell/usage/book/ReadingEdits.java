package com.wattwell.usage.book;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.Commodity;
import com.wattwell.usage.RegisterTypes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/**
 * Corrections of readings (数据修订): the reading stays as it came, and a row beside it says what counts instead, who said so and why. Rows are only added; the
 * last one of a reading counts.
 */
@ApplicationScoped
public class ReadingEdits {

    private static final int MAX_DIGITS = 12;
    private static final int MAX_PLACES = 4;

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /**
     * Writes a correction; the usage that stands on the reading is the caller's.
     *
     * @param why of 1 to 200 characters
     * @return whether there is such a reading
     * @throws RefusedException naming what is wrong
     */
    public boolean write(Caller caller, ReadingCorrection correction, String why) {
        BigDecimal value = correction.value();
        if (value != null && (value.signum() < 0 || value.scale() > MAX_PLACES || value.precision() - value.scale() > MAX_DIGITS)) {
            throw RefusedException.invalid("value", "refused.handValue", "value must be a number from 0 with at most 12 digits in front of the point and 4 behind it.", MAX_DIGITS, MAX_PLACES);
        }
        return database.update("""
                insert into reading_edit (company_id, meter_id, reading_type, slot, before_value, after_value, reason, edited_at, edited_by)
                select r.company_id, r.meter_id, r.reading_type, r.slot, coalesce((select e.after_value from reading_edit e where e.meter_id = r.meter_id and e.reading_type = r.reading_type
                    and e.slot = r.slot order by e.id desc limit 1), r.value), cast(? as numeric), ?, ?, ?
                from reading r join reading_type t on t.id = r.reading_type where r.meter_id = ? and t.code = ? and r.slot = ?""" + caller.scope().and("r.company_id"),
                value, why, clock.instant(), caller.name(), correction.meterId(), correction.type(), correction.at()) == 1;
    }

    /** What counts of a reading now. @param counts {@code null}: it does not count */
    public record Standing(int companyId, BigDecimal raw, BigDecimal counts, boolean edited) {
    }

    /** @return empty when there is no such reading */
    public Optional<Standing> standing(Scope scope, int meterId, String type, Instant at) {
        return database.first("""
                select r.company_id, r.value, e.id is not null, case when e.id is null then r.value else e.after_value end from reading r join reading_type t on t.id = r.reading_type
                left join lateral (select e.id, e.after_value from reading_edit e where e.meter_id = r.meter_id and e.reading_type = r.reading_type and e.slot = r.slot
                    order by e.id desc limit 1) e on true
                where r.meter_id = ? and t.code = ? and r.slot = ?""" + scope.and("r.company_id"),
                row -> new Standing(row.getInt(1), row.getBigDecimal(2), row.getBigDecimal(4), row.getBoolean(3)), meterId, type, at);
    }

    /** Whether usage is reckoned from readings of a type at all. */
    public static boolean isCounted(String type) {
        return Arrays.stream(Commodity.values()).anyMatch(commodity -> RegisterTypes.register(commodity, type).isPresent());
    }

    /**
     * The first day of a point's booked usage that stands on a reading which counts otherwise now: its value was corrected, it does not count any more, it counts
     * again, or a demand was corrected to more than the span's largest. What is booked from that day on was counted on from it.
     */
    public Optional<LocalDate> outdatedFrom(long usagePointId) {
        return database.first("""
                select min(s.from_day) from usage_point p join company c on c.id = p.company_id
                cross join lateral (
                    select distinct on (e.meter_id, e.reading_type, e.slot) e.meter_id, t.code, e.slot, e.after_value, e.edited_at, exists (select 1 from reading_edit b
                        where b.meter_id = e.meter_id and b.reading_type = e.reading_type and b.slot = e.slot and b.id < e.id and b.after_value is null) as was_void
                    from usage_point_meter f join reading_edit e on e.meter_id = f.meter_id and e.slot > f.from_at - interval '1 day' and (f.to_at is null or e.slot < f.to_at + interval '1 day')
                    join reading_type t on t.id = e.reading_type where f.usage_point_id = p.id order by e.meter_id, e.reading_type, e.slot, e.id desc) e
                join usage_span s on s.usage_point_id = p.id and s.withdrawn_at is null and s.to_day >= (e.slot at time zone c.time_zone)::date - 1
                join usage_item i on i.span_id = s.id
                cross join lateral (select s.from_day::timestamp at time zone c.time_zone as begin, s.to_day::timestamp at time zone c.time_zone as until) d
                cross join lateral (select coalesce(bool_or((x->>'meter')::int = e.meter_id and x->>'type' = e.code and (x->>'at')::timestamptz = e.slot), false) as used,
                    coalesce(bool_or((x->>'meter')::int = e.meter_id and x->>'type' = e.code and (x->>'at')::timestamptz = e.slot
                        and (x->>'value')::numeric is distinct from e.after_value), false) as otherwise,
                    max((x->>'value')::numeric) as largest from jsonb_array_elements(i.readings) x) r
                where p.id = ? and (r.otherwise
                    or i.register = 'DEMAND' and e.code = 'MAX_DEMAND_FORWARD' and e.slot > d.begin and e.slot <= d.until and e.after_value > r.largest
                    or e.was_void and e.after_value is not null and not r.used and e.edited_at > s.booked_at and i.register <> 'DEMAND'
                        and (abs(extract(epoch from d.begin - e.slot)) < 43200 or abs(extract(epoch from d.until - e.slot)) < 43200))
                having min(s.from_day) is not null""", row -> row.getObject(1, LocalDate.class), usagePointId);
    }
}
