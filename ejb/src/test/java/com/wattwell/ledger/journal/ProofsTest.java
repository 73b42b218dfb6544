package com.wattwell.ledger.journal;

import static com.wattwell.ledger.Posting.credit;
import static com.wattwell.ledger.Posting.debit;
import static com.wattwell.ledger.journal.Books.LI;
import static com.wattwell.ledger.journal.Books.ZHAO;
import static com.wattwell.ledger.journal.Books.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Seal;
import com.wattwell.ledger.journal.Proof.Finding;
import com.wattwell.ledger.journal.Proof.Wrong;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.TestTransactions;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Books that are whole are found so, and every way of tampering is found with the row it was done to. */
class ProofsTest {

    private Books books;
    private Proofs proofs;
    private ProofRuns runs;
    private long tender;
    private long charge;

    @BeforeEach
    void sealedBooks() {
        books = new Books();
        List<Proof> all = List.of(books.wiring.bean(SumProof.class), books.wiring.bean(BalanceProof.class), books.wiring.bean(CustomersProof.class),
                books.wiring.bean(ClearingProof.class), books.wiring.bean(ChainProof.class));
        books.wiring.stand(Instance.class, (Instance<?>) Proxy.newProxyInstance(Instance.class.getClassLoader(), new Class<?>[] {Instance.class},
                (proxy, method, arguments) -> method.isDefault() ? InvocationHandler.invokeDefault(proxy, method, arguments) : all.iterator()));
        proofs = books.wiring.bean(Proofs.class);
        runs = books.wiring.bean(ProofRuns.class);
        LedgerAccount alipay = LedgerAccount.of(HouseAccount.ALIPAY_CLEARING);
        tender = books.post(books.entry("t:1", EntryKind.TENDER, debit(alipay, 5000), credit(LedgerAccount.customer(LI), 5000))).entryId();
        charge = books.post(books.charge("c:1", LI, 1200)).entryId();
        assertThatThrownBy(() -> TestTransactions.run(() -> {
            books.journal.post(List.of(books.charge("lost", LI, 1))); // its number stays free
            throw new IllegalStateException();
        })).isInstanceOf(IllegalStateException.class);
        books.post(books.charge("c:2", ZHAO, 700));
        books.post(books.entry("s:1", EntryKind.SETTLEMENT, debit(LedgerAccount.of(HouseAccount.BANK), 2970), debit(LedgerAccount.of(HouseAccount.CHANNEL_FEES), 30),
                credit(alipay, 3000)));
        together(() -> books.journal.reverse(charge, "r:1", "wrong reading"));
        SealHorizon horizon = books.wiring.bean(SealHorizon.class);
        Sealer sealer = books.wiring.bean(Sealer.class);
        horizon.passed();
        together(() -> sealer.seal(horizon.passed()));
    }

    private List<Finding> prove() {
        return proofs.prove(books.company, "test");
    }

    /** The names of the proofs that fail, in their order. */
    private Set<String> failing() {
        prove();
        return runs.latest(books.company).stream().filter(run -> !run.holds()).map(ProofRuns.Run::proof).collect(Collectors.toSet());
    }

    private List<Wrong> wrong(String proof) {
        return runs.latest(books.company).stream().filter(run -> run.proof().equals(proof)).findFirst().orElseThrow().wrong();
    }

    private String figure(String proof, String name) {
        return runs.latest(books.company).stream().filter(run -> run.proof().equals(proof)).findFirst().orElseThrow().figures().stream()
                .filter(figure -> figure.name().equals(name)).findFirst().orElseThrow().value();
    }

    @Test
    void wholeBooksProveWholeWithTheirFigures() {
        books.wiring.clock.set(Books.NOW.plusSeconds(60));
        books.post(books.tender("t:2", ZHAO, 100));
        books.wiring.clock.set(Books.NOW.plusSeconds(90));
        assertThat(prove()).hasSize(5).allMatch(Finding::holds);
        assertThat(figure("balances", "liabilities")).isEqualTo("5000");
        assertThat(figure("balances", "receivables")).isEqualTo("600");
        assertThat(figure("customers", "customersNet")).isEqualTo("4400").isEqualTo(figure("customers", "explained"));
        assertThat(figure("customers", "kind.TENDER")).isEqualTo("5100");
        assertThat(figure("customers", "kind.CHARGE")).isEqualTo("-700");
        assertThat(figure("clearing", "settled.ALIPAY_CLEARING")).isEqualTo("2970");
        assertThat(figure("clearing", "fees.ALIPAY_CLEARING")).isEqualTo("30");
        assertThat(figure("clearing", "open.ALIPAY_CLEARING")).isEqualTo("2000");
        assertThat(figure("chain", "sealedEntries")).isEqualTo("5");
        assertThat(figure("chain", "unsealed")).isEqualTo("1");
        assertThat(figure("chain", "sealedAge")).isEqualTo("90");
        assertThat(figure("chain", "unsealedAge")).isEqualTo("30");
        assertThat(books.count("notice_event")).isZero();
    }

