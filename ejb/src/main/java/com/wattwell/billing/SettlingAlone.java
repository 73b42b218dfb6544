package com.wattwell.billing;

import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/**
 * Settles one account outside of its run's chunks, in the caller's transaction. Its draft waits for a person as those of the run do; as soon as these are being
 * published it is published at once, because the run does not come back for it.
 */
@ApplicationScoped
public class SettlingAlone {

    @Inject
    private Database database;
    @Inject
    private Settlement settlement;
    @Inject
    private PublicShares shares;
    @Inject
    private SettlementRuns runs;
    @Inject
    private Publication publication;
    @Inject
    private ParkedAccounts parked;
    @Inject
    private Clock clock;

    /**
     * @param runId {@code null} for an account that is settled for itself
     * @return what became of it; empty when it is not billed afterwards
     * @throws RefusedException when the run was discarded meanwhile
     */
    Optional<Settled> settle(BillingPeriod period, Long runId, long accountId) {
        // accounts before points, as whoever corrects a reading holds them
        database.one("select id from customer_account where id = ? for no key update", row -> row.getLong(1), accountId);
        shares.reckonFor(accountId, period.to());
        Optional<Settled> settled = settlement.settle(period, runId, new long[] {accountId}).settled().stream().findFirst();
        // only now, with the account held: a chunk of the run holds its accounts and then moves the run on
        if (runId == null || !runs.takesDrafts(runId)) {
            publication.publishAccount(accountId);
        }
        if (settled.filter(Settled.Nothing.class::isInstance).isPresent()) {
            parked.over(accountId, clock.instant());
        }
        return settled;
    }
}
