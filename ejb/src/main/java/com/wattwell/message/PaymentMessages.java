package com.wattwell.message;

import com.wattwell.ledger.journal.Journal;
import com.wattwell.payment.PaymentPosted;
import com.wattwell.payment.Yuan;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;

/** Tells the customer that a payment has reached the account: in the app, and by a text message where a mobile number is known. */
@ApplicationScoped
public class PaymentMessages {

    private static final String TEMPLATE = "PAYMENT_POSTED";

    private record Customer(int company, String number, String phone) {
    }

    @Inject
    private Database database;
    @Inject
    private Messages messages;
    @Inject
    private Journal journal;

    public void posted(@Observes PaymentPosted posted) {
        Customer customer = database.one("select a.company_id, a.number, c.phone from customer_account a join customer c on c.id = a.customer_id where a.id = ?",
                row -> new Customer(row.getInt(1), row.getString(2), row.getString(3)), posted.accountId());
        Map<String, String> variables = Map.of("account", customer.number(), "yuan", Yuan.of(posted.amountFen()), "balance", Yuan.of(journal.balanceFen(posted.accountId())));
        if (!messages.can(customer.company(), TEMPLATE, variables.keySet())) {
            return;
        }
        messages.put(new Messages.Wanted(customer.company(), Medium.IN_APP, customer.number(), posted.accountId(), TEMPLATE, "zh", variables, "posted-app:" + posted.entryKey()), "system");
        if (customer.phone() != null && customer.phone().matches("1[3-9][0-9]{9}")) {
            messages.put(new Messages.Wanted(customer.company(), Medium.SMS, customer.phone(), posted.accountId(), TEMPLATE, "zh", variables, "posted:" + posted.entryKey()), "system");
        }
    }
}
