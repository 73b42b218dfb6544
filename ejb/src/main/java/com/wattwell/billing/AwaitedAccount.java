package com.wattwell.billing;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** One account in a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AwaitedAccount {

    @Inject
    private SettlingAlone alone;

    /** @return whether it has its bill now; it is published when its run's are */
    public boolean settle(BillingPeriod period, Long runId, long accountId) {
        return alone.settle(period, runId, accountId).filter(Settled.Billed.class::isInstance).isPresent();
    }
}
