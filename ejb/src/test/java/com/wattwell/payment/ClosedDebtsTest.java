package com.wattwell.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.counter.BankTransfers;
import com.wattwell.counter.Counter;
import com.wattwell.counter.Shifts;
import com.wattwell.counter.Tender;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.payment.Differences.Decision;
import com.wattwell.platform.RefusedException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A closed account takes what it owes, by every way in which money comes, and nothing more. */
class ClosedDebtsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);

    private final Till till = new Till();

    private void closedOwing(long fen) {
        if (fen > 0) {
            Till.together(() -> till.wiring.bean(Journal.class).post(List.of(new JournalEntry(till.company, "charge:1", EntryKind.CHARGE, DAY, "", new JournalEntry.Source("test", "1"), null,
                    List.of(Posting.debit(LedgerAccount.customer(till.account), fen), Posting.credit(LedgerAccount.of(HouseAccount.SUSPENSE), fen))))));
        }
        till.database.update("update customer_account set state = 'CLOSED', closed_on = '2026-11-29' where id = ?", till.account);
    }

    private void refusedWith(String key, Runnable action) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.messageKey()).isEqualTo(key));
    }

    private void recharge(long fen, String token) {
        Till.together(() -> till.wiring.bean(Counter.class).recharge(till.cashier, new Counter.Recharge(till.account, Tender.CASH, fen, null, token)));
    }

    private void transfer(String reference, long fen) {
        BankTransfers transfers = till.wiring.bean(BankTransfers.class);
        Till.together(() -> transfers.take(till.finance, till.company, List.of(new BankTransfers.Line(reference, DAY, fen, "Li", ""))));
        long id = till.database.one("select id from bank_transfer where reference = ?", row -> row.getLong(1), reference);
        Till.together(() -> {
            transfers.match(till.finance, id, till.account);
            return null;
        });
    }

    private void claim(String trade, long fen) {
        till.notice(trade, "nobodysOrder", fen);
        Suspense.Item item = new Suspense.Item(Suspense.Kind.PAYMENT, till.payment(trade).id());
        Till.together(() -> till.wiring.bean(Suspense.class).claim(till.finance, item, till.account, fen, "called", "token-claim-" + trade));
    }

    @Test
    void whatItOwesIsPaidAtTheCounterByTransferByClaimAndByOrder() {
        closedOwing(1_000);
        Till.together(() -> till.wiring.bean(Shifts.class).open(till.cashier, null, 0L, "shift-0001"));
        refusedWith("refused.accountClosed", () -> recharge(1_001, "form-00001"));
        recharge(100, "form-00002");
        assertThat(till.balance()).isEqualTo(-900);
        refusedWith("refused.accountClosed", () -> transfer("B1", 901));
        transfer("B2", 200);
        assertThat(till.balance()).isEqualTo(-700);
        refusedWith("refused.accountClosed", () -> claim("T1", 701));
        claim("T2", 300);
        assertThat(till.balance()).isEqualTo(-400);
        refusedWith("refused.accountClosed", () -> till.order(401));
        PaymentOrder order = till.order(400);
        till.notice("T3", order.number(), 400);
        assertThat(till.balance()).isZero();
        till.notice("T4", order.number(), 400);
        assertThat(till.balance()).as("paid a second time").isZero();
        assertThat(till.payment("T4").suspenseFen()).isEqualTo(400);
        refusedWith("refused.accountClosed", () -> recharge(1, "form-00003"));
    }

    @Test
    void aPaymentBookedAgainDoesNotLieOnAnAccountThatWasClosedMeanwhile() {
        PaymentOrder order = till.order(5_000);
        till.notice("T1", order.number(), 5_000);
        till.decide(till.difference(till.statement(DAY), "MISSING_THERE", false).id(), Decision.REVERSE);
        closedOwing(0);
        long next = till.statement(DAY.plusDays(1), Till.line("T1", order.number(), 5_000));
        till.decide(till.difference(next, "MISSING_HERE", false).id(), Decision.BOOK);
        assertThat(till.balance()).isZero();
        assertThat(till.house("SUSPENSE")).isEqualTo(-5_000);
        assertThat(till.payment("T1").suspenseFen()).isEqualTo(5_000);
        assertThat(till.wrong()).isEmpty();
        Till.together(() -> till.wiring.bean(Refunds.class).requestFromSuspense(till.finance, till.payment("T1").id(), 5_000, "moved out", "token-refund-1"));
        assertThat(till.house("SUSPENSE")).isZero();
    }

    @Test
    void whatWasRefundedOrTakenBackHasNoReceipt() {
        PaymentOrder refunded = till.order(5_000);
        till.notice("T1", refunded.number(), 5_000);
        till.refund("T1", 5_000);
        refusedWith("refused.wentBack", () -> Till.together(() -> till.wiring.bean(Counter.class).receiptOf(till.cashier, refunded.id())));
        PaymentOrder back = till.order(700);
        till.notice("T2", back.number(), 700);
        long statement = till.statement(DAY, Till.line("T1", refunded.number(), 5_000));
        till.decide(till.difference(statement, "MISSING_THERE", false).id(), Decision.REVERSE);
        refusedWith("refused.wentBack", () -> Till.together(() -> till.wiring.bean(Counter.class).receiptOf(till.cashier, back.id())));
        assertThat(till.count("receipt")).isZero();
    }
}
