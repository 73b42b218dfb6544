package com.wattwell.ledger.journal;

import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Every customer's balance is the sum of his postings, and every kept total of a house account the sum of the sealed ones. */
@ApplicationScoped
public class BalanceProof implements Proof {

    @Inject
    private Database database;

    @Override
    public String name() {
        return "balances";
    }

    @Override
    public Finding prove(int companyId) {
        List<Wrong> wrong = new ArrayList<>(database.list("""
                        with sums as (select a.customer_account_id, -sum(p.amount_fen) as fen from posting p join ledger_account a on a.id = p.account_id
                            where a.company_id = ? and a.customer_account_id is not null group by 1)
                        select coalesce(b.customer_account_id, s.customer_account_id) as customer, coalesce(b.balance_fen, 0) as balance, coalesce(s.fen, 0) as fen
                        from sums s full join (select * from ledger_balance where company_id = ?) b on b.customer_account_id = s.customer_account_id
                        where coalesce(b.balance_fen, 0) <> coalesce(s.fen, 0) order by 1 limit ?""",
                row -> Wrong.of("balance", row.getLong(1), row.getLong(2), row.getLong(3)), companyId, companyId, MAX_WRONG));
        wrong.addAll(database.list("""
                        with sums as (select coalesce(a.house, 'CUSTOMERS') as house, sum(p.amount_fen) as fen, count(*) as postings
                            from posting p join ledger_account a on a.id = p.account_id
                            where p.company_id = ? and p.entry_id <= (select last_entry_id from ledger_sealer) group by 1),
                        kept as (select house, sum(debit_fen - credit_fen) as fen, sum(postings) as postings from ledger_total where company_id = ? group by 1)
                        select coalesce(s.house, k.house), coalesce(k.fen, 0), coalesce(s.fen, 0) from sums s full join kept k on k.house = s.house
                        where (k.fen, k.postings) is distinct from (s.fen, s.postings) order by 1 limit ?""",
                row -> Wrong.of("houseTotal", row.getString(1), row.getLong(2), row.getLong(3)), companyId, companyId, MAX_WRONG));
        return database.one("""
                        select count(*), coalesce(sum(balance_fen) filter (where balance_fen > 0), 0), coalesce(-sum(balance_fen) filter (where balance_fen < 0), 0)
                        from ledger_balance where company_id = ?""",
                row -> new Finding(List.of(Figure.count("customers", row.getLong(1)), Figure.fen("liabilities", row.getLong(2)),
                        Figure.fen("receivables", row.getLong(3))), wrong), companyId);
    }
}
