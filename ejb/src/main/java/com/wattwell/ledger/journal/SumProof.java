package com.wattwell.ledger.journal;

import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Everything sums to zero, and so does each entry (试算平衡). */
@ApplicationScoped
public class SumProof implements Proof {

    @Inject
    private Database database;

    @Override
    public String name() {
        return "sum";
    }

    @Override
    public Finding prove(int companyId) {
        record Sums(long debit, long credit, long postings) {
        }
        Sums sums = database.one("""
                        select coalesce(sum(amount_fen) filter (where amount_fen > 0), 0), coalesce(-sum(amount_fen) filter (where amount_fen < 0), 0), count(*)
                        from posting where company_id = ?""", row -> new Sums(row.getLong(1), row.getLong(2), row.getLong(3)), companyId);
        List<Wrong> wrong = new ArrayList<>(database.list("""
                        select e.id, e.business_key, coalesce(sum(p.amount_fen), 0) as fen, count(p.entry_id) as postings
                        from journal_entry e left join posting p on p.entry_id = e.id where e.company_id = ?
                        group by e.id having coalesce(sum(p.amount_fen), 0) <> 0 or count(p.entry_id) < 2 or bool_or(p.company_id <> e.company_id) order by e.id limit ?""",
                row -> Wrong.of("entrySum", row.getLong(1), row.getString(2), row.getLong(3), row.getInt(4)), companyId, MAX_WRONG));
        wrong.addAll(database.list("""
                        select p.entry_id, count(*) from posting p left join journal_entry e on e.id = p.entry_id where p.company_id = ? and e.id is null
                        group by p.entry_id order by p.entry_id limit ?""", row -> Wrong.of("orphan", row.getLong(1), row.getLong(2)), companyId, MAX_WRONG));
        if (wrong.isEmpty() && sums.debit() != sums.credit()) {
            wrong.add(Wrong.of("total", sums.debit() - sums.credit()));
        }
        return new Finding(List.of(Figure.count("postings", sums.postings()), Figure.fen("debit", sums.debit()), Figure.fen("credit", sums.credit())), wrong);
    }
}
