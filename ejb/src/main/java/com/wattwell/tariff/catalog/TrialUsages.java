package com.wattwell.tariff.catalog;

import com.wattwell.platform.Database;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What meters used within days, straight from their readings, for dry runs: last value before the beginning (or the first within, for a meter that
 * was not there yet) to last value before the end, over replacements of the meter, without multipliers and without estimates. A bill is
 * never made of it.
 */
@Stateless
public class TrialUsages {

    private static final Map<String, Register> ELECTRICITY = Map.of("ACTIVE_ENERGY_FORWARD", Register.TOTAL, "ACTIVE_ENERGY_FORWARD_T1", Register.SHARP,
            "ACTIVE_ENERGY_FORWARD_T2", Register.PEAK, "ACTIVE_ENERGY_FORWARD_T3", Register.FLAT, "ACTIVE_ENERGY_FORWARD_T4", Register.VALLEY,
            "REACTIVE_ENERGY_1", Register.REACTIVE, "MAX_DEMAND_FORWARD", Register.DEMAND);
    private static final Map<String, Register> WATER = Map.of("WATER_VOLUME", Register.TOTAL);

    @Inject
    private Database database;

    /**
     * A meter's usage, or why there is none.
     *
     * @param span   {@code null} when there is none
     * @param reason NO_READINGS or BACKWARDS, or {@code null}
     */
    public record Usage(int meterId, String address, String name, String place, UsageSpan span, String reason) {
    }

    private record Stand(int meterId, String type, Instant beginAt, BigDecimal begin, Instant endAt, BigDecimal end, BigDecimal changed, boolean unread) {
    }

    /** Meters of this commodity among those named, in their order. */
    public List<Usage> of(int companyId, Commodity commodity, List<Integer> meterIds, LocalDate from, LocalDate to, ZoneId zone) {
        Map<String, Register> registers = commodity == Commodity.WATER ? WATER : ELECTRICITY;
        int[] ids = meterIds.stream().mapToInt(Integer::intValue).toArray();
        Map<Integer, Usage> found = new LinkedHashMap<>();
        database.list("""
                select m.id, m.address, m.name, a.path from unnest(?::int[]) with ordinality as w (id, place) join meter m on m.id = w.id
                join meter_model o on o.id = m.model_id left join area a on a.id = m.area_id
                where m.company_id = ? and o.commodity = ? order by w.place""", row -> found.put(row.getInt(1),
                new Usage(row.getInt(1), row.getString(2), row.getString(3), row.getString(4), null, "NO_READINGS")), ids, companyId, commodity);
        Map<Integer, List<Stand>> stands = new LinkedHashMap<>();
        stands(companyId, found.keySet().stream().mapToInt(Integer::intValue).toArray(), registers, from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant())
                .forEach(stand -> stands.computeIfAbsent(stand.meterId(), id -> new ArrayList<>()).add(stand));
        stands.forEach((id, list) -> found.computeIfPresent(id, (same, none) -> usage(none, list, registers, from, to)));
        return List.copyOf(found.values());
    }

    private List<Stand> stands(int companyId, int[] ids, Map<String, Register> registers, Instant from, Instant to) {
        String[] codes = registers.keySet().toArray(String[]::new);
        return database.list("""
                select m.id, t.code, b.slot as begin_at, b.value as begin_value, e.slot as end_at, e.value as end_value, c.changed, c.unread
                from unnest(?::int[]) as m (id) cross join reading_type t
                cross join lateral (
                    select * from (
                        (select 1 as rank, r.slot, r.value from reading r where r.meter_id = m.id and r.reading_type = t.id and r.company_id = ? and r.slot <= ? order by r.slot desc limit 1)
                        union all
                        (select 2, r.slot, r.value from reading r where r.meter_id = m.id and r.reading_type = t.id and r.company_id = ? and r.slot > ? and r.slot <= ? order by r.slot limit 1)
                    ) s order by rank limit 1) b
                cross join lateral (select r.slot, r.value from reading r where r.meter_id = m.id and r.reading_type = t.id and r.company_id = ? and r.slot <= ? order by r.slot desc limit 1) e
                cross join lateral (
                    select coalesce(sum(g.final_value - g.first_value), 0) as changed, coalesce(bool_or(g.replacement_id is null), false) as unread
                    from meter_replacement p left join meter_replacement_register g on g.replacement_id = p.id and g.reading_type = t.id
                    where p.meter_id = m.id and p.at > b.slot and p.at <= e.slot) c
                where t.code = any(?) and e.slot > b.slot""",
                row -> new Stand(row.getInt("id"), row.getString("code"), Database.instant(row, "begin_at"), row.getBigDecimal("begin_value"), Database.instant(row, "end_at"),
                        row.getBigDecimal("end_value"), row.getBigDecimal("changed"), row.getBoolean("unread")),
                ids, companyId, from, companyId, from, to, companyId, to, codes);
    }

    private static Usage usage(Usage meter, List<Stand> stands, Map<String, Register> registers, LocalDate from, LocalDate to) {
        List<UsageItem> items = new ArrayList<>();
        for (Stand stand : stands) {
            Register register = registers.get(stand.type());
            BigDecimal quantity = register == Register.DEMAND ? stand.end() : stand.end().subtract(stand.begin()).add(stand.changed());
            if (quantity.signum() < 0 || stand.unread()) {
                return new Usage(meter.meterId(), meter.address(), meter.name(), meter.place(), null, "BACKWARDS");
            }
            items.add(new UsageItem(register, quantity, false, List.of(new ReadingRef(meter.meterId(), stand.type(), stand.beginAt(), stand.begin()),
                    new ReadingRef(meter.meterId(), stand.type(), stand.endAt(), stand.end()))));
        }
        return new Usage(meter.meterId(), meter.address(), meter.name(), meter.place(), new UsageSpan(from, to, items), null);
    }
}
