package com.wattwell.message;

import com.wattwell.feecontrol.LowBalance;
import com.wattwell.feecontrol.LowBalances;
import com.wattwell.payment.Yuan;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Warns customers whose accounts run low: in the app, and by a text message where a mobile number is known. */
@ApplicationScoped
public class BalanceMessages {

    private static final String TEMPLATE = "BALANCE_LOW";

    private record Customer(String number, String phone) {
    }

    @Inject
    private Database database;
    @Inject
    private Messages messages;

    public void low(@Observes LowBalances low) {
        Map<Long, Customer> customers = new HashMap<>();
        database.list("select a.id, a.number, c.phone from customer_account a join customer c on c.id = a.customer_id where a.id = any(?)", row -> customers.put(row.getLong(1),
                new Customer(row.getString(2), row.getString(3))), (Object) low.all().stream().mapToLong(LowBalance::accountId).toArray());
        List<Messages.Wanted> wanted = new ArrayList<>();
        for (LowBalance each : low.all()) {
            Customer customer = customers.get(each.accountId());
            Map<String, String> variables = Map.of("account", customer.number(), "balance", Yuan.of(each.availableFen()));
            String once = each.accountId() + ":" + each.level() + ":" + each.at().toEpochMilli();
            wanted.add(new Messages.Wanted(each.companyId(), Medium.IN_APP, customer.number(), each.accountId(), TEMPLATE, "zh", variables, "low-app:" + once));
            if (customer.phone() != null && customer.phone().matches("1[3-9][0-9]{9}")) {
                wanted.add(new Messages.Wanted(each.companyId(), Medium.SMS, customer.phone(), each.accountId(), TEMPLATE, "zh", variables, "low:" + once));
            }
        }
        messages.putAll(wanted, TEMPLATE, "system");
    }
}
