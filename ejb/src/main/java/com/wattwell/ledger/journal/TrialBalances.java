package com.wattwell.ledger.journal;

import com.wattwell.ledger.HouseAccount;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands on the accounts of a company (试算平衡表). A sum of a few thousand rows whatever the number of postings: the totals that the sealer keeps, and
 * what it has not come to yet.
 */
@Stateless
public class TrialBalances {

    /** All customers' accounts together. */
    public static final String CUSTOMERS = "CUSTOMERS";

    /**
     * An account over a period, in fen; balances are positive when they stand on the debit side.
     *
     * @param account   a {@link HouseAccount} or {@link #CUSTOMERS}
     * @param debitFen  in the period
     * @param creditFen in the period, as a positive number
     */
    public record Line(String account, long openingFen, long debitFen, long creditFen) {
        public long closingFen() {
            return openingFen + debitFen - creditFen;
        }
    }

    @Inject
    private Database database;

    /**
     * Every account of the company, whether or not anything happened on it; the last line is that of all customers.
     *
     * @throws RefusedException if the days are in the wrong order
     */
    public List<Line> of(int companyId, LocalDate from, LocalDate to) {
        if (from.isAfter(to)) {
            throw RefusedException.invalid("to", "refused.trialDays", "to must not be before from.");
        }
        Map<String, Line> lines = new HashMap<>();
        database.list("""
                        with total as (
                            select house, value_date, debit_fen, credit_fen from ledger_total where company_id = ? and value_date <= ?
                            union all
                            select coalesce(a.house, 'CUSTOMERS'), e.value_date, greatest(p.amount_fen, 0), greatest(-p.amount_fen, 0)
                            from journal_entry e join posting p on p.entry_id = e.id join ledger_account a on a.id = p.account_id
                            where e.id > (select last_entry_id from ledger_sealer) and e.company_id = ? and e.value_date <= ?)
                        select house, coalesce(sum(debit_fen - credit_fen) filter (where value_date < ?), 0),
                            coalesce(sum(debit_fen) filter (where value_date >= ?), 0), coalesce(sum(credit_fen) filter (where value_date >= ?), 0)
                        from total group by house""", row -> new Line(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                companyId, to, companyId, to, from, from, from).forEach(line -> lines.put(line.account(), line));
        List<Line> all = new ArrayList<>();
        Arrays.stream(HouseAccount.values()).map(Enum::name).forEach(account -> all.add(lines.getOrDefault(account, new Line(account, 0, 0, 0))));
        all.add(lines.getOrDefault(CUSTOMERS, new Line(CUSTOMERS, 0, 0, 0)));
        return all;
    }
}
