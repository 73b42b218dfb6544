package com.wattwell.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.counter.Counter;
import com.wattwell.counter.Tender;
import com.wattwell.customer.AccountMode;
import com.wattwell.payment.Differences.Decision;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.TestTransactions;
import com.wattwell.prepayment.MeterPurchases;
import com.wattwell.prepayment.Prepaid;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Money that came through a channel for a meter that counts it itself: it is in the meter, or it goes back, and never both. */
class MeterPaymentsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);

    private final Prepaid prepaid = new Prepaid(DAY);
    private final Till till = till();

    private Till till() {
        prepaid.spine.login(1);
        long account = prepaid.read(prepaid.spine.meter, DAY, "100").open(DAY, prepaid.flat, AccountMode.PREPAID_METER, prepaid.spine.meter);
        return new Till(prepaid.spine.database, prepaid.spine.wiring, prepaid.spine.company, account);
    }

    /** A hundred yuan. */
    private void paid() {
        till.notice("T1", till.order(10_000).number(), 10_000);
    }

    private List<String> purchases() {
        return till.database.list("select state || ' ' || amount_fen from meter_purchase order by id", row -> row.getString(1));
    }

    private void purchaseIs(String state) {
        till.database.update("update meter_purchase set state = ?, ended_at = now(), ended_by = ''", state);
    }

    private void refusedWith(String key, Runnable action) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.messageKey()).isEqualTo(key));
    }

    private void giveBackAtTheCounter(String token) {
        long purchase = till.database.one("select max(id) from meter_purchase", row -> row.getLong(1));
        Till.together(() -> till.wiring.bean(Counter.class).refundPurchase(till.finance, new Counter.PurchaseRefund(purchase, Tender.BANK, null, "meter is broken", token)));
    }

    private void sendAnew() {
        long purchase = till.database.one("select max(id) from meter_purchase", row -> row.getLong(1));
        TestTransactions.run(() -> till.wiring.bean(MeterPurchases.class).sendAnew(till.cashier, purchase));
    }

    @Test
    void whatIsInTheMeterDoesNotGoBackThroughTheChannel() {
        paid();
        purchaseIs("CREDITED");
        refusedWith("refused.perhapsInMeter", () -> till.refund("T1", 10_000));
        assertThat(till.balance()).isEqualTo(10_000);
        assertThat(till.count("payment_refund")).isZero();
        till.database.update("update meter_purchase set state = 'UNCLEAR', ended_at = null, ended_by = null");
        refusedWith("refused.perhapsInMeter", () -> till.refund("T1", 10_000));
    }

    @Test
    void aRefundEndsThePurchaseSoThatItIsNeitherSentNorGivenBackOnceMore() {
        paid();
        purchaseIs("FAILED");
        refusedWith("refused.purchaseWhole", () -> till.refund("T1", 4_000));
        till.refund("T1", 10_000);
        assertThat(purchases()).containsExactly("REFUNDED 10000");
        assertThat(till.balance()).isZero();
        refusedWith("refused.paymentRefunded", () -> giveBackAtTheCounter("form-00001"));
        refusedWith("refused.notFailed", this::sendAnew);
        assertThat(till.balance()).isZero();
    }

    @Test
    void whatWasGivenBackAtTheCounterDoesNotGoBackThroughTheChannel() {
        paid();
        purchaseIs("FAILED");
        giveBackAtTheCounter("form-00001");
        refusedWith("refused.purchaseGivenBack", () -> till.refund("T1", 10_000));
        assertThat(till.balance()).isZero();
    }

    @Test
    void aRefundThatTheChannelDoesNotMakeLeavesThePurchaseToAPerson() {
        paid();
        till.channel.refundStanding = new RefundStanding.Failed("no money");
        till.refund("T1", 10_000);
        assertThat(purchases()).containsExactly("FAILED 10000");
        assertThat(till.balance()).isEqualTo(10_000);
        giveBackAtTheCounter("form-00001");
        assertThat(till.balance()).isZero();
    }

    @Test
    void aPaymentThatTheChannelDoesNotKnowDoesNotGoIntoTheMeterAndBeginsAgainWhenItCame() {
        paid();
        String order = till.payment("T1").orderNumber();
        till.decide(till.difference(till.statement(DAY), "MISSING_THERE", false).id(), Decision.REVERSE);
        assertThat(purchases()).containsExactly("REFUNDED 10000");
        assertThat(till.balance()).isZero();

        long next = till.statement(DAY.plusDays(1), Till.line("T1", order, 10_000));
        till.decide(till.difference(next, "MISSING_HERE", false).id(), Decision.BOOK);
        assertThat(purchases()).containsExactly("REFUNDED 10000", "PAID 10000");
        assertThat(till.balance()).isEqualTo(10_000);
        till.refund("T1", 10_000);
        assertThat(purchases()).containsExactly("REFUNDED 10000", "REFUNDED 10000");
        assertThat(till.wrong()).isEmpty();
    }

    @Test
    void aPaymentInTheMeterIsNotTakenBack() {
        paid();
        purchaseIs("CREDITED");
        long difference = till.difference(till.statement(DAY), "MISSING_THERE", false).id();
        refusedWith("refused.perhapsInMeter", () -> till.decide(difference, Decision.REVERSE));
        assertThat(till.balance()).isEqualTo(10_000);
    }

    @Test
    void whatAClaimBoughtEndsWithItsPayment() {
        till.notice("T1", "nobodysOrder", 10_000);
        Suspense.Item item = new Suspense.Item(Suspense.Kind.PAYMENT, till.payment("T1").id());
        Till.together(() -> till.wiring.bean(Suspense.class).claim(till.finance, item, till.account, 10_000, "called", "token-claim-1"));
        assertThat(purchases()).containsExactly("PAID 10000");
        till.decide(till.difference(till.statement(DAY), "MISSING_THERE", false).id(), Decision.REVERSE);
        assertThat(purchases()).containsExactly("REFUNDED 10000");
        assertThat(till.balance()).isZero();
        assertThat(till.wrong()).isEmpty();
    }

    @Test
    void aRefundMadeAtTheChannelsConsoleKeepsAFailedPurchaseFromGoingOut() {
        paid();
        String order = till.payment("T1").orderNumber();
        till.database.update("update meter_purchase set state = 'UNCLEAR'");
        long statement = till.statement(DAY, Till.line("T1", order, 10_000), Till.refundLine("T1", order, "console-1", 10_000));
        till.decide(till.difference(statement, "MISSING_HERE", true).id(), Decision.BOOK);
        assertThat(purchases()).as("it may be in the meter").containsExactly("UNCLEAR 10000");
        purchaseIs("FAILED");
        refusedWith("refused.paymentRefunded", () -> giveBackAtTheCounter("form-00001"));
        refusedWith("refused.paymentRefunded", this::sendAnew);
        assertThat(till.balance()).isZero();
    }
}