    @Test
    void anEditedAmountIsFound() {
        books.tamper("update posting set amount_fen = 4999 where entry_id = ? and number = 1", tender);
        assertThat(failing()).containsExactlyInAnyOrder("sum", "balances", "customers", "chain");
        assertThat(wrong("sum")).containsExactly(Wrong.of("entrySum", tender, "t:1", -1, 2));
        assertThat(wrong("chain")).containsExactly(Wrong.of("entryChanged", tender, "t:1", 1));
        assertThat(wrong("balances")).containsExactly(Wrong.of("houseTotal", "ALIPAY_CLEARING", 2000, 1999));
        assertThat(books.database.list("select detail from notice_event where kind = 'proofFailed'", row -> row.getString(1))).hasSize(4).contains("chain");
    }

    @Test
    void anEditedEntryWhoseSumsAreRightIsFoundByTheChain() {
        books.tamper("update journal_entry set text = 'nicer' where id = ?", charge);
        assertThat(failing()).containsExactly("chain");
        assertThat(wrong("chain")).containsExactly(Wrong.of("entryChanged", charge, "c:1", 1));
    }

    @Test
    void anAccountThatWasGivenToAnotherIsFound() {
        books.tamper("update ledger_account set customer_account_id = 5 where customer_account_id = ?", LI);
        assertThat(failing()).contains("chain", "balances");
    }

    @Test
    void aDeletedEntryIsFound() {
        books.tamper("delete from posting where entry_id = ?", charge);
        books.tamper("delete from journal_entry where id = ?", charge);
        assertThat(failing()).contains("chain");
        assertThat(wrong("chain")).containsExactly(Wrong.of("entryMissing", charge, 1));
    }

    @Test
    void postingsWithoutTheirEntryAreFound() {
        books.tamper("delete from journal_entry where id = ?", charge);
        assertThat(failing()).contains("sum", "chain");
        assertThat(wrong("sum")).containsExactly(Wrong.of("orphan", charge, 2));
    }

    @Test
    void twoEntriesThatChangedPlacesAreFound() {
        books.tamper("update posting set entry_id = case entry_id when ?::bigint then -2 else -1 end where entry_id in (?, ?)", tender, tender, charge);
        books.tamper("update posting set entry_id = case entry_id when -2 then ?::bigint else ? end where entry_id < 0", charge, tender);
        assertThat(failing()).contains("chain");
        assertThat(wrong("chain")).containsExactly(Wrong.of("entryChanged", tender, "t:1", 1), Wrong.of("entryChanged", charge, "c:1", 1));
    }

    @Test
    void anEntryThatWasSlippedInBetweenIsFound() {
        books.tamper("insert into journal_entry (id, company_id, business_key, kind, value_date, posted_at, text) overriding system value "
                + "values (?, ?, 'x', 'CHARGE', '2026-11-29', now(), '')", charge + 1, books.company);
        assertThat(failing()).containsExactlyInAnyOrder("chain", "sum");
        assertThat(wrong("chain")).containsExactly(Wrong.of("entryInserted", charge + 1, "x", 1));
        assertThat(wrong("sum")).containsExactly(Wrong.of("entrySum", charge + 1, "x", 0, 0));
    }

    @Test
    void anEntryThatTheSealerWasMadeToPassIsFound() {
        long late = books.post(books.tender("t:2", LI, 5)).entryId();
        books.database.update("update ledger_sealer set last_entry_id = ?", late);
        assertThat(failing()).contains("chain");
        assertThat(wrong("chain")).containsExactly(Wrong.of("entryLeftOut", late, "t:2"));
    }

