package com.wattwell.payment;

import com.wattwell.customer.AccountMode;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.prepayment.AccountCredited;
import com.wattwell.prepayment.MeterPurchases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/** Money that came through a channel: what must go into the meter begins its way there, and who gives supply back is told. In the transaction that posts it. */
@ApplicationScoped
public class PaymentsHeard {

    @Inject
    private Database database;
    @Inject
    private MeterPurchases purchases;
    @Inject
    private Notices notices;
    @Inject
    private Event<AccountCredited> credited;
    @Inject
    private Clock clock;

    private record Account(int companyId, AccountMode mode, boolean open) {
    }

    /** Whatever becomes of it, the payment is posted: a meter that cannot be found is told, and its money stays on the account. */
    public void posted(@Observes PaymentPosted payment) {
        Account account = database.one("select company_id, mode, state from customer_account where id = ?", row -> new Account(row.getInt(1), AccountMode.valueOf(row.getString(2)), row.getString(3).equals("OPEN")), payment.accountId());
        Instant now = clock.instant();
        if (account.mode() == AccountMode.PREPAID_METER && account.open()) { // what a closed one owed is paid, and goes nowhere
            if (purchases.hasMeter(payment.accountId())) {
                purchases.bought(account.companyId(), payment.accountId(), payment.entryKey(), payment.amountFen(), now);
            } else {
                notices.write(Notices.Severity.ALARM, "purchaseNoMeter", account.companyId(), null, null, now, Long.toString(payment.accountId()));
            }
        }
        credited.fire(new AccountCredited(account.companyId(), payment.accountId(), payment.amountFen(), now, payment.entryKey()));
    }
}
