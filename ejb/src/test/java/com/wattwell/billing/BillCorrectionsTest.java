package com.wattwell.billing;

import static com.wattwell.billing.BillingTown.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.counter.ClosedAccounts;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.JournalEntry;
import com.wattwell.ledger.LedgerAccount;
import com.wattwell.ledger.Posting;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a bill after it was published: cancelled, billed anew, paid late. */
class BillCorrectionsTest {

    private static final Page.Request FIRST = new Page.Request(1, 100);

    private final BillingTown town = new BillingTown();

    @Test
    void aCorrectedReadingMakesAnotherBillAndBothStandInTheBooks() {
        long account = town.households(1)[0];
        town.settleAndPublish();
        BillQueries.Row wrong = town.bills.ofAccount(Scope.ALL, account, FIRST).items().getFirst();
        town.database.update("update reading set value = 130 where meter_id = ? and value = 110", town.meter(account));
        Settled anew = together(() -> town.bean(BillCorrections.class).rebill(town.finance, wrong.id(), "misread"));
        assertThat(anew).isInstanceOf(Settled.Billed.class);
        assertThat(town.balance(account)).isEqualTo(-1500);
        List<BillQueries.Row> bills = town.bills.ofAccount(Scope.ALL, account, FIRST).items();
        assertThat(bills).extracting(BillQueries.Row::number, BillQueries.Row::state, BillQueries.Row::totalFen).containsExactly(
                org.assertj.core.groups.Tuple.tuple(wrong.number() + "-R1", BillQueries.State.PUBLISHED, 1500L),
                org.assertj.core.groups.Tuple.tuple(wrong.number(), BillQueries.State.CANCELLED, 500L));
        assertThat(town.count("journal_entry where kind = 'CHARGE'")).as("the bill, its reversal, the new bill").isEqualTo(3);
        assertThat(town.count("usage_span where withdrawn_at is not null")).isEqualTo(1);
    }

    @Test
    void onlyTheNewestBillCanBeCancelledAndOnlyOnce() {
        long account = town.account(town.town.tariff, town.monthBefore.from());
        town.read(account, town.monthBefore.from(), "0");
        town.read(account, town.month.from(), "80");
        town.read(account, town.month.to(), "160");
        together(() -> town.bean(Settlement.class).settle(town.monthBefore, null, new long[] {account}));
        together(() -> town.bean(Settlement.class).settle(town.month, null, new long[] {account}));
        together(() -> town.bean(Publication.class).publishAccount(account));
        List<BillQueries.Row> bills = town.bills.ofAccount(Scope.ALL, account, FIRST).items();
        BillCorrections corrections = town.bean(BillCorrections.class);
        refused("refused.billNotNewest", () -> together(() -> corrections.rebill(town.finance, bills.get(1).id(), "x")));
        refused("refused.reason", () -> together(() -> corrections.rebill(town.finance, bills.get(0).id(), " ")));
        refused("refused.right", () -> together(() -> corrections.rebill(town.town.cashier, bills.get(0).id(), "x")));
        together(() -> {
            corrections.cancel(town.finance, bills.get(0).id(), "x");
            return true;
        });
        refused("refused.billState", () -> together(() -> corrections.rebill(town.finance, bills.get(0).id(), "x")));
        assertThat(town.balance(account)).isEqualTo(-4000);
    }

    @Test
    void aCancelledFinalBillIsNoLastOneAndNothingIsPaidOutOnIt() {
        long account = town.households(1)[0];
        LocalDate today = town.town.today;
        town.read(account, today, "200");
        town.town.spine.wiring.heard.add(event -> {
            if (event instanceof com.wattwell.customer.AccountClosing closing) {
                town.bean(FinalBills.class).closed(closing);
            }
        });
        pay(account, 6_000);
        together(() -> {
            town.town.accounts.close(town.town.cashier, account, today, List.of(), "moved out");
            return true;
        });
        ClosedAccounts closed = town.bean(ClosedAccounts.class);
        assertThat(together(() -> closed.settle(town.finance, account, "BANK")).refundFen()).isEqualTo(1_000);
        BillQueries.Row last = town.bills.ofAccount(Scope.ALL, account, FIRST).items().getFirst();
        together(() -> {
            town.bean(BillCorrections.class).cancel(town.finance, last.id(), "misread");
            return true;
        });
        refused("refused.finalBill", () -> together(() -> closed.settle(town.finance, account, "BANK")));
        town.database.update("update reading set value = 190 where meter_id = ? and value = 200", town.meter(account));
        together(() -> town.bean(FinalBills.class).make(account));
        assertThat(together(() -> closed.settle(town.finance, account, "BANK")).refundFen()).isEqualTo(500);
        assertThat(town.balance(account)).isZero();
    }

