package com.wattwell.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.counter.Counter.Recharge;
import com.wattwell.counter.Counter.Refund;
import com.wattwell.customer.AccountMode;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.prepayment.Prepaid;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The work at the counter and at the desk, on a real database. */
class CounterTest {

    private final LocalDate day = LocalDate.now(Prepaid.ZONE).minusDays(2);
    private final Prepaid prepaid = new Prepaid(day);
    private final Counter counter = prepaid.bean(Counter.class);
    private final Shifts shifts = prepaid.bean(Shifts.class);
    private final long account = prepaid.read(prepaid.spine.meter, day, "100").open(day, prepaid.flat, AccountMode.PREPAID_SERVER, prepaid.spine.meter);

    private static void refused(String field, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).as(refused.getMessage()).isEqualTo(field));
    }

    private Shift shift() {
        return prepaid.transaction(() -> shifts.open(prepaid.cashier, null, 50_000L, "shift-0001"));
    }

    private Receipt recharge(long fen, String token) {
        return prepaid.transaction(() -> counter.recharge(prepaid.cashier, new Recharge(account, Tender.CASH, fen, null, token)));
    }

    private long balance() {
        return prepaid.bean(Journal.class).balanceFen(account);
    }

    private long house(String name) {
        return prepaid.spine.database.one("select coalesce(sum(p.amount_fen), 0) from posting p join ledger_account l on l.id = p.account_id where l.house = ?", row -> row.getLong(1), name);
    }

    @Test
    void aRechargeNeedsAnOpenShiftAndGivesAReceiptWithItsNumber() {
        refused("shift", () -> recharge(10_000, "form-00001"));
        shift();
        Receipt receipt = recharge(10_000, "form-00001");
        assertThat(receipt.number()).isEqualTo(day.toString().replace("-", "") + "-00001");
        assertThat(receipt).extracting(Receipt::amountFen, Receipt::balanceFen, Receipt::customer, Receipt::by).containsExactly(10_000L, 10_000L, "张三", "mei");
        assertThat(recharge(500, "form-00002").number()).endsWith("-00002");
        assertThat(balance()).isEqualTo(10_500);
        assertThat(house("CASH")).isEqualTo(10_500);
    }

    @Test
    void whatAClosedAccountHasLeftComesOutOfTheTillOfAnOpenShiftAndCountsAtItsEnd() {
        shift();
        recharge(10_000, "form-00001");
        prepaid.spine.database.update("update customer_account set state = 'CLOSED', closed_on = ? where id = ?", day.plusDays(1), account);
        prepaid.spine.database.update("insert into account_closing (account_id, company_id, day, reason, state, asked_at, asked_by) values (?, ?, ?, 'moves', 'BILLED', now(), 'mei')", account,
                prepaid.spine.company, day.plusDays(1));
        prepaid.spine.database.update("insert into prepaid_position (account_id, company_id, next_day) values (?, ?, ?) on conflict (account_id) do update set next_day = excluded.next_day",
                account, prepaid.spine.company, day.plusDays(1));
        ClosedAccounts closed = prepaid.bean(ClosedAccounts.class);
        refused("shift", () -> prepaid.transaction(() -> closed.settle(prepaid.finance, account, "CASH")));
        assertThat(balance()).isEqualTo(10_000);
        Shift own = prepaid.transaction(() -> shifts.open(prepaid.finance, null, 20_000L, "shift-0002"));
        for (int i = 0; i < 2; i++) {
            assertThat(prepaid.transaction(() -> closed.settle(prepaid.finance, account, "CASH")).refundFen()).isEqualTo(10_000);
        }
        assertThat(balance()).isZero();
        assertThat(house("CASH")).isZero();
        assertThat(shifts.byId(Scope.ALL, own.id()).orElseThrow().expectedFen()).isEqualTo(10_000);
        Shift ended = prepaid.transaction(() -> shifts.close(prepaid.finance, own.id(), new Shifts.Closing(10_000L, 0L, null)));
        assertThat(ended.open()).isFalse();
    }

    @Test
    void whatWasPaidByACodeHasOneReceiptAndIsNotPostedAgain() {
        prepaid.tender(account, 5_000, "tender:alipay:1");
        long merchant = prepaid.spine.database.one("""
                insert into merchant_account (company_id, channel, merchant_number, app_id, fee_ppm, changed_at, changed_by) values (?, 'ALIPAY', '2088000000000001', '2021000000000001', 6000, now(), 'wang')
                returning id""", row -> row.getLong(1), prepaid.spine.company);
        long order = prepaid.spine.database.one("""
                insert into payment_order (company_id, merchant_account_id, channel, product, number, customer_account_id, amount_fen, subject, token, state, created_at, created_by, expires_at)
                values (?, ?, 'ALIPAY', 'QR', '202701010000000000000001', ?, 5000, 'power', 'form-00001', 'OPEN', now(), 'mei', now()) returning id""", row -> row.getLong(1),
                prepaid.spine.company, merchant, account);
        refused("receipt", () -> prepaid.transaction(() -> counter.receiptOf(prepaid.cashier, order)));
        prepaid.spine.database.update("""
                insert into payment (company_id, channel, merchant_account_id, trade_number, order_number, order_id, customer_account_id, amount_fen, paid_at, channel_day, learned_by, learned_at)
                values (?, 'ALIPAY', ?, 'T-1', '202701010000000000000001', ?, ?, 5000, now(), current_date, 'NOTICE', now())""", prepaid.spine.company, merchant, order, account);
        Receipt receipt = prepaid.transaction(() -> counter.receiptOf(prepaid.cashier, order));
        assertThat(receipt).extracting(Receipt::tender, Receipt::amountFen, Receipt::balanceFen, Receipt::reference).containsExactly(Tender.ALIPAY, 5_000L, 5_000L, "T-1");
        assertThat(prepaid.transaction(() -> counter.receiptOf(prepaid.cashier, order)).id()).isEqualTo(receipt.id());
        assertThat(balance()).isEqualTo(5_000);
        refused("receipt", () -> prepaid.transaction(() -> counter.reverse(prepaid.cashier, receipt.id(), "wrong account")));
    }

    @Test
    void twentyTabsWithTheSameTokenAreOnePosting() throws Exception {
        shift();
        try (ExecutorService tabs = Executors.newFixedThreadPool(20)) {
            List<Callable<Receipt>> sent = java.util.stream.IntStream.range(0, 20).mapToObj(i -> (Callable<Receipt>) () -> recharge(10_000, "form-00001")).toList();
            Set<Long> receipts = new java.util.HashSet<>();
            for (Future<Receipt> each : tabs.invokeAll(sent)) {
                receipts.add(each.get().id());
            }
            assertThat(receipts).hasSize(1);
        }
        assertThat(balance()).isEqualTo(10_000);
        refused("token", () -> recharge(20_000, "form-00001"));
        assertThat(balance()).isEqualTo(10_000);
    }

    @Test
    void wrongInputIsRefusedByItsFieldAndLeavesNoTrace() {
        shift();
        refused("amount", () -> recharge(0, "form-00001"));
        refused("amount", () -> recharge(Counter.MAX_FEN + 1, "form-00001"));
        refused("token", () -> recharge(1, "x"));
        refused("tender", () -> counter.recharge(prepaid.cashier, new Recharge(account, Tender.ALIPAY, 1L, null, "form-00001")));
        refused("user", () -> counter.recharge(new Caller("v", "V", prepaid.cashier.scope(), Set.of(Caller.VIEWER)), new Recharge(account, Tender.CASH, 1L, null, "form-00001")));
        refused("id", () -> counter.recharge(new Caller("x", "X", new Scope(prepaid.spine.sample.company("B")), Set.of(Caller.CASHIER)), new Recharge(account, Tender.CASH, 1L, null, "form-00001")));
        assertThat(prepaid.spine.database.<Integer>one("select count(*) from journal_entry", row -> row.getInt(1))).isZero();
    }

    @Test
    void aRechargeIsReversedOnlyAsTheLastOfItsDayUnspentAndInAnOpenShift() {
        Shift shift = shift();
        Receipt first = recharge(10_000, "form-00001");
        Receipt second = recharge(5_000, "form-00002");
        refused("receipt", () -> counter.reverse(prepaid.cashier, first.id(), "wrong account"));
        assertThat(prepaid.transaction(() -> counter.reverse(prepaid.cashier, second.id(), "wrong account")).reversedBy()).isEqualTo("mei");
        assertThat(prepaid.transaction(() -> counter.reverse(prepaid.cashier, second.id(), "wrong account")).reversedWhy()).as("told again").isEqualTo("wrong account");
        assertThat(balance()).isEqualTo(10_000);
        prepaid.read(prepaid.spine.meter, Prepaid.start(day).plusSeconds(3600), "101").reckon(account);
        refused("receipt", () -> counter.reverse(prepaid.cashier, first.id(), "a kWh of it is spent"));
        prepaid.spine.database.update("update prepaid_position set charge_so_far_fen = 0");
        prepaid.at(day.plusDays(1), 1);
        refused("receipt", () -> counter.reverse(prepaid.cashier, first.id(), "too late"));
        prepaid.at(day, 12);
        prepaid.transaction(() -> shifts.close(prepaid.cashier, shift.id(), new Shifts.Closing(60_000L, 10_000L, null)));
        refused("receipt", () -> counter.reverse(prepaid.cashier, first.id(), "the till was counted"));
        assertThat(house("BANK")).isEqualTo(10_000);
        assertThat(house("CASH")).isZero();
    }

    @Test
    void aRefundTakesNoMoreThanWhatIsAvailable() {
        shift();
        recharge(10_000, "form-00001");
        prepaid.read(prepaid.spine.meter, Prepaid.start(day).plusSeconds(3600), "110").reckon(account);
        refused("amount", () -> prepaid.transaction(() -> counter.refund(prepaid.cashier, new Refund(account, Tender.CASH, 0L, null, "moves", "form-00002"))));
        assertThatThrownBy(() -> prepaid.transaction(() -> counter.refund(prepaid.cashier, new Refund(account, Tender.CASH, 9_401L, null, "moves", "form-00002"))))
                .isInstanceOf(RefusedException.class);
        prepaid.transaction(() -> counter.refund(prepaid.cashier, new Refund(account, Tender.CASH, 9_400L, null, "moves", "form-00002")));
        assertThat(prepaid.available(account).availableFen()).isZero();
        refused("user", () -> prepaid.transaction(() -> counter.refund(prepaid.cashier, new Refund(account, Tender.BANK, 1L, null, "moves", "form-00003"))));
    }

    @Test
    void aDifferenceOfTheTillIsExplainedAndPosted() {
        Shift shift = shift();
        recharge(10_000, "form-00001");
        refused("explanation", () -> shifts.close(prepaid.cashier, shift.id(), new Shifts.Closing(59_000L, null, " ")));
        Shift closed = prepaid.transaction(() -> shifts.close(prepaid.cashier, shift.id(), new Shifts.Closing(59_000L, 0L, "change given wrongly")));
        assertThat(closed).extracting(Shift::expectedFen, Shift::differenceFen, Shift::cashInFen, Shift::receipts).containsExactly(60_000L, -1_000L, 10_000L, 1);
        assertThat(house("SUSPENSE")).isEqualTo(1_000);
        assertThat(house("CASH")).as("the float is not in the books, what is missing is out of them").isEqualTo(9_000);
        refused("shift", () -> recharge(1, "form-00002"));
        refused("shift", () -> shifts.close(prepaid.cashier, shift.id(), new Shifts.Closing(59_000L, 0L, "again")));
    }

    @Test
    void subsidiesAreBookedForAListAsAWholeOrNotAtAllAndOnceForAToken() {
        Adjustments adjustments = prepaid.bean(Adjustments.class);
        String number = prepaid.number(account);
        refused("lines", () -> adjustments.book(prepaid.finance, null, Adjustments.Kind.SUBSIDY, List.of(new Adjustments.Line(number, 500L), new Adjustments.Line("no such", 500L)), "heat", "list-00001"));
        refused("lines", () -> adjustments.book(prepaid.finance, null, Adjustments.Kind.WRITE_OFF, List.of(new Adjustments.Line(number, 1L)), "owes nothing", "list-00001"));
        refused("user", () -> adjustments.book(prepaid.cashier, null, Adjustments.Kind.SUBSIDY, List.of(new Adjustments.Line(number, 1L)), "heat", "list-00001"));
        assertThat(prepaid.<Integer>transaction(() -> adjustments.book(prepaid.finance, null, Adjustments.Kind.SUBSIDY, List.of(new Adjustments.Line(number, 500L)), "heat", "list-00001"))).isOne();
        assertThat(prepaid.<Integer>transaction(() -> adjustments.book(prepaid.finance, null, Adjustments.Kind.SUBSIDY, List.of(new Adjustments.Line(number, 500L)), "heat", "list-00001"))).isZero();
        assertThat(balance()).isEqualTo(500);
        prepaid.transaction(() -> adjustments.book(prepaid.finance, null, Adjustments.Kind.ARREARS, List.of(new Adjustments.Line(number, 2_500L)), "from the old system", "list-00002"));
        assertThat(balance()).isEqualTo(-2_000);
        prepaid.transaction(() -> adjustments.book(prepaid.finance, null, Adjustments.Kind.WRITE_OFF, List.of(new Adjustments.Line(number, 2_000L)), "moved away", "list-00003"));
        assertThat(balance()).isZero();
        assertThat(adjustments.ofAccount(Scope.ALL, account, new Page.Request(1, 10)).items()).extracting(Adjustments.Row::kind)
                .containsExactly(Adjustments.Kind.WRITE_OFF, Adjustments.Kind.ARREARS, Adjustments.Kind.SUBSIDY);
    }

    @Test
    void aTransferStandsInSuspenseUntilSomebodySaysWhoseItIs() {
        BankTransfers transfers = prepaid.bean(BankTransfers.class);
        List<BankTransfers.Line> lines = List.of(new BankTransfers.Line("B-1", day, 12_345L, "李四", "flat 502"), new BankTransfers.Line("B-2", day, 1L, "", ""));
        assertThat(prepaid.<Integer>transaction(() -> transfers.take(prepaid.finance, null, lines))).isEqualTo(2);
        assertThat(prepaid.<Integer>transaction(() -> transfers.take(prepaid.finance, null, lines))).as("the same file again").isZero();
        refused("lines", () -> transfers.take(prepaid.finance, null, List.of(new BankTransfers.Line("B-1", day, 99L, "李四", ""))));
        assertThat(house("SUSPENSE")).isEqualTo(-12_346);
        long id = transfers.list(Scope.ALL, true, new Page.Request(1, 10)).items().getFirst().id();
        prepaid.transaction(() -> {
            transfers.match(prepaid.finance, id, account);
            transfers.match(prepaid.finance, id, account);
            return null;
        });
        assertThat(balance()).isEqualTo(12_345);
        assertThat(house("SUSPENSE")).isEqualTo(-1);
        assertThat(transfers.list(Scope.ALL, true, new Page.Request(1, 10)).items()).extracting(BankTransfers.Row::reference).containsExactly("B-2");
    }

    @Test
    void aReferenceOfTheBankIsNeverTakenForWhatAnotherTransferWasMatchedBy() {
        BankTransfers transfers = prepaid.bean(BankTransfers.class);
        prepaid.transaction(() -> transfers.take(prepaid.finance, null,
                List.of(new BankTransfers.Line("R1", day, 700L, "", ""), new BankTransfers.Line("R1:matched", day, 50L, "", ""))));
        long first = transfers.list(Scope.ALL, true, new Page.Request(1, 10)).items().getFirst().id();
        prepaid.transaction(() -> {
            transfers.match(prepaid.finance, first, account);
            return null;
        });
        assertThat(balance()).isEqualTo(700);
        assertThat(house("SUSPENSE")).isEqualTo(-50);
    }

    @Test
    void aTokenAnswersItsOwnActAlone() {
        shift();
        recharge(10_000, "form-00001");
        refused("token", () -> prepaid.transaction(() -> counter.recharge(prepaid.cashier, new Recharge(account, Tender.CARD, 10_000L, null, "form-00001"))));
        refused("token", () -> prepaid.transaction(() -> counter.refund(prepaid.cashier, new Counter.Refund(account, Tender.CASH, 10_000L, null, "left", "form-00001"))));
        assertThat(balance()).isEqualTo(10_000);
    }

    @Test
    void aClosedAccountTakesNoMoreThanItOwesAndItsDebtMayBeGivenUp() {
        shift();
        prepaid.transaction(() -> prepaid.bean(Adjustments.class).book(prepaid.finance, null, Adjustments.Kind.ARREARS, List.of(new Adjustments.Line(prepaid.number(account), 1_000L)), "old", "list-00001"));
        prepaid.spine.database.update("update customer_account set state = 'CLOSED', closed_on = ? where id = ?", day, account);
        BankTransfers transfers = prepaid.bean(BankTransfers.class);
        prepaid.transaction(() -> transfers.take(prepaid.finance, null, List.of(new BankTransfers.Line("TX-1", day, 5_000L, "张三", null))));
        long transfer = prepaid.spine.database.one("select id from bank_transfer", row -> row.getLong(1));

        refused("account", () -> recharge(10_000, "form-00001"));
        refused("account", () -> prepaid.transaction(() -> {
            transfers.match(prepaid.finance, transfer, account);
            return null;
        }));
        refused("lines", () -> prepaid.transaction(() -> prepaid.bean(Adjustments.class).book(prepaid.finance, null, Adjustments.Kind.SUBSIDY, List.of(new Adjustments.Line(prepaid.number(account), 1_000L)), "help", "list-00002")));
        prepaid.transaction(() -> prepaid.bean(Adjustments.class).book(prepaid.finance, null, Adjustments.Kind.WRITE_OFF, List.of(new Adjustments.Line(prepaid.number(account), 1_000L)), "gone", "list-00003"));
        assertThat(balance()).isZero();
        assertThat(house("SUSPENSE")).isEqualTo(-5_000);
    }

    @Test
    void twoListsAtOnceDoNotGiveUpTheSameDebt() throws Exception {
        prepaid.transaction(() -> prepaid.bean(Adjustments.class).book(prepaid.finance, null, Adjustments.Kind.ARREARS, List.of(new Adjustments.Line(prepaid.number(account), 1_000L)), "old", "list-00001"));
        try (ExecutorService desks = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> lists = java.util.stream.IntStream.range(0, 8).mapToObj(i -> (Callable<Integer>) () -> prepaid.transaction(() -> prepaid.bean(Adjustments.class)
                    .book(prepaid.finance, null, Adjustments.Kind.WRITE_OFF, List.of(new Adjustments.Line(prepaid.number(account), 1_000L)), "gone", "write-off-" + i))).toList();
            int booked = 0;
            for (Future<Integer> each : desks.invokeAll(lists)) {
                try {
                    booked += each.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(RefusedException.class);
                }
            }
            assertThat(booked).isEqualTo(1);
        }
        assertThat(balance()).isZero();
    }

    @Test
    void instalmentsGiveTimeForWhatIsNotDueYet() {
        Instalments instalments = prepaid.bean(Instalments.class);
        prepaid.transaction(() -> prepaid.bean(Adjustments.class).book(prepaid.finance, null, Adjustments.Kind.ARREARS, List.of(new Adjustments.Line(prepaid.number(account), 1_000L)), "old", "list-00001"));
        refused("parts", () -> instalments.plan(prepaid.finance, account, List.of(new Instalments.Part(1, day.plusDays(1), 1_001L)), "asked", "plan-00001"));
        refused("dueOn", () -> instalments.plan(prepaid.finance, account, List.of(new Instalments.Part(1, day, 1_000L)), "asked", "plan-00001"));
        prepaid.transaction(() -> instalments.divide(prepaid.finance, account, 3, day.plusDays(1), "asked", "plan-00001"));
        assertThat(instalments.ofAccount(Scope.ALL, account).orElseThrow().parts()).extracting(Instalments.Part::amountFen).containsExactly(333L, 333L, 334L);
        assertThat(prepaid.available(account).forControlFen()).isZero();
        prepaid.at(day.plusDays(1), 10);
        assertThat(prepaid.available(account).forControlFen()).as("the first part is due and was not paid").isEqualTo(-333);
        prepaid.tender(account, 1_000, "t1");
        assertThat(prepaid.available(account).forControlFen()).as("paid early: nothing is deferred any more").isZero();
        assertThat(instalments.endOver()).isOne();
    }
}
