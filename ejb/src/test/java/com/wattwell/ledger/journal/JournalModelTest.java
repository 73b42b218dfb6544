package com.wattwell.ledger.journal;

import static com.wattwell.ledger.Posting.credit;
import static com.wattwell.ledger.Posting.debit;
import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.journal.Wish.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is posted in whatever groups, the books say what a map of balances says. */
class JournalModelTest {

    private static final int CUSTOMERS = 4;
    private static final int KEYS = 12;

    /** @param limit {@code null} for none */
    record Step(int key, int customer, int fen, Long limit) {
    }

    /** What should happen, without a database: balances by customer, and what each key stands for. */
    private static final class Model {
        final Map<Long, Long> balances = new HashMap<>();
        final Map<Integer, Step> known = new HashMap<>();

        boolean accepts(Step step) {
            Step before = known.get(step.key());
            if (before != null) {
                return before.customer() == step.customer() && before.fen() == step.fen();
            }
            long left = balances.getOrDefault((long) step.customer(), 0L) + step.fen();
            if (step.limit() != null && step.fen() < 0 && left < step.limit()) {
                return false;
            }
            balances.put((long) step.customer(), left);
            known.put(step.key(), step);
            return true;
        }
    }

    @Provide
    Arbitrary<List<List<Step>>> groups() {
        Arbitrary<Step> step = Combinators.combine(Arbitraries.integers().between(1, KEYS), Arbitraries.integers().between(1, CUSTOMERS),
                Arbitraries.integers().between(-3, 3).filter(fen -> fen != 0), Arbitraries.longs().between(-2, 2).injectNull(0.5)).as(Step::new);
        return step.list().ofMinSize(1).ofMaxSize(6).list().ofMaxSize(8);
    }

    @Property(tries = 40)
    void theBooksAgreeWithTheModel(@ForAll("groups") List<List<Step>> groups) {
        Books books = BOOKS;
        int company = books.sample.company("M" + ++companies);
        long first = companies * 1000L;
        Model model = new Model();
        for (List<Step> group : groups) {
            List<Outcome> outcomes = Books.together(() -> books.journal.postEach(group.stream().map(step -> wish(company, first, step)).toList()));
            assertThat(outcomes).extracting(outcome -> outcome instanceof Outcome.Done).containsExactlyElementsOf(expected(model, group));
        }
        for (long customer = 1; customer <= CUSTOMERS; customer++) {
            long fromPostings = books.database.one("""
                    select coalesce(-sum(p.amount_fen), 0) from posting p join ledger_account a on a.id = p.account_id where a.customer_account_id = ?""",
                    row -> row.getLong(1), first + customer);
            assertThat(books.journal.balanceFen(first + customer)).isEqualTo(fromPostings).isEqualTo(model.balances.getOrDefault(customer, 0L));
        }
    }

    /** A group answers keys that are in the books before it posts; within it a repeat shares the end of the first. */
    private static List<Boolean> expected(Model model, List<Step> group) {
        Map<Integer, Step> asked = new HashMap<>();
        Map<Integer, Boolean> ends = new HashMap<>();
        return group.stream().map(step -> {
            Step before = asked.putIfAbsent(step.key(), step);
            if (before == null) {
                ends.put(step.key(), model.accepts(step));
                return ends.get(step.key());
            }
            return ends.get(step.key()) && before.customer() == step.customer() && before.fen() == step.fen();
        }).toList();
    }

    private static final Books BOOKS = new Books();
    private static int companies;

    private static Wish wish(int company, long first, Step step) {
        LedgerAccount customer = LedgerAccount.customer(first + step.customer());
        LedgerAccount cash = LedgerAccount.of(HouseAccount.CASH);
        JournalEntry entry = new JournalEntry(company, "k:" + step.key(), step.fen() > 0 ? EntryKind.TENDER : EntryKind.REFUND, Books.TODAY, "", null, null,
                List.of(debit(cash, step.fen()), credit(customer, step.fen())));
        return new Wish(entry, step.limit() == null ? null : new Wish.Limit(first + step.customer(), step.limit()));
    }
}
