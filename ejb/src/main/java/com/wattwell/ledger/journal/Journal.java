package com.wattwell.ledger.journal;

import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Wish.Outcome;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Where facts become entries of the books (记账). It joins the caller's transaction, so that a fact and its entry are there together or not at all,
 * and it is set-based: post many at once rather than one after the other.
 *
 * <p>A fact that is told again under its business key is the same entry. Customers' balances are locked in the order of their accounts until the
 * transaction ends; a transaction that posts several times does well to do so in one call, or it may wait for another in a circle and be rolled back.
 */
@Stateless
public class Journal {

    /** Entries in one call. */
    public static final int MAX_ENTRIES = 10_000;

    @Inject
    private Database database;
    @Inject
    private HouseAccounts houses;
    @Inject
    private Clock clock;

    /** For those without a container: the transaction is whatever the database's connections are in. */
    public static Journal over(Database database, Clock clock) {
        Journal journal = new Journal();
        journal.database = database;
        journal.houses = HouseAccounts.over(database);
        journal.clock = clock;
        return journal;
    }

    /**
     * Posts all of them or none.
     *
     * @param entries at most {@value #MAX_ENTRIES}
     * @return one for each, in their order
     * @throws RefusedException if a business key stands for another entry, a customer's account is of another company, or a reversed entry is
     *                          reversed again
     */
    public List<Posted> post(List<JournalEntry> entries) {
        return postEach(entries.stream().map(entry -> new Wish(entry, null)).toList()).stream().map(Journal::orThrow).toList();
    }

    /**
     * Posts it unless it takes from the customer and leaves him with less than the minimum. The balance is looked at under its row's lock, so
     * two at once do not both find enough.
     *
     * @param minimumBalanceFen credit positive
     * @throws RefusedException CONFLICT {@code refused.belowLimit}; else as {@link #post}
     */
    public Posted postAtLeast(JournalEntry entry, long customerAccountId, long minimumBalanceFen) {
        return orThrow(postEach(List.of(new Wish(entry, new Wish.Limit(customerAccountId, minimumBalanceFen)))).getFirst());
    }

    /** Posts what can be posted and says of each how it ended; a later wish sees what the earlier ones left. */
    public List<Outcome> postEach(List<Wish> wishes) {
        if (wishes.isEmpty()) {
            return List.of();
        }
        if (wishes.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("at most " + MAX_ENTRIES + " entries in one call, not " + wishes.size());
        }
        return new Round(database, houses, clock.instant(), wishes).post();
    }

    /** What a customer has with us: credit positive, in fen; 0 for an account that nothing was posted on. */
    public long balanceFen(long customerAccountId) {
        return database.first("select balance_fen from ledger_balance where customer_account_id = ?", row -> row.getLong(1), customerAccountId).orElse(0L);
    }

    /** The entry under this key, if the company has one. */
    public Optional<Posted> find(int companyId, String businessKey) {
        return database.first("select id from journal_entry where company_id = ? and business_key = ?",
                row -> new Posted(row.getLong(1), businessKey, false), companyId, businessKey);
    }

    /**
     * Takes an entry back by its mirror image, on today's date of its company.
     *
     * @param businessKey of the reversal
     * @param why         for people
     * @throws RefusedException NOT_FOUND, or CONFLICT if it is reversed already under another key or is itself a reversal
     */
    public Posted reverse(long entryId, String businessKey, String why) {
        JournalEntry entry = entry(entryId);
        return reverse(entryId, businessKey, why, LocalDate.ofInstant(clock.instant(), zone(entry.companyId())));
    }

    /** The same on a day of the caller's choice. */
    public Posted reverse(long entryId, String businessKey, String why, LocalDate valueDate) {
        JournalEntry entry = entry(entryId);
        if (entry.reverses() != null) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "entry", "refused.reversal",
                    "Entry " + entryId + " is itself a reversal; post the fact anew instead.", entryId);
        }
        Optional<Long> before = database.first("select reverses from journal_entry where company_id = ? and business_key = ?",
                row -> row.getLong(1), entry.companyId(), businessKey);
        if (before.isPresent() && before.get() == entryId) {
            return find(entry.companyId(), businessKey).orElseThrow(); // told again, perhaps on another day
        }
        List<Posting> mirrored = entry.postings().stream().map(posting -> new Posting(posting.account(), Math.negateExact(posting.amountFen()))).toList();
        return post(List.of(new JournalEntry(entry.companyId(), businessKey, entry.kind(), valueDate, why, entry.source(), entryId, mirrored))).getFirst();
    }

    private JournalEntry entry(long entryId) {
        return Booked.byId(database, entryId).stream().findFirst().map(Booked.Numbered::entry)
                .orElseThrow(() -> RefusedException.notFound("journal entry", entryId));
    }

    private ZoneId zone(int companyId) {
        return ZoneId.of(database.one("select time_zone from company where id = ?", row -> row.getString(1), companyId));
    }

    private static Posted orThrow(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(Posted posted) -> posted;
            case Outcome.Refused(RefusedException why) -> throw why;
        };
    }
}
