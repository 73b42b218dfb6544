package com.wattwell.ledger.journal;

import static com.wattwell.ledger.Posting.credit;
import static com.wattwell.ledger.Posting.debit;

import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.platform.Database;
import com.wattwell.platform.Sample;
import com.wattwell.platform.TestDatabase;
import com.wattwell.platform.TestTransactions;
import com.wattwell.platform.Wiring;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A company with empty books, and the facts that tests post. */
final class Books {

    static final Instant NOW = Instant.parse("2026-11-29T04:00:00Z");
    static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
    static final long LI = 4711;
    static final long ZHAO = 4712;

    final Database database = TestDatabase.fresh(TODAY);
    final Wiring wiring = new Wiring(database, NOW);
    final Sample sample = new Sample(database);
    final int company = sample.company("A");
    final Journal journal = wiring.bean(Journal.class);

    /** In one transaction, as in the container. */
    static <T> T together(Supplier<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        TestTransactions.run(() -> result.set(work.get()));
        return result.get();
    }

    Posted post(JournalEntry entry) {
        return together(() -> journal.post(List.of(entry))).getFirst();
    }

    JournalEntry tender(String key, long customer, long fen) {
        return entry(key, EntryKind.TENDER, debit(LedgerAccount.of(HouseAccount.CASH), fen), credit(LedgerAccount.customer(customer), fen));
    }

    JournalEntry charge(String key, long customer, long fen) {
        return entry(key, EntryKind.CHARGE, debit(LedgerAccount.customer(customer), fen), credit(LedgerAccount.of(HouseAccount.REVENUE_ELECTRICITY), fen));
    }

    JournalEntry entry(String key, EntryKind kind, Posting... postings) {
        return new JournalEntry(company, key, kind, TODAY, "test", new JournalEntry.Source("test", key), null, List.of(postings));
    }

    long house(HouseAccount account) {
        return database.one("select coalesce(sum(p.amount_fen), 0) from posting p join ledger_account a on a.id = p.account_id where a.company_id = ? and a.house = ?",
                row -> row.getLong(1), company, account);
    }

    long count(String table) {
        return database.one("select count(*) from " + table, row -> row.getLong(1));
    }

    /** As somebody who may do anything with the database: the triggers that refuse are asleep for it. */
    void tamper(String sql, Object... parameters) {
        TestTransactions.run(() -> {
            database.update("set local session_replication_role = replica");
            database.update(sql, parameters);
        });
    }
}
