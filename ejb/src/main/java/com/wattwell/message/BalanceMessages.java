package com.wattwell.message;

import com.wattwell.feecontrol.LowBalance;
import com.wattwell.payment.Yuan;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;

/** Warns the customer that an account runs low: in the app, and by a text message where a mobile number is known. */
@ApplicationScoped
public class BalanceMessages {

    private static final String TEMPLATE = "BALANCE_LOW";

    private record Customer(String number, String phone) {
    }

    @Inject
    private Database database;
    @Inject
    private Messages messages;

    public void low(@Observes LowBalance low) {
        Customer customer = database.one("select a.number, c.phone from customer_account a join customer c on c.id = a.customer_id where a.id = ?",
                row -> new Customer(row.getString(1), row.getString(2)), low.accountId());
        Map<String, String> variables = Map.of("account", customer.number(), "balance", Yuan.of(low.availableFen()));
        if (!messages.can(low.companyId(), TEMPLATE, variables.keySet())) {
            return;
        }
        String once = low.accountId() + ":" + low.level() + ":" + low.at().toEpochMilli();
        messages.put(new Messages.Wanted(low.companyId(), Medium.IN_APP, customer.number(), low.accountId(), TEMPLATE, "zh", variables, "low-app:" + once), "system");
        if (customer.phone() != null && customer.phone().matches("1[3-9][0-9]{9}")) {
            messages.put(new Messages.Wanted(low.companyId(), Medium.SMS, customer.phone(), low.accountId(), TEMPLATE, "zh", variables, "low:" + once), "system");
        }
    }
}
