package com.wattwell.ledger.journal;

import com.wattwell.identity.Scope;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What stands on a house account now: the totals that the sealer keeps, and what it has not come to yet, so that it costs the same however many postings there are. */
@ApplicationScoped
public class HouseBalances {

    @Inject
    private Database database;

    /** @return in fen, of all companies of the scope together; positive when it stands on the debit side */
    public long of(Scope scope, HouseAccount house) {
        return database.one("""
                        select (select coalesce(sum(t.debit_fen - t.credit_fen), 0) from ledger_total t where t.house = ?%s) + (
                            select coalesce(sum(p.amount_fen), 0) from journal_entry e join posting p on p.entry_id = e.id join ledger_account a on a.id = p.account_id
                            where e.id > (select last_entry_id from ledger_sealer) and a.house = ?%s)""".formatted(scope.and("t.company_id"), scope.and("e.company_id")),
                row -> row.getLong(1), house, house);
    }
}
