package com.wattwell.ledger.journal;

import static com.wattwell.ledger.Posting.credit;
import static com.wattwell.ledger.Posting.debit;
import static com.wattwell.ledger.journal.Books.LI;
import static com.wattwell.ledger.journal.Books.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.platform.DatabaseException;
import com.wattwell.platform.TestTransactions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SealerTest {

    private final Books books = new Books();
    private final SealHorizon horizon = books.wiring.bean(SealHorizon.class);
    private final Sealer sealer = books.wiring.bean(Sealer.class);

    /** One beat of the clockwork. */
    private void beat() {
        long passed = horizon.passed();
        while (together(() -> sealer.seal(passed))) {
            // as long as there are more
        }
    }

    private List<Long> sealed() {
        return books.database.list("select unnest(entry_ids) from journal_seal where company_id = ? order by number, 1", row -> row.getLong(1), books.company);
    }

    @Test
    void whatIsCommittedIsSealedAtTheNextBeatButOne() {
        long first = books.post(books.tender("t:1", LI, 1)).entryId();
        beat();
        beat();
        assertThat(sealed()).containsExactly(first);
        beat();
        assertThat(sealed()).as("nothing new").containsExactly(first);
        long second = books.post(books.tender("t:2", LI, 1)).entryId();
        beat();
        beat();
        assertThat(sealed()).containsExactly(first, second);
    }

    @Test
    void anEntryOfATransactionThatTakesItsTimeIsNotSkipped() throws Exception {
        CountDownLatch posted = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        Thread slow = Thread.ofPlatform().start(() -> TestTransactions.run(() -> {
            books.journal.post(List.of(books.tender("t:slow", LI, 1)));
            posted.countDown();
            await(mayCommit);
        }));
        await(posted);
        long behind = books.post(books.tender("t:quick", 99, 1)).entryId();
        for (int i = 0; i < 5; i++) {
            beat();
        }
        assertThat(sealed()).as("while a lower number may still appear").isEmpty();
        mayCommit.countDown();
        slow.join();
        beat();
        beat();
        assertThat(sealed()).containsExactly(behind - 1, behind);
    }

    @Test
    void aNumberThatWasRolledBackHoldsNothingUp() {
        assertThatThrownBy(() -> TestTransactions.run(() -> {
            books.journal.post(List.of(books.tender("t:lost", LI, 1)));
            throw new IllegalStateException();
        })).isInstanceOf(IllegalStateException.class);
        long entry = books.post(books.tender("t:1", LI, 1)).entryId();
        beat();
        beat();
        assertThat(sealed()).containsExactly(entry);
    }

    @Test
    void aLongTailIsSealedInBlocksAndAddedUp() {
        for (int batch = 0; batch < 3; batch++) {
            int from = batch * 1000;
            together(() -> books.journal.post(IntStream.range(from, from + 850).mapToObj(i -> books.tender("t:" + i, i, 2)).toList()));
        }
        beat();
        beat();
        assertThat(books.database.list("select cardinality(entry_ids) from journal_seal order by number", row -> row.getInt(1))).containsExactly(1000, 1000, 550);
        assertThat(books.database.list("select house, debit_fen, credit_fen from ledger_total where company_id = ? order by house",
                row -> row.getString(1) + " " + row.getLong(2) + " " + row.getLong(3), books.company)).containsExactly("CASH 5100 0", "CUSTOMERS 0 5100");
        assertThat(books.wiring.bean(ChainProof.class).prove(books.company).wrong()).isEmpty();
    }

    @Test
    void twoNodesDoNotSealTheSame() throws Exception {
        books.post(books.tender("t:1", LI, 1));
        horizon.passed();
        long passed = horizon.passed();
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Thread other = Thread.ofPlatform().start(() -> TestTransactions.run(() -> {
            sealer.seal(passed);
            holds.countDown();
            await(mayEnd);
        }));
        await(holds);
        beat();
        mayEnd.countDown();
        other.join();
        assertThat(sealed()).hasSize(1);
    }

    @Test
    void eachCompanyHasItsOwnChain() {
        int other = books.sample.company("B");
        books.post(books.tender("t:1", LI, 1));
        books.post(new JournalEntry(other, "t:1", EntryKind.TENDER, Books.TODAY, "", null, null, List.of(
                debit(LedgerAccount.of(HouseAccount.CASH), 1),
                credit(LedgerAccount.customer(77), 1))));
        beat();
        beat();
        assertThat(books.database.list("select company_id from journal_seal where number = 1", row -> row.getInt(1))).containsExactlyInAnyOrder(books.company, other);
        assertThat(books.wiring.bean(ChainProof.class).prove(other).wrong()).isEmpty();
    }

    @Test
    void sealsAreOnlyAddedTo() {
        assertThatThrownBy(() -> books.database.update("update journal_seal set number = 2")).isInstanceOf(DatabaseException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
