package com.wattwell.ledger.journal;

import com.wattwell.ledger.Seal;
import com.wattwell.ledger.SealedEntry;
import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chains what is committed, behind the postings, so that no posting waits for the one before it. One node at a time; each company has its own chain.
 * In the same transaction the entries are added to the totals, from which balances of house accounts are short sums.
 */
@Stateless
public class Sealer {

    /** Entries of a block. */
    static final int BLOCK = 1000;
    /** Entries of one transaction. */
    static final int MAX_ENTRIES = 20_000;

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /** The end of a company's chain. */
    private record Head(long number, long lastEntryId, byte[] seal) {
    }

    /**
     * Seals the next entries.
     *
     * @param horizon from {@link SealHorizon}, asked for outside of this transaction
     * @return whether there may be more
     */
    public boolean seal(long horizon) {
        if (!database.one("select pg_try_advisory_xact_lock(hashtext('wattwell.sealer'))", row -> row.getBoolean(1))) {
            return false;
        }
        long after = database.one("select last_entry_id from ledger_sealer", row -> row.getLong(1));
        if (horizon <= after) {
            return false;
        }
        List<SealedEntry> entries = EntryRows.between(database, after, horizon, MAX_ENTRIES);
        if (entries.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        Map<Integer, List<SealedEntry>> companies = new TreeMap<>();
        entries.forEach(entry -> companies.computeIfAbsent(entry.companyId(), id -> new ArrayList<>()).add(entry));
        companies.forEach((company, own) -> chain(company, own, now));
        long last = entries.getLast().id();
        addUp(after, last);
        database.update("update ledger_sealer set last_entry_id = ?, sealed_at = ?", last, now);
        return entries.size() == MAX_ENTRIES;
    }

    private void chain(int companyId, List<SealedEntry> entries, Instant now) {
        Head head = database.first("select number, last_entry_id, seal from journal_seal where company_id = ? order by number desc limit 1",
                row -> new Head(row.getLong(1), row.getLong(2), row.getBytes(3)), companyId).orElse(new Head(0, 0, Seal.beginning()));
        for (int from = 0; from < entries.size(); from += BLOCK) {
            List<SealedEntry> block = entries.subList(from, Math.min(from + BLOCK, entries.size()));
            List<byte[]> digests = block.stream().map(Seal::digest).toList();
            Head next = new Head(head.number() + 1, block.getLast().id(), Seal.next(head.seal(), digests));
            database.update("""
                    insert into journal_seal (company_id, number, first_entry_id, last_entry_id, entry_ids, marks, seal, sealed_at) values (?, ?, ?, ?, ?, ?, ?, ?)""",
                    companyId, next.number(), head.lastEntryId() + 1, next.lastEntryId(), block.stream().mapToLong(SealedEntry::id).toArray(), marks(digests),
                    next.seal(), now);
            head = next;
        }
    }

    static byte[] marks(List<byte[]> digests) {
        byte[] marks = new byte[Seal.MARK_LENGTH * digests.size()];
        for (int i = 0; i < digests.size(); i++) {
            System.arraycopy(digests.get(i), 0, marks, i * Seal.MARK_LENGTH, Seal.MARK_LENGTH);
        }
        return marks;
    }

    static byte[] mark(byte[] marks, int index) {
        return Arrays.copyOfRange(marks, index * Seal.MARK_LENGTH, (index + 1) * Seal.MARK_LENGTH);
    }

    private void addUp(long after, long last) {
        database.update("""
                insert into ledger_total (company_id, house, value_date, kind, debit_fen, credit_fen, postings)
                select p.company_id, coalesce(a.house, 'CUSTOMERS'), e.value_date, e.kind, sum(greatest(p.amount_fen, 0)), sum(greatest(-p.amount_fen, 0)), count(*)
                from journal_entry e join posting p on p.entry_id = e.id join ledger_account a on a.id = p.account_id
                where e.id > ? and e.id <= ? group by 1, 2, 3, 4
                on conflict (company_id, house, value_date, kind) do update set debit_fen = ledger_total.debit_fen + excluded.debit_fen,
                    credit_fen = ledger_total.credit_fen + excluded.credit_fen, postings = ledger_total.postings + excluded.postings""", after, last);
    }
}
