package com.wattwell.prepayment;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.customer.AccountMode;
import com.wattwell.platform.Page;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PositionSweepTest {

    private final LocalDate day = LocalDate.now(Prepaid.ZONE).minusDays(1);
    private final Prepaid prepaid = new Prepaid(day);

    @Test
    void whoCannotBeReckonedIsLookedAtOnceAnHourAndDoesNotStandInFrontOfTheOthersForEver() {
        prepaid.open(day, prepaid.flat, AccountMode.PREPAID_SERVER, prepaid.spine.meter); // never read
        PositionSweep sweep = prepaid.bean(PositionSweep.class);
        prepaid.transaction(() -> {
            sweep.begin();
            return sweep.lookAgain();
        });
        assertThat(looked()).isEqualTo(1);
        assertThat(prepaid.spine.database.<Integer>one("select count(*) from prepaid_position where reckoned_at is null", row -> row.getInt(1))).isEqualTo(1);

        prepaid.spine.database.update("update prepaid_position set looked_at = looked_at - interval '30 minutes'");
        prepaid.transaction(sweep::lookAgain);
        assertThat(looked()).as("not yet again").isZero();
        prepaid.spine.database.update("update prepaid_position set looked_at = looked_at - interval '31 minutes'");
        prepaid.transaction(sweep::lookAgain);
        assertThat(looked()).isEqualTo(1);
    }

    @Test
    void whoWasNeverReadNeedsAHandAfterADayAndIsNotSilentlyLeftUncharged() {
        long account = prepaid.open(day, prepaid.flat, AccountMode.PREPAID_SERVER, prepaid.spine.meter);
        prepaid.transaction(() -> {
            prepaid.bean(Positions.class).ensureAll();
            return null;
        });
        Balances balances = prepaid.bean(Balances.class);
        Page.Request first = new Page.Request(1, 20);
        assertThat(balances.parked(prepaid.finance.scope(), first).items()).as("it may still come").isEmpty();
        prepaid.at(day.plusDays(2), 3);
        assertThat(balances.parked(prepaid.finance.scope(), first).items()).singleElement().satisfies(row -> {
            assertThat(row.accountId()).isEqualTo(account);
            assertThat(row.why()).isEqualTo("parked.noFirstReading");
            assertThat(row.day()).isEqualTo(day);
        });
        assertThat(balances.parked(prepaid.finance.scope(), account)).isPresent();
        prepaid.read(prepaid.spine.meter, day, "100").read(prepaid.spine.meter, day.plusDays(1), "101").charge(day, account);
        assertThat(balances.parked(prepaid.finance.scope(), account)).isEmpty();
        prepaid.at(day.plusDays(3), 3);
        assertThat(balances.parked(prepaid.finance.scope(), account).orElseThrow().why()).isEqualTo("parked.noReading");
    }

    /** How many were looked at just now. */
    private int looked() {
        return prepaid.spine.database.one("select count(*) from prepaid_position where looked_at = ?", row -> row.getInt(1), prepaid.spine.wiring.clock.instant());
    }
}
