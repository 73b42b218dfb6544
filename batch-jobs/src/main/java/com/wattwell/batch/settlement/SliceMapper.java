package com.wattwell.batch.settlement;

import com.wattwell.billing.SettlementRun;
import com.wattwell.billing.SettlementRuns;
import com.wattwell.billing.SettlementSlice;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Properties;

/** A partition for each slice of the run. Which accounts those are stands in the database, so a later execution has the same. */
@Named
@Dependent
public class SliceMapper implements PartitionMapper {

    @Inject
    private JobContext job;
    @Inject
    private SettlementRuns runs;
    @Inject
    @BatchProperty(name = "phase")
    private String phase;

    @Override
    public PartitionPlan mapPartitions() {
        SettlementRun run = RunOfJob.of(job, runs);
        List<SettlementSlice> slices = runs.slices(run.id(), SettlementRun.Phase.valueOf(phase));
        Properties[] properties = new Properties[Math.max(1, slices.size())];
        for (int i = 0; i < properties.length; i++) {
            properties[i] = new Properties();
            properties[i].setProperty("run", Long.toString(run.id()));
            properties[i].setProperty("slice", Integer.toString(i < slices.size() ? slices.get(i).number() : 0));
        }
        PartitionPlanImpl plan = new PartitionPlanImpl();
        plan.setPartitions(properties.length);
        plan.setThreads(properties.length);
        plan.setPartitionProperties(properties);
        plan.setPartitionsOverride(true);
        return plan;
    }
}
