package com.wattwell.batch.settlement;

import com.wattwell.billing.SettlementRun;
import com.wattwell.billing.SettlementRun.Phase;
import com.wattwell.billing.SettlementRun.State;
import com.wattwell.billing.SettlementRuns;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Says what comes next when all slices have ended: publishing, somebody's look, or nothing because the run was stopped. */
@Named
@Dependent
public class LookAtSettlement extends AbstractBatchlet {

    @Inject
    private JobContext job;
    @Inject
    private SettlementRuns runs;

    @Inject
    @BatchProperty(name = "after")
    private String after;

    @Override
    public String process() {
        SettlementRun run = RunOfJob.of(job, runs);
        if (Phase.valueOf(after) == Phase.SETTLE && run.phase() == Phase.PUBLISH) {
            return "PUBLISH"; // somebody has looked at it before
        }
        if (!runs.complete(run.id(), run.phase())) {
            return end(run, State.STOPPED);
        }
        if (run.phase() == Phase.PUBLISH) {
            return end(run, State.PUBLISHED);
        }
        if (run.dry()) {
            return end(run, State.DONE);
        }
        if (!run.publish()) {
            return end(run, State.REVIEW);
        }
        runs.toPublish(run.id());
        return "PUBLISH";
    }

    private String end(SettlementRun run, State state) {
        runs.ended(run.id(), state, null);
        return state.name();
    }
}
