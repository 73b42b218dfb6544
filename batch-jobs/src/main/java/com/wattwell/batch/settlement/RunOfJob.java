package com.wattwell.batch.settlement;

import com.wattwell.billing.SettlementRun;
import com.wattwell.billing.SettlementRuns;
import com.wattwell.identity.Scope;
import jakarta.batch.runtime.context.JobContext;

/** The run that a job works at: kept with the job's context by its first step. */
final class RunOfJob {

    private RunOfJob() {
    }

    static void keep(JobContext job, long runId) {
        job.setTransientUserData(runId);
    }

    static Long id(JobContext job) {
        return (Long) job.getTransientUserData();
    }

    static SettlementRun of(JobContext job, SettlementRuns runs) {
        Long id = id(job);
        if (id == null) {
            throw new IllegalStateException("The job has not begun with a run");
        }
        return runs.byId(Scope.ALL, id).orElseThrow();
    }
}