    private static void refused(String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.messageKey()).isEqualTo(key));
    }

    private void pay(long account, long fen) {
        together(() -> town.bean(Journal.class).post(List.of(new JournalEntry(town.company, "t:" + fen, EntryKind.TENDER, town.town.today, "", null, null,
                List.of(Posting.debit(LedgerAccount.of(HouseAccount.CASH), fen), Posting.credit(LedgerAccount.customer(account), fen))))));
    }

    private void day(int afterDue, LocalDate due) {
        town.town.spine.wiring.clock.set(com.wattwell.customer.Town.start(due.plusDays(afterDue)).plusSeconds(3600));
        together(() -> town.bean(LateFees.class).post(town.company, 0, 100));
    }

    @Test
    void whatIsOpenAfterItsDayCostsAFeeADayUntilTheCap() {
        long account = town.households(1)[0];
        town.read(account, town.month.to().plusDays(1), "120");
        town.bean(BillingRules.class).save(town.finance, town.company, new BillingRules.Rule(10, 2, new BigDecimal("0.01"), new BigDecimal("0.2")));
        town.settleAndPublish();
        LocalDate due = town.bills.ofAccount(Scope.ALL, account, FIRST).items().getFirst().dueOn();
        assertThat(due).isEqualTo(town.town.today.plusDays(10));
        day(3, due);
        assertThat(town.balance(account)).as("days of grace").isEqualTo(-500);
        day(4, due);
        day(4, due);
        assertThat(town.balance(account)).as("one day, once").isEqualTo(-505);
        pay(account, 300);
        day(9, due);
        assertThat(town.balance(account)).as("five days of what is open, which the fee is no part of").isEqualTo(-205 - 5 * 2);
        day(80, due);
        day(120, due);
        day(150, due);
        assertThat(town.count("late_fee where amount_fen > 0")).isPositive();
        assertThat(town.balance(account)).as("at most a fifth of the bill").isEqualTo(-200 - 100);
        pay(account, 301);
        day(200, due);
        assertThat(town.balance(account)).isEqualTo(1);
    }

    @Test
    void aFeeThatWasPaidMakesNoLaterBillSmallerAndSaysWhatItIsMadeOf() {
        long account = town.account(town.town.tariff, town.monthBefore.from());
        town.read(account, town.monthBefore.from(), "0");
        town.read(account, town.month.from(), "100");
        town.read(account, town.month.to(), "200");
        together(() -> town.bean(Settlement.class).settle(town.monthBefore, null, new long[] {account}));
        together(() -> town.bean(Publication.class).publishAccount(account));
        LocalDate due = town.bills.ofAccount(Scope.ALL, account, FIRST).items().getFirst().dueOn();
        day(11, due);
        assertThat(town.balance(account)).as("ten days of 50 yuan at 0.1 %").isEqualTo(-5_050);
        long entry = town.database.one("select entry_id from late_fee", row -> row.getLong(1));
        Explanations explanations = town.bean(Explanations.class);
        assertThat(explanations.ofEntry(Scope.ALL, entry)).as("no line of the bill").isEmpty();
        assertThat(explanations.lateFee(Scope.ALL, entry).orElseThrow()).extracting(Explanations.Fee::openFen, Explanations.Fee::days, Explanations.Fee::amountFen, Explanations.Fee::firstDay)
                .containsExactly(5_000L, 10, 50L, due.plusDays(1));
        pay(account, 5_050);
        town.town.spine.wiring.clock.set(town.town.spine.wiring.clock.instant().plusSeconds(60));
        together(() -> town.bean(Settlement.class).settle(town.month, null, new long[] {account}));
        together(() -> town.bean(Publication.class).publishAccount(account));
        LocalDate next = town.bills.ofAccount(Scope.ALL, account, FIRST).items().getFirst().dueOn();
        day(11, next);
        assertThat(town.balance(account)).as("of the whole second bill").isEqualTo(-5_050);
    }
}
