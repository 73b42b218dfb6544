package com.wattwell.ledger.journal;

import com.wattwell.platform.Database;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The balances of the customers of one round, held until the transaction ends. Rows that are missing are made first and then all are locked, both in
 * the order of the customer accounts, so that two rounds wait for each other and never in a circle.
 */
final class CustomerRows {

    /** @param balanceFen credit positive, with what was reckoned so far */
    record Row(long accountId, int companyId, long balanceFen) {
    }

    private final Database database;
    private final Map<Long, Row> rows = new HashMap<>();

    CustomerRows(Database database) {
        this.database = database;
    }

    /** @param companies the company of each customer account, for those that have no row yet */
    void hold(SortedMap<Long, Integer> companies, Instant now) {
        if (companies.isEmpty()) {
            return;
        }
        long[] wanted = longs(companies.keySet());
        SortedMap<Long, Integer> missing = new TreeMap<>(companies);
        database.list("select customer_account_id from ledger_balance where customer_account_id = any(?)", row -> row.getLong(1), (Object) wanted)
                .forEach(missing::remove);
        if (!missing.isEmpty()) {
            make(missing, now);
        }
        record Held(long customerAccountId, Row row) {
        }
        database.list("""
                        select customer_account_id, account_id, company_id, balance_fen from ledger_balance where customer_account_id = any(?)
                        order by customer_account_id for update""",
                row -> new Held(row.getLong(1), new Row(row.getLong(2), row.getInt(3), row.getLong(4))), (Object) wanted)
                .forEach(held -> rows.put(held.customerAccountId(), held.row()));
    }

    private void make(SortedMap<Long, Integer> missing, Instant now) {
        long[] ids = longs(missing.keySet());
        int[] companies = missing.values().stream().mapToInt(Integer::intValue).toArray();
        database.update("""
                insert into ledger_account (company_id, customer_account_id) select n.company, n.id from unnest(?::bigint[], ?::int[]) n(id, company)
                order by n.id on conflict do nothing""", ids, companies);
        database.update("""
                insert into ledger_balance (customer_account_id, company_id, account_id, changed_at)
                select customer_account_id, company_id, id, ? from ledger_account where customer_account_id = any(?)
                order by customer_account_id on conflict do nothing""", now, ids);
    }

    Row of(long customerAccountId) {
        return rows.get(customerAccountId);
    }

    void reckon(long customerAccountId, long effectFen) {
        rows.computeIfPresent(customerAccountId, (id, row) -> new Row(row.accountId(), row.companyId(), Math.addExact(row.balanceFen(), effectFen)));
    }

    static long[] longs(Collection<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
