package com.wattwell.billing;

import static com.wattwell.billing.BillingTown.together;
import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One account beside its run: its draft is published with the run's, or at once when the run does not come back for it. */
class SettlingAloneTest {

    private final BillingTown town = new BillingTown();

    private List<String> parked(long account) {
        return town.database.list("select reason || ' ' || state from settlement_parked where account_id = ? order by id", row -> row.getString(1), account);
    }

    private List<String> bills(long account) {
        return town.database.list("select state from bill where account_id = ? order by id", row -> row.getString(1), account);
    }

    /** A run that is publishing and has passed all its accounts but the last. @return its first account, whose reading was awaited */
    private long publishingRun(long[] run) {
        long late = town.account(town.town.tariff, town.month.from());
        town.read(late, town.month.from(), "100");
        town.town.spine.wiring.clock.set(com.wattwell.customer.Town.start(town.month.to()).plus(Duration.ofHours(8)));
        town.households(2);
        run[0] = town.start(false, false, 1);
        town.work(run[0], Integer.MAX_VALUE);
        town.runs.ended(run[0], SettlementRun.State.REVIEW, null);
        assertThat(parked(late)).containsExactly("READING_AWAITED OPEN");
        together(() -> {
            town.service.publish(town.operator, run[0]);
            return true;
        });
        town.work(run[0], 1);
        town.read(late, town.month.to(), "130");
        return late;
    }

    @Test
    void anAwaitedAccountIsNotLeftBehindByARunThatPublishesAlready() {
        long[] run = new long[1];
        long late = publishingRun(run);
        assertThat(town.bean(AwaitedAccounts.class).settleAll()).isOne();
        assertThat(bills(late)).containsExactly("PUBLISHED");
        assertThat(parked(late)).containsExactly("READING_AWAITED SETTLED");
        assertThat(town.balance(late)).isEqualTo(-1_500);
    }

    @Test
    void anAccountThatIsRunAloneIsNotLeftBehindEither() {
        long[] run = new long[1];
        long late = publishingRun(run);
        long parked = town.database.one("select id from settlement_parked where account_id = ?", row -> row.getLong(1), late);
        together(() -> town.service.runAlone(town.operator, parked));
        town.work(run[0], Integer.MAX_VALUE);
        assertThat(bills(late)).containsExactly("PUBLISHED");
        assertThat(town.balance(late)).isEqualTo(-1_500);
    }

    @Test
    void aDraftThatCouldNotBePublishedIsPublishedWhenItIsRunAloneAndStandsAmongTheParkedOnesUntilThen() {
        long account = town.households(1)[0];
        long run = town.start(false, false, 3);
        town.work(run, Integer.MAX_VALUE);
        town.runs.ended(run, SettlementRun.State.REVIEW, null);
        together(() -> {
            town.service.publish(town.operator, run);
            return true;
        });
        SettlementRun publishing = together(() -> town.runs.begin(run, 999, 1));
        together(() -> {
            town.bean(SettlementWork.class).failed(publishing, SettlementRun.Phase.PUBLISH, 1, account, "no space");
            return true;
        });
        assertThat(bills(account)).containsExactly("DRAFT");
        together(() -> {
            town.bean(ParkedAccounts.class).over(account, town.town.spine.wiring.clock.instant());
            return true;
        });
        assertThat(parked(account)).containsExactly("FAILED OPEN");
        long parked = town.bean(ParkedAccounts.class).list(Scope.ALL, run, true, new Page.Request(1, 10)).items().getFirst().id();
        assertThat(together(() -> town.service.runAlone(town.operator, parked))).isInstanceOf(Settled.Nothing.class);
        assertThat(bills(account)).containsExactly("PUBLISHED");
        assertThat(parked(account)).containsExactly("FAILED SETTLED");
        assertThat(town.balance(account)).isEqualTo(-500);
    }
}
