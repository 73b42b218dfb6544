package com.wattwell.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.counter.BankTransfers;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.ledger.journal.Proof.Wrong;
import com.wattwell.payment.Differences.Decision;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After each decision the books hold, and what may still go back of a payment is right. */
class DifferencesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);

    private final Till till = new Till();
    private final PaymentOrder order = till.order(5000);

    private void paid() {
        till.notice("T1", order.number(), 5000);
    }

    @Test
    void aRefundMadeAtTheChannelsConsoleIsARefundOfItsPayment() {
        paid();
        long statement = till.statement(DAY, Till.line("T1", order.number(), 5000), Till.refundLine("T1", order.number(), "console-1", 2000));
        till.decide(till.difference(statement, "MISSING_HERE", true).id(), Decision.BOOK);
        assertThat(till.balance()).isEqualTo(3000);
        assertThat(till.payment("T1").refundedFen()).isEqualTo(2000);
        assertThat(till.payment("T1").refundableFen()).isEqualTo(3000);
        assertThatThrownBy(() -> till.refund("T1", 3001)).hasMessageContaining("3000");
        assertThat(till.wrong()).isEmpty();
        till.statement(DAY, Till.line("T1", order.number(), 5000), Till.refundLine("T1", order.number(), "console-1", 2000));
        assertThat(till.wrong()).as("fetched again").isEmpty();
    }

    @Test
    void aRefundThatTheChannelDidNotMakeIsTakenBackAndMayBeMadeAgain() {
        paid();
        till.refund("T1", 2000);
        assertThat(till.balance()).isEqualTo(3000);
        long statement = till.statement(DAY, Till.line("T1", order.number(), 5000));
        till.decide(till.difference(statement, "MISSING_THERE", true).id(), Decision.REVERSE);
        assertThat(till.balance()).isEqualTo(5000);
        assertThat(till.payment("T1").refundableFen()).isEqualTo(5000);
        assertThat(till.wrong()).isEmpty();
        till.refund("T1", 5000);
        assertThat(till.balance()).isZero();
        assertThat(till.payment("T1").refundableFen()).isZero();
        assertThat(till.wrong()).isEmpty();
    }

    @Test
    void aRefundThatWasRefusedToUsAndMadeAllTheSameCountsAgain() {
        paid();
        till.channel.refundStanding = new RefundStanding.Failed("no money");
        long refund = till.refund("T1", 2000);
        assertThat(till.payment("T1").refundableFen()).isEqualTo(5000);
        long statement = till.statement(DAY, Till.line("T1", order.number(), 5000), Till.refundLine("T1", order.number(), till.refundNumber(refund), 2000));
        till.decide(till.difference(statement, "MISSING_HERE", true).id(), Decision.BOOK);
        assertThat(till.balance()).isEqualTo(3000);
        assertThat(till.payment("T1").refundableFen()).isEqualTo(3000);
        assertThat(till.count("payment_refund")).isEqualTo(1);
        assertThat(till.wrong()).isEmpty();
    }

    @Test
    void aPaymentThatTheChannelDoesNotKnowCannotGoBack() {
        paid();
        long statement = till.statement(DAY);
        till.decide(till.difference(statement, "MISSING_THERE", false).id(), Decision.REVERSE);
        assertThat(till.balance()).isZero();
        assertThat(till.payment("T1").refundableFen()).isZero();
        assertThat(till.payment("T1").takenBack()).isTrue();
        assertThatThrownBy(() -> till.refund("T1", 1)).hasMessageContaining("0");
        assertThat(till.wrong()).isEmpty();

        long next = till.statement(DAY.plusDays(1), Till.line("T1", order.number(), 5000));
        till.decide(till.difference(next, "MISSING_HERE", false).id(), Decision.BOOK);
        assertThat(till.balance()).as("it came after all").isEqualTo(5000);
        assertThat(till.payment("T1").refundableFen()).isEqualTo(5000);
        assertThat(till.count("payment")).isEqualTo(1);
        assertThat(till.wrong()).isEmpty();
    }

    @Test
    void aPaymentIsNotTakenBackWhileSomethingOfItWentBack() {
        paid();
        till.refund("T1", 2000);
        long statement = till.statement(DAY);
        long payment = till.difference(statement, "MISSING_THERE", false).id();
        assertThatThrownBy(() -> till.decide(payment, Decision.REVERSE)).hasMessageContaining("refunds first");
        till.decide(till.difference(statement, "MISSING_THERE", true).id(), Decision.REVERSE);
        till.decide(payment, Decision.REVERSE);
        assertThat(till.balance()).isZero();
        assertThat(till.house("ALIPAY_CLEARING")).isZero();
        assertThat(till.wrong()).isEmpty();
    }

    @Test
    void aClaimedPaymentThatTheChannelDoesNotKnowIsTakenFromWhoHasIt() {
        till.notice("T1", "nobodysOrder", 700);
        Suspense.Item item = new Suspense.Item(Suspense.Kind.PAYMENT, till.payment("T1").id());
        Till.together(() -> till.wiring.bean(Suspense.class).claim(till.finance, item, till.account, 500, "called", "token-claim-1"));
        long statement = till.statement(DAY);
        till.decide(till.difference(statement, "MISSING_THERE", false).id(), Decision.REVERSE);
        assertThat(till.balance()).isZero();
        assertThat(till.house("SUSPENSE")).isZero();
        assertThat(till.payment("T1").suspenseFen()).isZero();
        assertThat(till.wrong()).isEmpty();
    }

    @Test
    void aRefundOfAPaymentThatWeDoNotHaveStandsInSuspense() {
        long statement = till.statement(DAY, Till.refundLine("OLD", "oldOrder", "old-1", 800));
        till.decide(till.difference(statement, "MISSING_HERE", true).id(), Decision.BOOK);
        assertThat(till.house("SUSPENSE")).isEqualTo(800);
        assertThat(till.wiring.bean(Suspense.class).list(till.finance.scope(), new com.wattwell.platform.Page.Request(1, 10)).items()).singleElement()
                .satisfies(row -> assertThat(row.why() + " " + row.leftFen()).isEqualTo("REFUND_ALONE -800"));
        assertThat(till.wrong()).isEmpty();
    }

    @Test
    void aRefundWaitsForItsPaymentThatIsMissingToo() {
        long statement = till.statement(DAY, Till.line("T9", "unknown", 900), Till.refundLine("T9", "unknown", "console-9", 900));
        long refund = till.difference(statement, "MISSING_HERE", true).id();
        assertThatThrownBy(() -> till.decide(refund, Decision.BOOK)).hasMessageContaining("first");
        till.decide(till.difference(statement, "MISSING_HERE", false).id(), Decision.BOOK);
        till.decide(refund, Decision.BOOK);
        assertThat(till.house("SUSPENSE")).isZero();
        assertThat(till.payment("T9").refundableFen()).isZero();
        assertThat(till.wrong()).isEmpty();
    }

    @Test
    void anAdjustedRefundLeavesWhatTheChannelHas() {
        paid();
        long refund = till.refund("T1", 2000);
        long statement = till.statement(DAY, Till.line("T1", order.number(), 5000), Till.refundLine("T1", order.number(), till.refundNumber(refund), 2100));
        till.decide(till.difference(statement, "AMOUNT_DIFFERS", true).id(), Decision.ADJUST);
        assertThat(till.payment("T1").refundableFen()).isEqualTo(2900);
        assertThat(till.payment("T1").suspenseFen()).isEqualTo(-100);
        assertThat(till.wrong()).isEmpty();
    }

    @Test
    void aPayOutBringsTheClearingToTheBankAndOneThatNobodyMatchedIsNotOnIt() {
        paid();
        till.statement(DAY, Till.line("T1", order.number(), 5000));
        long transfer = transfer("ALIPAY-SETTLE-1", 4970);
        assertThat(till.house("ALIPAY_CLEARING")).isEqualTo(4970);
        matchPayOut(transfer);
        matchPayOut(transfer);
        assertThat(till.house("ALIPAY_CLEARING")).isZero();
        assertThat(till.house("BANK")).isEqualTo(4970);
        assertThat(till.house("SUSPENSE")).isZero();
        assertThat(till.wrong()).isEmpty();
        assertThat(till.wiring.bean(StatementProof.class).prove(till.company).figures()).contains(com.wattwell.ledger.journal.Proof.Figure.fen("paidOut.ALIPAY_CLEARING", 4970));
        assertThatThrownBy(() -> Till.together(() -> {
            till.wiring.bean(BankTransfers.class).match(till.finance, transfer, till.account);
            return null;
        })).hasMessageContaining("belongs to ALIPAY");

        till.database.update("update bank_transfer set amount_fen = 4870");
        assertThat(till.wiring.bean(StatementProof.class).prove(till.company).wrong()).as("the bank's line says less than was posted").containsExactly(
                Wrong.of("statements", "ALIPAY_CLEARING", -100));
    }

    @Test
    void aPayOutOfMoreThanTheChannelHoldsIsRefused() {
        paid();
        long transfer = transfer("ALIPAY-SETTLE-1", 5001);
        assertThatThrownBy(() -> matchPayOut(transfer)).hasMessageContaining("5000");
        assertThat(till.house("ALIPAY_CLEARING")).isEqualTo(5000);
        assertThat(till.wrong()).isEmpty();
    }

    private long transfer(String reference, long fen) {
        Till.together(() -> till.wiring.bean(BankTransfers.class).take(till.finance, null, List.of(new BankTransfers.Line(reference, DAY, fen, "支付宝", ""))));
        return till.database.one("select id from bank_transfer where reference = ?", row -> row.getLong(1), reference);
    }

    private void matchPayOut(long transfer) {
        Till.together(() -> {
            till.wiring.bean(BankTransfers.class).matchPayOut(till.finance, transfer, till.merchant);
            return null;
        });
    }

    @Test
    void whatIsPostedOnClearingBesideTheFactsIsNamedWithItsAmount() {
        paid();
        till.statement(DAY, Till.line("T1", order.number(), 5000));
        assertThat(till.wrong()).isEmpty();
        Till.together(() -> till.wiring.bean(Journal.class).post(List.of(new JournalEntry(till.company, "odd", EntryKind.SETTLEMENT, DAY, "", new JournalEntry.Source("test", "1"), null,
                List.of(Posting.debit(LedgerAccount.of(HouseAccount.BANK), 77), Posting.credit(LedgerAccount.of(HouseAccount.ALIPAY_CLEARING), 77))))));
        assertThat(till.wrong()).containsExactly(Wrong.of("statements", "ALIPAY_CLEARING", -77));
    }

    @Test
    void aMissingFactAndAChangedLineAreNamedWithTheirAmounts() {
        paid();
        till.statement(DAY, Till.line("T1", order.number(), 5000));
        till.database.update("update channel_statement_line set amount_fen = 4000");
        assertThat(till.wrong()).containsExactly(Wrong.of("statementHead", "ALIPAY", DAY, 4970, 3970), Wrong.of("statements", "ALIPAY_CLEARING", 1000));
        till.database.update("update channel_statement_line set amount_fen = 5000");
        PaymentOrder other = till.order(300);
        till.notice("T2", other.number(), 300);
        assertThat(till.wrong()).as("in no statement yet").isEmpty();
        till.database.update("update payment set amount_fen = 200 where trade_number = 'T2'");
        assertThat(till.wrong()).containsExactly(Wrong.of("statements", "ALIPAY_CLEARING", 100));
    }
}
