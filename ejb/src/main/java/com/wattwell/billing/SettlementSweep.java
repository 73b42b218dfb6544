package com.wattwell.billing;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Finds runs that nobody works at any more, and goes on with them. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SettlementSweep {

    /** A run that was begun so often without coming to its end is left to a person. */
    private static final int MOST_ATTEMPTS = 20;
    private static final Logger LOG = Logger.getLogger(SettlementSweep.class.getName());

    @Inject
    private SettlementRuns runs;
    @Inject
    private SettlementJobs jobs;

    public void goOn() {
        for (SettlementRun run : runs.claimAbandoned()) {
            if (run.attempts() >= MOST_ATTEMPTS) {
                runs.ended(run.id(), SettlementRun.State.FAILED, "Begun " + run.attempts() + " times without coming to an end");
                continue;
            }
            LOG.log(Level.INFO, "Going on with settlement run {0}, whose execution {1} was heard of last on {2}", new Object[] {run.id(), run.execution(), run.leaseNode()});
            runs.forgetExecution(run.id());
            jobs.goOn(run.id(), run.chunk(), run.execution());
        }
    }
}
