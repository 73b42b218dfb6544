package com.wattwell.prepayment;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.customer.AccountMode;
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

    /** How many were looked at just now. */
    private int looked() {
        return prepaid.spine.database.one("select count(*) from prepaid_position where looked_at = ?", row -> row.getInt(1), prepaid.spine.wiring.clock.instant());
    }
}
