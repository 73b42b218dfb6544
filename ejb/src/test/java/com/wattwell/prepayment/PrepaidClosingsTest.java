package com.wattwell.prepayment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.billing.FinalBills;
import com.wattwell.connector.CollectorEvent;
import com.wattwell.counter.Counter;
import com.wattwell.counter.Shifts;
import com.wattwell.counter.Tender;
import com.wattwell.counter.ClosedAccounts;
import com.wattwell.customer.AccountClosings;
import com.wattwell.customer.AccountMode;
import com.wattwell.customer.AccountService;
import com.wattwell.customer.CustomerService;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.RefusedException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A prepaid account that ends pays out what is left once, and not before everything is counted. */
class PrepaidClosingsTest {

    private final LocalDate day = LocalDate.now(Prepaid.ZONE).minusDays(5);
    private final Prepaid prepaid = new Prepaid(day);

    private long balance(long account) {
        return prepaid.bean(Journal.class).balanceFen(account);
    }

    private AccountClosings.Row settle(long account) {
        return prepaid.transaction(() -> prepaid.bean(ClosedAccounts.class).settle(prepaid.finance, account, "BANK"));
    }

    private boolean finalBill(long account) {
        return prepaid.transaction(() -> prepaid.bean(FinalBills.class).make(account));
    }

    private void refusedWith(String key, Runnable action) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.messageKey()).isEqualTo(key));
    }

    private List<String> purchases() {
        return prepaid.spine.database.list("select state || ' ' || amount_fen from meter_purchase order by id", row -> row.getString(1));
    }

    /** With a hundred yuan that wait for a collector that is away. */
    private long withAPurchaseThatWaits() {
        prepaid.spine.login(1);
        long account = prepaid.read(prepaid.spine.meter, day, "100").open(day, prepaid.flat, AccountMode.PREPAID_METER, prepaid.spine.meter);
        prepaid.spine.tell(new CollectorEvent.Lost(1, prepaid.spine.collector, prepaid.spine.epoch(), "reset", prepaid.spine.wiring.clock.instant()));
        prepaid.transaction(() -> prepaid.bean(Shifts.class).open(prepaid.cashier, null, 0L, "shift-0001"));
        prepaid.transaction(() -> prepaid.bean(Counter.class).recharge(prepaid.cashier, new Counter.Recharge(account, Tender.CASH, 10_000L, null, "form-00001")));
        prepaid.spine.wiring.doAside();
        return account;
    }

    /** The meter shows the same a day later: nothing was used. */
    private void tenantLeaves(long account) {
        prepaid.read(prepaid.spine.meter, day.plusDays(1), "100").at(day.plusDays(1), 10);
        prepaid.transaction(() -> prepaid.bean(AccountService.class).changeTenant(prepaid.cashier, account,
                new AccountService.NextTenant(day.plusDays(1), null, CustomerService.Details.of("李四", "13800138001"), null, 1, null, List.of(), "moved away", null)));
        prepaid.charge(day, account);
        finalBill(account);
    }

    @Test
    void aPurchaseThatWaitsDoesNotGoIntoTheNextTenantsMeterAndIsPaidOutOnce() {
        long account = withAPurchaseThatWaits();
        tenantLeaves(account);
        assertThat(prepaid.spine.database.<String>list("select state from command where kind = 'RECHARGE'", row -> row.getString(1))).containsExactly("WITHDRAWN");
        assertThat(purchases()).containsExactly("FAILED 10000");
        assertThat(settle(account).refundFen()).isEqualTo(10_000);
        assertThat(purchases()).containsExactly("REFUNDED 10000");
        long purchase = prepaid.spine.database.one("select id from meter_purchase", row -> row.getLong(1));
        refusedWith("refused.perhapsInMeter", () -> prepaid.transaction(() -> prepaid.bean(Counter.class).refundPurchase(prepaid.finance,
                new Counter.PurchaseRefund(purchase, Tender.BANK, null, "never arrived", "form-00002"))));
        assertThat(balance(account)).isZero();
    }

    @Test
    void nothingIsPaidOutWhileAPurchaseMayBeInTheMeter() {
        long account = withAPurchaseThatWaits();
        prepaid.spine.database.update("update meter_purchase set state = 'UNCLEAR'");
        tenantLeaves(account);
        refusedWith("refused.purchaseOpen", () -> settle(account));
        prepaid.spine.database.update("update meter_purchase set state = 'PAID'");
        refusedWith("refused.purchaseOpen", () -> settle(account));
        assertThat(balance(account)).isEqualTo(10_000);
    }

    /** Ten kilowatt-hours of a day at 0.60 yuan, of a hundred yuan; it is the next morning and the account has ended. */
    private long leftAfterADay() {
        long account = prepaid.read(prepaid.spine.meter, day, "100").open(day, prepaid.flat, AccountMode.PREPAID_SERVER, prepaid.spine.meter);
        prepaid.tender(account, 10_000, "tender:1").read(prepaid.spine.meter, day.plusDays(1), "110").at(day.plusDays(1), 10);
        return account;
    }

    private void close(long account) {
        prepaid.transaction(() -> {
            prepaid.bean(AccountService.class).close(prepaid.cashier, account, day.plusDays(1), List.of(), "moved away");
            return null;
        });
    }

    @Test
    void whatWasTakenBackIsNotPaidOutBeforeItIsChargedAnew() {
        long account = leftAfterADay();
        close(account);
        prepaid.charge(day, account);
        assertThat(finalBill(account)).isTrue();
        assertThat(balance(account)).isEqualTo(9_400);
        prepaid.transaction(() -> prepaid.bean(ChargeTakeBack.class).from(prepaid.finance, account, day, "reading was wrong"));
        assertThat(balance(account)).isEqualTo(10_000);
        refusedWith("refused.finalBill", () -> settle(account));
        assertThat(finalBill(account)).isFalse();
        prepaid.charge(day, account);
        assertThat(finalBill(account)).isTrue();
        assertThat(settle(account).refundFen()).isEqualTo(9_400);
        assertThat(balance(account)).isZero();
    }

    @Test
    void daysThatCouldNotBePricedAreNotPaidOut() {
        long account = leftAfterADay();
        int later = prepaid.spine.database.one("insert into tariff (company_id, code, commodity, name_zh, name_en, created_by) values (?, 'LATER', 'ELECTRICITY', 'L', 'L', 'wang') returning id",
                row -> row.getInt(1), prepaid.spine.company);
        prepaid.spine.database.update("""
                insert into tariff_version (tariff_id, company_id, number, effective_from, state, document, changed_at, changed_by, published_at, published_by)
                select ?, company_id, 1, ?, state, document, changed_at, changed_by, published_at, published_by from tariff_version where tariff_id = ?""", later, day.plusDays(30), prepaid.flat);
        prepaid.spine.database.update("update agreement set tariff_id = ?", later);
        close(account);
        assertThat(prepaid.charge(day, account).parked()).containsKey(account);
        assertThat(finalBill(account)).isFalse();
        refusedWith("refused.finalBill", () -> settle(account));
        prepaid.spine.database.update("update account_closing set state = 'BILLED'"); // as it was done before days were asked for
        refusedWith("refused.daysNotCharged", () -> settle(account));
        assertThat(balance(account)).isEqualTo(10_000);
    }
}
