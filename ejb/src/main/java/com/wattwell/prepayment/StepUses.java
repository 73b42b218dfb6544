package com.wattwell.prepayment;

import com.wattwell.platform.Database;
import com.wattwell.tariff.StepUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the steps held at the beginning of each period, carried from one to the next. */
@ApplicationScoped
public class StepUses {

    @Inject
    private Database database;

    /** The beginning of a period of an agreement. */
    record Key(long agreementId, LocalDate periodFrom) {
    }

    /** A period's beginning that is to be written down. */
    record Carried(int companyId, Key key, StepUse use) {
    }

    /** Those that are known; an agreement that begins takes over what was carried in from another system for its usage point. */
    Map<Key, StepUse> at(Collection<Agreed> agreements) {
        long[] ids = agreements.stream().mapToLong(Agreed::id).toArray();
        Map<Key, StepUse> known = new HashMap<>();
        database.list("""
                select g.id, g.from_day, c.year_to_date, c.month_to_date, 0::numeric from agreement g
                join usage_carried_in c on c.usage_point_id = g.usage_point_id and c.day = g.from_day where g.id = any(?)
                union all
                select u.agreement_id, u.period_from, u.this_year, u.this_month, u.free_taken from step_use u where u.agreement_id = any(?)""",
                row -> known.put(new Key(row.getLong(1), row.getObject(2, LocalDate.class)), new StepUse(row.getBigDecimal(3), row.getBigDecimal(4), row.getBigDecimal(5))), ids, ids);
        return known;
    }

    void write(List<Carried> carried) {
        if (carried.isEmpty()) {
            return;
        }
        database.update("""
                insert into step_use (agreement_id, company_id, period_from, this_year, this_month, free_taken)
                select agreement, company, period::date, year::numeric, month::numeric, free::numeric from unnest(?, ?, ?, ?, ?, ?) as u (agreement, company, period, year, month, free)
                on conflict (agreement_id, period_from) do update set this_year = excluded.this_year, this_month = excluded.this_month, free_taken = excluded.free_taken""",
                carried.stream().mapToLong(each -> each.key().agreementId()).toArray(), carried.stream().mapToInt(Carried::companyId).toArray(),
                texts(carried, each -> each.key().periodFrom()), texts(carried, each -> plain(each.use().thisYear())), texts(carried, each -> plain(each.use().thisMonth())),
                texts(carried, each -> plain(each.use().freeThisMonth())));
    }

    private static String[] texts(List<Carried> carried, java.util.function.Function<Carried, Object> text) {
        return carried.stream().map(text).map(Object::toString).toArray(String[]::new);
    }

    private static String plain(BigDecimal value) {
        return value.toPlainString();
    }
}
