package com.wattwell.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.wattwell.customer.AccountMode;
import com.wattwell.prepayment.AccountCredited;
import com.wattwell.prepayment.Prepaid;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Money that came through a channel. */
class PaymentsHeardTest {

    private final LocalDate day = LocalDate.now(Prepaid.ZONE).minusDays(1);
    private final Prepaid prepaid = new Prepaid(day);
    private final List<AccountCredited> credited = new ArrayList<>();

    private void pay(long account) {
        prepaid.spine.wiring.heard.add(event -> {
            if (event instanceof AccountCredited each) {
                credited.add(each);
            }
        });
        prepaid.spine.login(1);
        prepaid.tender(account, 5_000, "tender:alipay:1");
        prepaid.transaction(() -> {
            prepaid.bean(PaymentsHeard.class).posted(new PaymentPosted(account, 77, 5_000, "tender:alipay:1"));
            return null;
        });
    }

    @Test
    void itBeginsItsWayIntoTheMeterAndFeeControlIsTold() {
        long account = prepaid.read(prepaid.spine.meter, day, "100").open(day, prepaid.flat, AccountMode.PREPAID_METER, prepaid.spine.meter);
        pay(account);
        assertThat(prepaid.spine.database.<String>list("select state || ' ' || amount_fen from meter_purchase", row -> row.getString(1))).containsExactly("PAID 5000");
        assertThat(credited).extracting(AccountCredited::accountId, AccountCredited::amountFen).containsExactly(tuple(account, 5_000L));
    }

    @Test
    void aMeterThatCannotBeFoundIsToldAndTheMoneyStaysOnTheAccount() {
        long account = prepaid.read(prepaid.spine.meter, day, "100").open(day, prepaid.flat, AccountMode.PREPAID_METER, prepaid.spine.meter);
        prepaid.spine.database.update("update usage_point_meter set to_at = now()");
        pay(account);
        assertThat(prepaid.available(account).balanceFen()).isEqualTo(5_000);
        assertThat(prepaid.spine.database.<String>list("select kind from notice_event where severity = 'ALARM'", row -> row.getString(1))).containsExactly("purchaseNoMeter");
        assertThat(credited).hasSize(1);
    }
}