    @Test
    void aSealThatIsGoneIsFound() {
        books.tamper("delete from journal_seal");
        assertThat(failing()).contains("chain");
        assertThat(wrong("chain")).contains(Wrong.of("entryLeftOut", tender, "t:1"));
    }

    @Test
    void aCorrectedMarkDoesNotHideAChangedEntry() {
        books.tamper("update journal_entry set text = 'nicer' where id = ?", charge);
        byte[] marks = Sealer.marks(EntryRows.of(books.database, books.company, 1, 1_000_000).stream().map(Seal::digest).toList());
        books.tamper("update journal_seal set marks = ?", (Object) marks);
        assertThat(failing()).containsExactly("chain");
        assertThat(wrong("chain")).containsExactly(Wrong.of("sealWrong", 1));
    }

    @Test
    void aBalanceThatIsNotTheSumOfItsEntriesIsFound() {
        books.database.update("update ledger_balance set balance_fen = balance_fen + 1 where customer_account_id = ?", ZHAO);
        assertThat(failing()).containsExactlyInAnyOrder("balances", "customers");
        assertThat(wrong("balances")).containsExactly(Wrong.of("balance", ZHAO, -699, -700));
    }

    @Test
    void aKindOnAnAccountThatItMayNotTouchIsFound() {
        long odd = books.post(books.entry("odd", EntryKind.TENDER, debit(LedgerAccount.of(HouseAccount.LATE_FEES), 5), credit(LedgerAccount.customer(LI), 5))).entryId();
        assertThat(failing()).containsExactly("customers");
        assertThat(wrong("customers")).containsExactly(Wrong.of("kindAccount", odd, "TENDER", "LATE_FEES"));
    }

    @Test
    void aChannelThatSettledMoreThanItTookIsFound() {
        books.post(books.entry("s:2", EntryKind.SETTLEMENT, debit(LedgerAccount.of(HouseAccount.BANK), 2001), credit(LedgerAccount.of(HouseAccount.ALIPAY_CLEARING), 2001)));
        assertThat(failing()).containsExactly("clearing");
        assertThat(wrong("clearing")).containsExactly(Wrong.of("clearingNegative", "ALIPAY_CLEARING", -1));
    }

    @Test
    void eachNightIsProvedOnceInItsCompanysZone() {
        books.wiring.clock.set(Instant.parse("2026-11-29T17:59:00Z")); // 01:59 in Shanghai
        books.database.update("insert into ledger_proof_night values (?, '2026-11-29', 'n', now())", books.company);
        proofs.proveDue();
        assertThat(books.count("ledger_proof")).isZero();
        books.wiring.clock.set(Instant.parse("2026-11-29T18:01:00Z"));
        proofs.proveDue();
        proofs.proveDue();
        assertThat(books.database.list("select asked_by from ledger_proof", row -> row.getString(1))).hasSize(5).containsOnly(Proofs.NIGHT);
    }

    @Test
    void aNightWhoseServerDiedIsProvedByWhoeverFindsItsLeaseRunOut() {
        Instant night = Instant.parse("2026-11-29T18:01:00Z");
        books.wiring.clock.set(night);
        books.database.update("insert into ledger_proof_night (company_id, day, node, claimed_at, claimed_until) values (?, '2026-11-30', 'dead', ?, ?)", books.company, night,
                night.plus(Proofs.LEASE));
        proofs.proveDue();
        assertThat(books.count("ledger_proof")).as("it may still be at work").isZero();
        books.wiring.clock.set(night.plus(Proofs.LEASE));
        proofs.proveDue();
        proofs.proveDue();
        assertThat(books.count("ledger_proof")).isEqualTo(5);
        assertThat(books.count("ledger_proof_night where done_at is not null")).isEqualTo(1);
    }

    @Test
    void anAuditorMayProveAndACashierMayNot() {
        assertThatThrownBy(() -> proofs.start(new Caller("c", "C", new Scope(books.company), Set.of(Caller.CASHIER)), books.company))
                .isInstanceOf(RefusedException.class);
        Caller auditor = new Caller("a", "A", new Scope(books.company), Set.of(Caller.AUDITOR));
        assertThatThrownBy(() -> proofs.start(auditor, books.sample.company("B"))).isInstanceOf(RefusedException.class);
        proofs.start(auditor, books.company);
        books.wiring.doAside();
        assertThat(runs.latest(books.company)).hasSize(5).allMatch(run -> run.askedBy().equals("a"));
    }
}
