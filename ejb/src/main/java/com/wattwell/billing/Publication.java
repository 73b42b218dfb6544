package com.wattwell.billing;

import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.ledger.journal.Posted;
import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes bills of drafts (发布): each with its entry of the books, together or not at all, and told to whoever listens. */
@Stateless
public class Publication {

    @Inject
    private Database database;
    @Inject
    private Journal journal;
    @Inject
    private BillingRules rules;
    @Inject
    private Event<BillsPublished> published;
    @Inject
    private Clock clock;

    private record Draft(long id, int companyId, long accountId, BillingPeriod period, int revision, String number, LocalDate to, long totalFen) {
    }

    /** What became of it. */
    public record Result(int bills, long amountFen) {
    }

    /** The accounts behind one id up to another that have a draft of the run. */
    public long[] accounts(long runId, long afterId, long uptoId, int most) {
        return longs(database.list("select account_id from bill where run_id = ? and account_id > ? and account_id <= ? and state = 'DRAFT' order by account_id limit ?",
                row -> row.getLong(1), runId, afterId, uptoId, most));
    }

    /** Publishes the drafts that a run has of these accounts; those published since are left alone. */
    public Result publish(long runId, long[] accounts) {
        return publish(drafts("where b.run_id = ? and b.account_id = any(?)", runId, accounts));
    }

    /** Publishes every draft of an account, whosever run it is of. */
    public Result publishAccount(long accountId) {
        return publish(drafts("where b.account_id = ?", accountId));
    }

    private List<Draft> drafts(String where, Object... parameters) {
        return database.list("select b.id, b.company_id, b.account_id, b.period, b.revision, b.number, b.to_day, b.total_fen from bill b " + where
                        + " and b.state = 'DRAFT' order by b.account_id, b.from_day for update",
                row -> new Draft(row.getLong(1), row.getInt(2), row.getLong(3), BillingPeriod.of(row.getObject(4, LocalDate.class)), row.getInt(5), row.getString(6),
                        row.getObject(7, LocalDate.class), row.getLong(8)), parameters);
    }

    private Result publish(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return new Result(0, 0);
        }
        Instant now = clock.instant();
        long[] ids = drafts.stream().mapToLong(Draft::id).toArray();
        Map<Long, Map<HouseAccount, Long>> revenues = revenues(ids);
        Map<Long, Long> balances = balances(drafts);
        List<JournalEntry> entries = new ArrayList<>(drafts.size());
        List<Long> billed = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            List<Posting> postings = postings(draft, revenues.getOrDefault(draft.id(), Map.of()));
            if (postings.size() > 1) {
                entries.add(new JournalEntry(draft.companyId(), key(draft.accountId(), draft.period(), draft.revision()), EntryKind.CHARGE, draft.to().minusDays(1),
                        draft.number(), new JournalEntry.Source("bill", Long.toString(draft.id())), null, postings));
                billed.add(draft.id());
            }
        }
        List<Posted> posted = post(entries);
        Map<Long, Long> entryOf = new HashMap<>();
        for (int i = 0; i < posted.size(); i++) {
            entryOf.put(billed.get(i), posted.get(i).entryId());
        }
        write(drafts, balances, entryOf, now);
        drafts.stream().map(Draft::companyId).distinct().forEach(company ->
                published.fire(new BillsPublished(company, drafts.stream().filter(draft -> draft.companyId() == company).map(Draft::id).toList())));
        return new Result(drafts.size(), drafts.stream().mapToLong(Draft::totalFen).sum());
    }

    private List<Posted> post(List<JournalEntry> entries) {
        List<Posted> posted = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i += Journal.MAX_ENTRIES) {
            posted.addAll(journal.post(entries.subList(i, Math.min(entries.size(), i + Journal.MAX_ENTRIES))));
        }
        return posted;
    }

    /** The business key of a bill's entry. */
    static String key(long accountId, BillingPeriod period, int revision) {
        return "bill:" + accountId + ':' + period + ":r" + revision;
    }

    private static List<Posting> postings(Draft draft, Map<HouseAccount, Long> revenue) {
        List<Posting> postings = new ArrayList<>(revenue.size() + 1);
        if (draft.totalFen() != 0) {
            postings.add(Posting.debit(LedgerAccount.customer(draft.accountId()), draft.totalFen()));
        }
        revenue.forEach((house, fen) -> {
            if (fen != 0) {
                postings.add(Posting.credit(LedgerAccount.of(house), fen));
            }
        });
        return postings;
    }

    /** What is earned by each bill, by account; the tax contained in a line stands apart. */
    private Map<Long, Map<HouseAccount, Long>> revenues(long[] ids) {
        Map<Long, Map<HouseAccount, Long>> revenues = new HashMap<>(ids.length * 2);
        database.list("select bill_id, house, sum(amount_fen - tax_fen)::bigint, sum(tax_fen)::bigint from bill_line where bill_id = any(?) group by 1, 2", row -> {
            Map<HouseAccount, Long> of = revenues.computeIfAbsent(row.getLong(1), id -> new EnumMap<>(HouseAccount.class));
            of.merge(HouseAccount.valueOf(row.getString(2)), row.getLong(3), Math::addExact);
            return of.merge(HouseAccount.OUTPUT_TAX, row.getLong(4), Math::addExact);
        }, ids);
        return revenues;
    }

    private Map<Long, Long> balances(List<Draft> drafts) {
        Map<Long, Long> balances = new HashMap<>();
        database.list("select customer_account_id, balance_fen from ledger_balance where customer_account_id = any(?)", row -> balances.put(row.getLong(1), row.getLong(2)),
                drafts.stream().mapToLong(Draft::accountId).toArray());
        return balances;
    }

    private void write(List<Draft> drafts, Map<Long, Long> balances, Map<Long, Long> entryOf, Instant now) {
        Map<Integer, LocalDate> due = new HashMap<>();
        drafts.forEach(draft -> due.computeIfAbsent(draft.companyId(), company -> rules.dueOn(company, now)));
        Map<Long, Long> before = new HashMap<>(balances);
        long[] balance = new long[drafts.size()];
        for (int i = 0; i < balance.length; i++) {
            Draft draft = drafts.get(i);
            balance[i] = before.getOrDefault(draft.accountId(), 0L);
            before.put(draft.accountId(), balance[i] - draft.totalFen());
        }
        database.update("""
                update bill b set state = 'PUBLISHED', published_at = ?, due_on = date '1970-01-01' + n.due, balance_before_fen = n.balance, entry_id = nullif(n.entry, 0)
                from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::int[]) as n (id, balance, entry, due) where b.id = n.id""", now,
                drafts.stream().mapToLong(Draft::id).toArray(), balance, drafts.stream().mapToLong(draft -> entryOf.getOrDefault(draft.id(), 0L)).toArray(),
                drafts.stream().mapToInt(draft -> (int) due.get(draft.companyId()).toEpochDay()).toArray());
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
