package com.wattwell.ledger.journal;

import static com.wattwell.ledger.Posting.credit;
import static com.wattwell.ledger.Posting.debit;
import static com.wattwell.ledger.journal.Books.TODAY;
import static com.wattwell.ledger.journal.Books.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.identity.Scope;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.journal.JournalQueries.Filter;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people look for in the journal, and the sums of accounts before and behind the sealer. */
class JournalQueriesTest {

    private static final Page.Request FIRST = new Page.Request(1, 20);

    private Books books;
    private JournalQueries journal;
    private long li;
    private long tender;
    private long charge;
    private long reversal;

    @BeforeEach
    void someEntries() {
        books = new Books();
        journal = books.wiring.bean(JournalQueries.class);
        long customer = books.database.one("""
                insert into customer (company_id, name, created_at, created_by) values (?, 'Li', now(), 'test') returning id""", row -> row.getLong(1), books.company);
        li = books.database.one("""
                insert into customer_account (company_id, number, customer_id, mode, opened_on, created_at, created_by)
                values (?, '100017', ?, 'POSTPAID', '2026-01-01', now(), 'test') returning id""", row -> row.getLong(1), books.company, customer);
        tender = on(TODAY.minusDays(40), EntryKind.TENDER, HouseAccount.CASH, 5000, "t:1");
        charge = on(TODAY.minusDays(1), EntryKind.CHARGE, HouseAccount.REVENUE_ELECTRICITY, -1200, "c:1");
        reversal = together(() -> books.journal.reverse(charge, "r:1", "wrong reading")).entryId();
    }

    private long on(LocalDate day, EntryKind kind, HouseAccount house, long fen, String key) {
        return books.post(new JournalEntry(books.company, key, kind, day, "text of " + key, new JournalEntry.Source("test", key), null,
                List.of(debit(LedgerAccount.of(house), fen), credit(LedgerAccount.customer(li), fen)))).entryId();
    }

    private List<Long> found(String account, HouseAccount house, EntryKind kind, String key, LocalDate from, LocalDate to, Long fen) {
        return journal.page(new Filter(books.company, account, house, kind, key, from, to, fen), FIRST).items().stream().map(JournalQueries.Row::id).toList();
    }

    @Test
    void entriesAreFoundByWhatPeopleKnowOfThem() {
        assertThat(found(null, null, null, null, null, null, null)).containsExactly(reversal, charge, tender);
        assertThat(found("100017", null, null, null, null, null, null)).hasSize(3);
        assertThat(found(null, HouseAccount.CASH, null, null, null, null, null)).containsExactly(tender);
        assertThat(found(null, null, EntryKind.CHARGE, null, null, null, null)).containsExactly(reversal, charge);
        assertThat(found(null, null, null, " c:1 ", null, null, null)).containsExactly(charge);
        assertThat(found(null, null, null, null, TODAY.minusDays(1), TODAY.minusDays(1), null)).containsExactly(charge);
        assertThat(found(null, null, null, null, null, null, -5000L)).containsExactly(tender);
        assertThat(found("100017", HouseAccount.BANK, null, null, null, null, null)).isEmpty();
    }

    @Test
    void whatCannotBeLookedForIsRefusedAtItsField() {
        assertThatThrownBy(() -> found("999", null, null, null, null, null, null)).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.field()).isEqualTo("account"));
        assertThatThrownBy(() -> found(null, null, null, null, TODAY, TODAY.minusDays(1), null)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> found(null, null, null, null, TODAY.minusDays(366), TODAY, null)).isInstanceOf(RefusedException.class);
        assertThat(found(null, null, null, null, TODAY.minusDays(365), TODAY, null)).hasSize(3);
    }

    @Test
    void anEntryTellsItsPostingsItsReversalAndItsSeal() {
        JournalQueries.Entry entry = journal.byId(new Scope(books.company), charge).orElseThrow();
        assertThat(entry.row().reversedBy()).isEqualTo(reversal);
        assertThat(entry.row().amountFen()).isEqualTo(1200);
        assertThat(entry.row().customer()).isEqualTo("100017");
        assertThat(entry.lines()).extracting(JournalQueries.Line::house).containsExactly("REVENUE_ELECTRICITY", null);
        assertThat(entry.lines()).extracting(JournalQueries.Line::amountFen).containsExactly(-1200L, 1200L);
        assertThat(entry.seal()).isNull();
        seal();
        assertThat(journal.byId(new Scope(books.company), charge).orElseThrow().seal()).isEqualTo(1);
        assertThat(journal.byId(new Scope(books.sample.company("B")), charge)).isEmpty();
    }

    @Test
    void theTrialBalanceIsTheSameBeforeAndBehindTheSealer() {
        TrialBalances balances = books.wiring.bean(TrialBalances.class);
        List<TrialBalances.Line> before = balances.of(books.company, TODAY.minusDays(5), TODAY);
        assertThat(before).contains(new TrialBalances.Line("CASH", 5000, 0, 0), new TrialBalances.Line("REVENUE_ELECTRICITY", 0, 1200, 1200),
                new TrialBalances.Line("CUSTOMERS", -5000, 1200, 1200));
        assertThat(before.stream().mapToLong(TrialBalances.Line::closingFen).sum()).isZero();
        seal();
        assertThat(balances.of(books.company, TODAY.minusDays(5), TODAY)).isEqualTo(before);
        on(TODAY, EntryKind.TENDER, HouseAccount.CASH, 7, "t:2");
        assertThat(balances.of(books.company, TODAY, TODAY)).contains(new TrialBalances.Line("CASH", 5000, 7, 0));
        assertThatThrownBy(() -> balances.of(books.company, TODAY, TODAY.minusDays(1))).isInstanceOf(RefusedException.class);
    }

    private void seal() {
        SealHorizon horizon = books.wiring.bean(SealHorizon.class);
        Sealer sealer = books.wiring.bean(Sealer.class);
        horizon.passed();
        long passed = horizon.passed();
        together(() -> sealer.seal(passed));
    }
}
