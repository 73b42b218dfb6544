package com.wattwell.ledger.journal;

import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Wish.Outcome;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One set of wishes, posted together: whatever their number, one statement each for entries, postings and balances. A wish that cannot be met leaves
 * nothing and does not hold up the others.
 */
final class Round {

    private record Key(int companyId, String businessKey) {
        static Key of(JournalEntry entry) {
            return new Key(entry.companyId(), entry.businessKey());
        }
    }

    private final Database database;
    private final HouseAccounts houses;
    private final Instant now;
    private final List<Wish> wishes;
    private final Outcome[] outcomes;
    private final CustomerRows customers;
    /** The first wish under each key: what is to be written. */
    private final Map<Key, Integer> open = new LinkedHashMap<>();
    /** Wishes with the key of an earlier one, with that one. */
    private final Map<Integer, Integer> repeats = new HashMap<>();

    Round(Database database, HouseAccounts houses, Instant now, List<Wish> wishes) {
        this.database = database;
        this.houses = houses;
        this.now = now;
        this.wishes = wishes;
        this.outcomes = new Outcome[wishes.size()];
        this.customers = new CustomerRows(database);
    }

    /** @return the end of each wish, in their order */
    List<Outcome> post() {
        findRepeats();
        customers.hold(companiesOfCustomers(), now);
        if (wishes.stream().anyMatch(wish -> wish.limit() != null)) {
            tellWhatIsThere(open.keySet()); // a repeated wish is not held against its limit again
        }
        refuseStrangers();
        refuseWrongReversals();
        keepLimits();
        write();
        answerRepeats();
        return Arrays.asList(outcomes);
    }

    private JournalEntry entry(int index) {
        return wishes.get(index).entry();
    }

    private void refuse(int index, RefusedException why) {
        outcomes[index] = new Outcome.Refused(why);
        open.remove(Key.of(entry(index)), index);
    }

    private void findRepeats() {
        for (int i = 0; i < wishes.size(); i++) {
            Integer first = open.putIfAbsent(Key.of(entry(i)), i);
            if (first != null) {
                repeats.put(i, first);
            }
        }
    }

    private void answerRepeats() {
        repeats.forEach((index, first) -> {
            if (!Booked.sameFact(entry(index), entry(first))) {
                outcomes[index] = new Outcome.Refused(keyTaken(entry(index)));
            } else {
                outcomes[index] = outcomes[first] instanceof Outcome.Done(Posted posted)
                        ? new Outcome.Done(new Posted(posted.entryId(), posted.businessKey(), false)) : outcomes[first];
            }
        });
    }

    private SortedMap<Long, Integer> companiesOfCustomers() {
        SortedMap<Long, Integer> companies = new TreeMap<>();
        for (Wish wish : wishes) {
            for (Posting posting : wish.entry().postings()) {
                if (posting.account() instanceof LedgerAccount.Customer(long id)) {
                    companies.putIfAbsent(id, wish.entry().companyId());
                }
            }
            if (wish.limit() != null) {
                companies.putIfAbsent(wish.limit().customerAccountId(), wish.entry().companyId());
            }
        }
        return companies;
    }

    /** Answers those whose key is in the books already. */
    private void tellWhatIsThere(Collection<Key> keys) {
        if (keys.isEmpty()) {
            return;
        }
        List<Booked.Numbered> there = Booked.byKeys(database, keys.stream().mapToInt(Key::companyId).toArray(),
                keys.stream().map(Key::businessKey).toArray(String[]::new));
        for (Booked.Numbered booked : there) {
            int index = open.remove(Key.of(booked.entry()));
            outcomes[index] = Booked.sameFact(booked.entry(), entry(index)) ? new Outcome.Done(new Posted(booked.id(), booked.entry().businessKey(), false))
                    : new Outcome.Refused(keyTaken(entry(index)));
        }
    }

    private void refuseStrangers() {
        for (int index : List.copyOf(open.values())) {
            for (Posting posting : entry(index).postings()) {
                if (posting.account() instanceof LedgerAccount.Customer(long id) && customers.of(id).companyId() != entry(index).companyId()) {
                    refuse(index, RefusedException.notFound("customer account", id));
                    break;
                }
            }
        }
    }

    private void refuseWrongReversals() {
        List<Integer> reversing = open.values().stream().filter(index -> entry(index).reverses() != null).toList();
        if (reversing.isEmpty()) {
            return;
        }
        record Known(long id, int companyId) {
        }
        Set<Known> known = new HashSet<>(database.list("select id, company_id from journal_entry where id = any(?)",
                row -> new Known(row.getLong(1), row.getInt(2)), (Object) reversing.stream().mapToLong(index -> entry(index).reverses()).toArray()));
        for (int index : reversing) {
            if (!known.contains(new Known(entry(index).reverses(), entry(index).companyId()))) {
                refuse(index, RefusedException.notFound("journal entry", entry(index).reverses()));
            }
        }
    }

