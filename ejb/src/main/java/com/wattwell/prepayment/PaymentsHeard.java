package com.wattwell.prepayment;

import com.wattwell.customer.AccountMode;
import com.wattwell.payment.PaymentPosted;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;

/** Money that came through a channel: what must go into the meter begins its way there, and who gives supply back is told. In the transaction that posts it. */
@ApplicationScoped
public class PaymentsHeard {

    @Inject
    private Database database;
    @Inject
    private MeterPurchases purchases;
    @Inject
    private Event<AccountCredited> credited;
    @Inject
    private Clock clock;

    private record Account(int companyId, AccountMode mode) {
    }

    void posted(@Observes PaymentPosted payment) {
        Account account = database.one("select company_id, mode from customer_account where id = ?", row -> new Account(row.getInt(1), AccountMode.valueOf(row.getString(2))), payment.accountId());
        String key = "payment:" + payment.paymentId();
        if (account.mode() == AccountMode.PREPAID_METER) {
            purchases.bought(account.companyId(), payment.accountId(), key, payment.amountFen(), clock.instant());
        }
        credited.fire(new AccountCredited(account.companyId(), payment.accountId(), payment.amountFen(), clock.instant(), key));
    }
}
