package com.wattwell.ledger;

import static com.wattwell.ledger.Posting.credit;
import static com.wattwell.ledger.Posting.debit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JournalEntryTest {

    private static final LedgerAccount CASH = LedgerAccount.of(HouseAccount.CASH);
    private static final LedgerAccount CUSTOMER = LedgerAccount.customer(4711);
    private static final List<Posting> FIVE_YUAN = List.of(debit(CASH, 500), credit(CUSTOMER, 500));

    private static JournalEntry entry(String key, String text, List<Posting> postings) {
        return new JournalEntry(1, key, EntryKind.TENDER, LocalDate.of(2026, 11, 29), text, null, null, postings);
    }

    private static List<Posting> postings(int debits) {
        return Stream.concat(IntStream.range(0, debits).mapToObj(n -> debit(CASH, 1)), Stream.of(credit(CUSTOMER, debits))).toList();
    }

    @Test
    void aDebitIsPositiveAndACreditNegativeAndNeitherIsNothing() {
        assertThat(FIVE_YUAN).containsExactly(new Posting(new LedgerAccount.House(HouseAccount.CASH), 500), new Posting(new LedgerAccount.Customer(4711), -500));
        assertThatThrownBy(() -> debit(CASH, 0)).hasMessage("a posting of nothing");
        assertThatThrownBy(() -> credit(CASH, Long.MIN_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void whatDoesNotSumToZeroIsNoEntry() {
        assertThat(entry("k", "", FIVE_YUAN).postings()).isEqualTo(FIVE_YUAN);
        assertThatThrownBy(() -> entry("k", "", List.of(debit(CASH, 500), credit(CUSTOMER, 499)))).hasMessage("an entry sums to zero, k to 1 fen");
        assertThatThrownBy(() -> entry("k", "", List.of(debit(CASH, Long.MAX_VALUE), debit(CASH, 1)))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void keyTextAndNumberOfPostingsHaveTheirBounds() {
        assertThat(entry("k".repeat(120), "t".repeat(200), postings(49)).postings()).hasSize(50);
        for (String key : Stream.of(null, "", " ", "k".repeat(121)).toList()) {
            assertThatThrownBy(() -> entry(key, "", FIVE_YUAN)).hasMessageContaining("1 to 120 characters");
        }
        assertThatThrownBy(() -> entry("k", "t".repeat(201), FIVE_YUAN)).hasMessageContaining("at most 200");
        assertThatThrownBy(() -> entry("k", null, FIVE_YUAN)).hasMessageContaining("at most 200");
        assertThatThrownBy(() -> entry("k", "", postings(50))).hasMessageContaining("k has 51");
        assertThatThrownBy(() -> entry("k", "", Collections.singletonList(debit(CASH, 1)))).hasMessageContaining("k has 1");
    }
}
