package com.wattwell.ledger.journal;

import static com.wattwell.ledger.Posting.credit;
import static com.wattwell.ledger.Posting.debit;
import static com.wattwell.ledger.journal.Books.LI;
import static com.wattwell.ledger.journal.Books.TODAY;
import static com.wattwell.ledger.journal.Books.ZHAO;
import static com.wattwell.ledger.journal.Books.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.journal.Wish.Outcome;
import com.wattwell.platform.DatabaseException;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.TestTransactions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    private Books books;
    private Journal journal;

    @BeforeEach
    void emptyBooks() {
        books = new Books();
        journal = books.journal;
    }

    private static void refused(String messageKey, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.messageKey()).isEqualTo(messageKey));
    }

    @Test
    void moneyTakenIsOwedToTheCustomerUntilItIsCharged() {
        books.post(books.tender("t:1", LI, 5000));
        books.post(books.charge("c:1", LI, 1234));
        assertThat(journal.balanceFen(LI)).isEqualTo(3766);
        assertThat(books.house(HouseAccount.CASH)).isEqualTo(5000);
        assertThat(books.house(HouseAccount.REVENUE_ELECTRICITY)).isEqualTo(-1234);
        assertThat(journal.balanceFen(ZHAO)).isZero();
    }

    @Test
    void theSameFactToldAgainIsTheSameEntry() {
        Posted first = books.post(books.tender("t:1", LI, 5000));
        Posted again = books.post(books.tender("t:1", LI, 5000));
        assertThat(first.newly()).isTrue();
        assertThat(again).isEqualTo(new Posted(first.entryId(), "t:1", false));
        assertThat(journal.balanceFen(LI)).isEqualTo(5000);
        assertThat(books.count("journal_entry")).isEqualTo(1);
    }

    @Test
    void anotherFactUnderTheSameKeyIsRefused() {
        books.post(books.tender("t:1", LI, 5000));
        refused("refused.keyTaken", () -> books.post(books.tender("t:1", LI, 5001)));
        refused("refused.keyTaken", () -> books.post(books.tender("t:1", ZHAO, 5000)));
        refused("refused.keyTaken", () -> together(() -> journal.post(List.of(books.tender("t:2", LI, 1), books.tender("t:2", LI, 2)))));
        assertThat(books.count("posting")).isEqualTo(2);
        assertThat(journal.balanceFen(LI)).isEqualTo(5000);
    }

    @Test
    void aRepeatWithinOneCallIsPostedOnce() {
        List<Posted> posted = together(() -> journal.post(List.of(books.tender("t:1", LI, 5), books.tender("t:2", LI, 7), books.tender("t:1", LI, 5))));
        assertThat(posted).extracting(Posted::newly).containsExactly(true, true, false);
        assertThat(posted.get(2).entryId()).isEqualTo(posted.get(0).entryId());
        assertThat(journal.balanceFen(LI)).isEqualTo(12);
    }

    @Test
    void companiesMayUseTheSameKeyButNotEachOthersCustomers() {
        int other = books.sample.company("B");
        books.post(books.tender("t:1", LI, 5));
        JournalEntry theirs = new JournalEntry(other, "t:1", EntryKind.TENDER, TODAY, "", null, null,
                List.of(debit(LedgerAccount.of(HouseAccount.CASH), 9), credit(LedgerAccount.customer(ZHAO), 9)));
        assertThat(books.post(theirs).newly()).isTrue();
        JournalEntry stranger = new JournalEntry(other, "t:2", EntryKind.TENDER, TODAY, "", null, null,
                List.of(debit(LedgerAccount.of(HouseAccount.CASH), 9), credit(LedgerAccount.customer(LI), 9)));
        refused("refused.notFound", () -> books.post(stranger));
        assertThat(journal.balanceFen(LI)).isEqualTo(5);
    }

    @Test
    void whatRollsBackLeavesNothing() {
        assertThatThrownBy(() -> TestTransactions.run(() -> {
            journal.post(List.of(books.tender("t:1", LI, 5000)));
            throw new IllegalStateException("the caller's own trouble");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(books.count("journal_entry") + books.count("posting") + books.count("ledger_balance")).isZero();
        assertThat(books.post(books.tender("t:1", LI, 5000)).newly()).isTrue();
    }

    @Test
    void aLimitHoldsWhatTakesAndNotWhatGives() {
        books.post(books.tender("t:1", LI, 1000));
        refused("refused.belowLimit", () -> together(() -> journal.postAtLeast(books.charge("c:1", LI, 1001), LI, 0)));
        assertThat(together(() -> journal.postAtLeast(books.charge("c:1", LI, 1000), LI, 0)).newly()).isTrue();
        assertThat(together(() -> journal.postAtLeast(books.charge("c:1", LI, 1000), LI, 0)).newly()).as("told again").isFalse();
        together(() -> journal.postAtLeast(books.charge("c:2", LI, 500), LI, -500));
        assertThat(together(() -> journal.postAtLeast(books.tender("t:2", LI, 100), LI, 0)).newly()).as("gives, though still below").isTrue();
        assertThat(journal.balanceFen(LI)).isEqualTo(-400);
    }

    @Test
    void ofMoreThanThereIsNoTwoTakeTheSame() throws Exception {
        books.post(books.tender("t:1", LI, 100));
        List<Callable<Boolean>> takers = IntStream.range(0, 20).<Callable<Boolean>>mapToObj(i -> () -> {
            try {
                return together(() -> journal.postAtLeast(books.charge("c:" + i, LI, 30), LI, 0)).newly();
            } catch (RefusedException e) {
                return false;
            }
        }).toList();
        assertThat(inParallel(takers).stream().filter(taken -> taken)).hasSize(3);
        assertThat(journal.balanceFen(LI)).isEqualTo(10);
    }

    @Test
    void oneOfAGroupDoesNotHoldUpTheOthers() {
        books.post(books.tender("t:0", LI, 100));
        List<Outcome> outcomes = together(() -> journal.postEach(List.of(
                new Wish(books.charge("c:1", LI, 60), new Wish.Limit(LI, 0)),
                new Wish(books.charge("c:2", LI, 60), new Wish.Limit(LI, 0)),
                new Wish(books.tender("t:0", LI, 999), null),
                new Wish(books.tender("t:1", LI, 20), null),
                new Wish(books.charge("c:3", LI, 60), new Wish.Limit(LI, 0)))));
        assertThat(outcomes).extracting(outcome -> outcome instanceof Outcome.Done).containsExactly(true, false, false, true, true);
        assertThat(journal.balanceFen(LI)).isZero();
        assertThat(books.count("journal_entry")).isEqualTo(4);
    }

    @Test
    void anEntryIsReversedOnceByItsMirrorImage() {
        long charged = books.post(books.charge("c:1", LI, 1234)).entryId();
        Posted reversal = together(() -> journal.reverse(charged, "r:1", "wrong reading"));
        assertThat(reversal.newly()).isTrue();
        assertThat(journal.balanceFen(LI)).isZero();
        assertThat(books.house(HouseAccount.REVENUE_ELECTRICITY)).isZero();
        books.wiring.clock.set(Books.NOW.plusSeconds(86_400));
        assertThat(together(() -> journal.reverse(charged, "r:1", "wrong reading"))).as("told again the day after")
                .isEqualTo(new Posted(reversal.entryId(), "r:1", false));
        refused("refused.reversedAlready", () -> together(() -> journal.reverse(charged, "r:2", "twice")));
        refused("refused.reversal", () -> together(() -> journal.reverse(reversal.entryId(), "r:3", "back again")));
        refused("refused.notFound", () -> together(() -> journal.reverse(999_999, "r:4", "nothing")));
        assertThat(books.count("journal_entry")).isEqualTo(2);
    }

    @Test
    void twentyParallelDeliveriesArePostedOnce() throws Exception {
        List<Callable<Posted>> deliveries = Collections.nCopies(20, () -> books.post(books.tender("tender:alipay:2026112922001", LI, 5000)));
        List<Posted> posted = inParallel(deliveries);
        assertThat(posted.stream().filter(Posted::newly)).hasSize(1);
        assertThat(posted.stream().map(Posted::entryId).distinct()).hasSize(1);
        assertThat(journal.balanceFen(LI)).isEqualTo(5000);
    }

    @Test
    void roundsOverTheSameCustomersInAnyOrderDoNotLockEachOtherOut() throws Exception {
        List<Callable<Integer>> rounds = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            int number = round;
            List<JournalEntry> entries = new ArrayList<>(IntStream.range(0, 30).mapToObj(i -> books.tender("t:" + number + ":" + i, 100 + i, 1)).toList());
            Collections.shuffle(entries, new Random(round));
            rounds.add(() -> together(() -> journal.post(entries)).size());
        }
        assertThat(inParallel(rounds)).hasSize(40).containsOnly(30);
        assertThat(IntStream.range(100, 130).mapToLong(journal::balanceFen)).containsOnly(40L);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "update posting set amount_fen = amount_fen + 1",
        "delete from posting",
        "truncate posting",
        "update journal_entry set text = 'nicer'",
        "delete from journal_entry where id < 0",
        "update ledger_account set customer_account_id = 1 where customer_account_id is not null",
        "delete from ledger_account"})
    void theDatabaseItselfRefusesToChangeTheBooks(String sql) {
        books.post(books.tender("t:1", LI, 5000));
        assertThatThrownBy(() -> books.database.update(sql)).isInstanceOf(DatabaseException.class).hasMessageContaining("only added to");
    }

    @Test
    void theDatabaseItselfRefusesAnEntryThatDoesNotSumToZero() {
        long entry = books.post(books.tender("t:1", LI, 5000)).entryId();
        String insert = "insert into posting (entry_id, number, account_id, company_id, amount_fen) select ?, n, (select min(id) from ledger_account where company_id = ?), ?, fen from ";
        assertThatThrownBy(() -> books.database.update(insert + "(values (3, 5), (4, -6)) x(n, fen)", entry, books.company, books.company))
                .isInstanceOf(DatabaseException.class).hasMessageContaining("sums to -1 fen");
        assertThatThrownBy(() -> books.database.update(insert + "(values (3, 5), (4, -5)) x(n, fen)", entry, books.company, books.sample.company("B")))
                .isInstanceOf(DatabaseException.class).hasMessageContaining("crosses companies");
        assertThatThrownBy(() -> books.database.update(insert + "(values (3, 5), (4, -5)) x(n, fen)", 999_999L, books.company, books.company))
                .isInstanceOf(DatabaseException.class).hasMessageContaining("not there");
    }

    @Test
    void everyHouseAccountIsThereForANewCompany() {
        assertThat(books.database.list("select house from ledger_account where company_id = ?", row -> row.getString(1), books.sample.company("NEW")))
                .containsExactlyInAnyOrderElementsOf(java.util.Arrays.stream(HouseAccount.values()).map(Enum::name).toList());
    }

    private static <T> List<T> inParallel(List<Callable<T>> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(work)) {
                results.add(each.get());
            }
            return results;
        }
    }
}
