package com.wattwell.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Page;
import com.wattwell.platform.Sample;
import com.wattwell.platform.TestTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Money without an owner finds one, or goes back; never twice and never more than is there. */
class SuspenseTest {

    private final Till till = new Till();
    private final Suspense suspense = till.wiring.bean(Suspense.class);

    private Suspense.Item unordered(long fen) {
        till.notice("T1", "nobodysOrder", fen);
        return new Suspense.Item(Suspense.Kind.PAYMENT, till.payment("T1").id());
    }

    private long claim(Suspense.Item item, long fen, String token) {
        return Till.together(() -> suspense.claim(till.finance, item, till.account, fen, "called and named the amount", token));
    }

    private List<Suspense.Row> standing() {
        return suspense.list(till.finance.scope(), new Page.Request(1, 50)).items();
    }

    @Test
    void aPaymentWithoutAnOrderIsListedAndItsClaimCreditsTheAccount() {
        List<Object> heard = new ArrayList<>();
        till.wiring.heard.add(heard::add);
        Suspense.Item item = unordered(700);
        assertThat(standing()).singleElement().satisfies(row -> {
            assertThat(row.item()).isEqualTo(item);
            assertThat(row.why()).isEqualTo("NO_ORDER");
            assertThat(row.leftFen()).isEqualTo(700);
            assertThat(row.channel()).isEqualTo(Channel.ALIPAY);
        });
        assertThat(Suspense.Item.of(item.toString())).isEqualTo(item);

        claim(item, 500, "token-claim-1");
        assertThat(till.balance()).isEqualTo(500);
        assertThat(till.house("SUSPENSE")).isEqualTo(-200);
        assertThat(standing()).singleElement().satisfies(row -> assertThat(row.leftFen()).isEqualTo(200));
        claim(item, 200, "token-claim-2");

        assertThat(standing()).isEmpty();
        assertThat(suspense.byId(till.finance.scope(), item)).isPresent();
        assertThat(suspense.deeds(till.finance.scope(), item)).hasSize(2).allSatisfy(deed -> assertThat(deed.kind()).isEqualTo("CLAIM"));
        assertThat(heard).hasOnlyElementsOfType(PaymentPosted.class).hasSize(2);
        assertThat(till.wrong()).isEmpty();
    }

    @Test
    void theSameFormTwentyTimesAtOnceIsOnePosting() throws Exception {
        Suspense.Item item = unordered(700);
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<Future<Long>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(threads.submit(() -> claim(item, 300, "token-claim-1")));
            }
            long first = answers.getFirst().get();
            for (Future<Long> answer : answers) {
                assertThat(answer.get()).isEqualTo(first);
            }
        }
        assertThat(till.balance()).isEqualTo(300);
        assertThatThrownBy(() -> claim(item, 400, "token-claim-1")).hasMessageContaining("sent before");
    }

    @Test
    void neverMoreThanIsLeftOfItLeavesSuspense() {
        Suspense.Item item = unordered(700);
        claim(item, 600, "token-claim-1");
        assertThatThrownBy(() -> claim(item, 101, "token-claim-2")).hasMessageContaining("100");
        assertThatThrownBy(() -> Till.together(() -> till.wiring.bean(Refunds.class).requestFromSuspense(till.finance, item.id(), 101, "nobody's", "token-refund-1"))).hasMessageContaining("100");
        assertThat(till.balance()).isEqualTo(600);
        assertThat(till.house("SUSPENSE")).isEqualTo(-100);
    }

    @Test
    void itGoesBackToThePayerThroughItsChannelAndComesBackWhenThatRefuses() {
        Suspense.Item item = unordered(700);
        Till.together(() -> till.wiring.bean(Refunds.class).requestFromSuspense(till.finance, item.id(), 700, "nobody's", "token-refund-1"));
        assertThat(standing()).isEmpty();
        assertThat(till.house("SUSPENSE")).isZero();

        till.channel.refundStanding = new RefundStanding.Failed("no money");
        till.wiring.bean(RefundDesk.class).workDue();
        TestTransactions.run(till.wiring::doAside);
        assertThat(standing()).singleElement().satisfies(row -> assertThat(row.leftFen()).isEqualTo(700));
        assertThat(till.house("SUSPENSE")).isEqualTo(-700);
        assertThat(till.wrong()).isEmpty();
    }

    @Test
    void whatWasClaimedGoesBackFromTheAccountThatHasIt() {
        Suspense.Item item = unordered(700);
        claim(item, 700, "token-claim-1");
        till.refund("T1", 300);
        assertThat(till.balance()).isEqualTo(400);
        assertThat(till.payment("T1").refundableFen()).isEqualTo(400);
        assertThat(till.channel.refunds).singleElement().satisfies(refund -> assertThat(refund.amountFen()).isEqualTo(300));
    }

    @Test
    void anotherAmountAtTheChannelIsListedUntilItIsSomebodys() {
        PaymentOrder order = till.order(5000);
        till.notice("T1", order.number(), 5000);
        long statement = till.statement(java.time.LocalDate.of(2026, 11, 29), Till.line("T1", order.number(), 4900));
        till.decide(till.difference(statement, "AMOUNT_DIFFERS", false).id(), Differences.Decision.ADJUST);
        assertThat(standing()).singleElement().satisfies(row -> {
            assertThat(row.why()).isEqualTo("CHANNEL_AMOUNT");
            assertThat(row.leftFen()).isEqualTo(-100);
        });
        claim(standing().getFirst().item(), 100, "token-claim-1");
        assertThat(till.balance()).as("what never came is taken from the account").isEqualTo(4900);
        assertThat(till.payment("T1").refundableFen()).isEqualTo(4900);
        assertThat(till.wrong()).isEmpty();
    }

    @Test
    void onlyFinanceOfItsCompanyAndOnlyForOpenAccounts() {
        Suspense.Item item = unordered(700);
        assertThatThrownBy(() -> suspense.claim(till.cashier, item, till.account, 700, "why", "token-claim-1")).hasMessageContaining("finance");
        int other = new Sample(till.database).company("B");
        Caller foreign = new Caller("b", "B", new Scope(other), Set.of(Caller.FINANCE));
        assertThat(suspense.list(foreign.scope(), new Page.Request(1, 50)).items()).isEmpty();
        assertThat(suspense.byId(foreign.scope(), item)).isEmpty();
        assertThatThrownBy(() -> suspense.claim(foreign, item, till.account, 700, "why", "token-claim-1")).hasMessageContaining("no suspense item");
        till.database.update("update customer_account set state = 'CLOSED', closed_on = '2026-11-29' where id = ?", till.account);
        assertThatThrownBy(() -> claim(item, 700, "token-claim-1")).hasMessageContaining("closed");
        assertThat(till.wiring.bean(Journal.class).balanceFen(till.account)).isZero();
    }
}
