package com.wattwell.prepayment;

import com.wattwell.platform.Database;
import com.wattwell.tariff.ContractTerms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads what accounts agreed on, for many at once. */
@ApplicationScoped
public class Agreements {

    @Inject
    private Database database;

    /** By account, those that cover a day from one to before another. */
    Map<Long, List<Agreed>> of(Collection<Long> accounts, LocalDate from, LocalDate to) {
        Map<Long, List<Agreed>> agreements = new HashMap<>();
        database.list("""
                select g.id, g.account_id, g.company_id, g.usage_point_id, g.tariff_id, g.from_day, g.to_day, a.household_size,
                    case when exists (select 1 from usage_carried_in c where c.usage_point_id = g.usage_point_id and c.day <= a.opened_on) then null else a.opened_on end as occupied,
                    g.contract_kw, g.capacity_kva, g.beds
                from agreement g join customer_account a on a.id = g.account_id
                where g.account_id = any(?) and g.from_day < ? and (g.to_day is null or g.to_day > ?) order by g.account_id, g.usage_point_id, g.from_day""",
                row -> agreements.computeIfAbsent(row.getLong(2), id -> new ArrayList<>()).add(new Agreed(row.getLong(1), row.getLong(2), row.getInt(3), row.getLong(4), row.getInt(5),
                        new ContractTerms(row.getBigDecimal(10), row.getBigDecimal(11), row.getInt(12)), row.getObject(6, LocalDate.class), row.getObject(7, LocalDate.class), row.getInt(8), row.getObject(9, LocalDate.class))),
                accounts.stream().mapToLong(Long::longValue).toArray(), to, from);
        return agreements;
    }
}
