package com.wattwell.billing;

import com.wattwell.identity.Scope;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** One account in a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AwaitedAccount {

    @Inject
    private Settlement settlement;
    @Inject
    private SettlementRuns runs;
    @Inject
    private Publication publication;

    /** @return whether it has its bill now; it is published when its run's are */
    public boolean settle(BillingPeriod period, Long runId, long accountId) {
        boolean billed = settlement.settle(period, runId, new long[] {accountId}).billed() > 0;
        if (billed && (runId == null || runs.byId(Scope.ALL, runId).filter(run -> run.state() != SettlementRun.State.PUBLISHED).isEmpty())) {
            publication.publishAccount(accountId);
        }
        return billed;
    }
}