    /** Looks at the wishes one after the other, each seeing what those before it leave. */
    private void keepLimits() {
        for (int index : List.copyOf(open.values())) {
            Wish.Limit limit = wishes.get(index).limit();
            if (limit != null) {
                long effect = Wish.effectFen(entry(index), limit.customerAccountId());
                long left = Math.addExact(customers.of(limit.customerAccountId()).balanceFen(), effect);
                if (effect < 0 && left < limit.minimumBalanceFen()) {
                    refuse(index, new RefusedException(RefusedException.Kind.CONFLICT, "amount", "refused.belowLimit",
                            "The balance would be " + yuan(left) + " yuan and may not be less than " + yuan(limit.minimumBalanceFen()) + " yuan.",
                            yuan(left), yuan(limit.minimumBalanceFen())));
                    continue;
                }
            }
            entry(index).postings().forEach(posting -> {
                if (posting.account() instanceof LedgerAccount.Customer(long id)) {
                    customers.reckon(id, -posting.amountFen());
                }
            });
        }
    }

    private void write() {
        if (open.isEmpty()) {
            return;
        }
        Map<Key, Long> written = writeEntries(List.copyOf(open.values()));
        List<JournalEntry> entries = new ArrayList<>(written.size());
        List<Long> ids = new ArrayList<>(written.size());
        written.forEach((key, id) -> {
            int index = open.remove(key);
            outcomes[index] = new Outcome.Done(new Posted(id, key.businessKey(), true));
            entries.add(entry(index));
            ids.add(id);
        });
        if (!entries.isEmpty()) {
            writePostings(entries, ids);
        }
        if (!open.isEmpty()) {
            tellWhatIsThere(List.copyOf(open.keySet()));
            // neither written nor there under its key: what it reverses has been reversed by another
            for (int index : List.copyOf(open.values())) {
                refuse(index, reversedAlready(entry(index).reverses()));
            }
        }
    }

    private Map<Key, Long> writeEntries(List<Integer> indexes) {
        int n = indexes.size();
        int[] companies = new int[n];
        String[] keys = new String[n];
        String[] kinds = new String[n];
        String[] days = new String[n];
        String[] texts = new String[n];
        String[] tables = new String[n];
        String[] sources = new String[n];
        Long[] reverses = new Long[n];
        for (int i = 0; i < n; i++) {
            JournalEntry entry = entry(indexes.get(i));
            companies[i] = entry.companyId();
            keys[i] = entry.businessKey();
            kinds[i] = entry.kind().name();
            days[i] = entry.valueDate().toString();
            texts[i] = entry.text();
            tables[i] = entry.source() == null ? null : entry.source().table();
            sources[i] = entry.source() == null ? null : entry.source().id();
            reverses[i] = entry.reverses();
        }
        record Written(Key key, long id) {
        }
        Map<Key, Long> written = new LinkedHashMap<>();
        // in the order of their keys, so that two rounds with the same keys do not wait in a circle
        database.list("""
                        insert into journal_entry (company_id, business_key, kind, value_date, posted_at, text, source_table, source_id, reverses)
                        select n.company, n.key, n.kind, n.day::date, ?, n.text, n.source_table, n.source_id, n.reverses::bigint
                        from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                            n(company, key, kind, day, text, source_table, source_id, reverses)
                        order by n.company, n.key on conflict do nothing returning company_id, business_key, id""",
                row -> new Written(new Key(row.getInt(1), row.getString(2)), row.getLong(3)),
                now, companies, keys, kinds, days, texts, tables, sources, texts(reverses)).forEach(each -> written.put(each.key(), each.id()));
        return written;
    }

    private static String[] texts(Long[] numbers) {
        return Arrays.stream(numbers).map(number -> number == null ? null : number.toString()).toArray(String[]::new);
    }

    private void writePostings(List<JournalEntry> entries, List<Long> ids) {
        int n = entries.stream().mapToInt(entry -> entry.postings().size()).sum();
        long[] entryIds = new long[n];
        long[] accounts = new long[n];
        long[] amounts = new long[n];
        int[] companies = new int[n];
        int[] numbers = new int[n];
        Map<Long, Long> effects = new TreeMap<>();
        int at = 0;
        for (int i = 0; i < entries.size(); i++) {
            int number = 1;
            for (Posting posting : entries.get(i).postings()) {
                entryIds[at] = ids.get(i);
                companies[at] = entries.get(i).companyId();
                amounts[at] = posting.amountFen();
                numbers[at] = number++;
                accounts[at++] = switch (posting.account()) {
                    case LedgerAccount.House(var house) -> houses.id(entries.get(i).companyId(), house);
                    case LedgerAccount.Customer(long id) -> {
                        effects.merge(id, -posting.amountFen(), Math::addExact);
                        yield customers.of(id).accountId();
                    }
                };
            }
        }
        database.update("""
                insert into posting (entry_id, account_id, amount_fen, company_id, number)
                select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::int[])""", entryIds, accounts, amounts, companies, numbers);
        if (!effects.isEmpty()) {
            database.update("""
                    update ledger_balance b set balance_fen = b.balance_fen + n.effect, changed_at = ?
                    from unnest(?::bigint[], ?::bigint[]) n(id, effect) where b.customer_account_id = n.id""",
                    now, CustomerRows.longs(effects.keySet()), CustomerRows.longs(effects.values()));
        }
    }

    private static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }

    static RefusedException keyTaken(JournalEntry entry) {
        return new RefusedException(RefusedException.Kind.CONFLICT, "businessKey", "refused.keyTaken",
                "The business key " + entry.businessKey() + " stands for another entry.", entry.businessKey());
    }

    static RefusedException reversedAlready(Long entryId) {
        return new RefusedException(RefusedException.Kind.CONFLICT, "entry", "refused.reversedAlready", "Entry " + entryId + " is reversed already.", entryId);
    }
}
