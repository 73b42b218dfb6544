package com.wattwell.batch.settlement;

import com.wattwell.billing.SettlementChunks;
import com.wattwell.billing.SettlementRun;
import com.wattwell.billing.SettlementRuns;
import com.wattwell.identity.Scope;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** Settles or publishes a chunk of accounts. */
@Named
@Dependent
public class SliceWriter extends AbstractItemWriter {

    @Inject
    private SettlementRuns runs;
    @Inject
    private SettlementChunks chunks;
    @Inject
    @BatchProperty(name = "run")
    private String runProperty;
    @Inject
    @BatchProperty(name = "phase")
    private String phase;
    @Inject
    @BatchProperty(name = "slice")
    private String slice;

    private long runId;
    private int number;
    private SettlementRun run;

    @Override
    public void open(Serializable checkpoint) {
        runId = Long.parseLong(runProperty);
        number = Integer.parseInt(slice);
        run = runs.byId(Scope.ALL, runId).orElseThrow();
    }

    @Override
    public void writeItems(List<Object> accounts) {
        chunks.work(run, SettlementRun.Phase.valueOf(phase), number, accounts.stream().mapToLong(Long.class::cast).toArray());
    }
}
