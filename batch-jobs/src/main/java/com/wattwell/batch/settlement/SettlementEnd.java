package com.wattwell.batch.settlement;

import com.wattwell.billing.SettlementRun;
import com.wattwell.billing.SettlementRuns;
import com.wattwell.identity.Scope;
import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** A job that did not come to its last step, because something failed or the server's own tools stopped it, leaves its run stopped or failed. */
@Named
@Dependent
public class SettlementEnd extends AbstractJobListener {

    @Inject
    private JobContext job;
    @Inject
    private SettlementRuns runs;

    @Override
    public void afterJob() {
        Long id = RunOfJob.id(job);
        if (id == null) {
            return; // it has not begun with one
        }
        SettlementRun run = runs.byId(Scope.ALL, id).orElseThrow();
        if (run.state().working() && run.execution() != null && run.execution() == job.getExecutionId()) {
            // what failed, such as the database for a moment, is gone on with by the sweep when the lease has run out, and left to a person after so many times
            if (job.getBatchStatus() != BatchStatus.FAILED) {
                runs.ended(id, SettlementRun.State.STOPPED, null);
            }
        }
    }
}
