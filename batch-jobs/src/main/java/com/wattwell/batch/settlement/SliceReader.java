package com.wattwell.batch.settlement;

import com.wattwell.billing.Publication;
import com.wattwell.billing.Settlement;
import com.wattwell.billing.SettlementRun;
import com.wattwell.billing.SettlementRuns;
import com.wattwell.billing.SettlementSlice;
import com.wattwell.identity.Scope;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** The accounts of a slice, one after the other, from where its row says that it stands: not from a checkpoint, which is written after the work. */
@Named
@Dependent
public class SliceReader extends AbstractItemReader {

    @Inject
    private SettlementRuns runs;
    @Inject
    private Settlement settlement;
    @Inject
    private Publication publication;
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
    private long after;
    private long upto;
    private long[] page = new long[0];
    private int at;

    @Override
    public void open(Serializable checkpoint) {
        runId = Long.parseLong(runProperty);
        number = Integer.parseInt(slice);
        run = runs.byId(Scope.ALL, runId).orElseThrow();
        for (SettlementSlice each : runs.slices(runId, SettlementRun.Phase.valueOf(phase))) {
            if (each.number() == number) {
                after = each.reachedId();
                upto = each.uptoId();
            }
        }
    }

    @Override
    public Object readItem() {
        if (at == page.length) {
            if (after >= upto || !runs.goesOn(runId)) {
                return null;
            }
            page = "SETTLE".equals(phase) ? settlement.accounts(run.companyId(), after, upto, run.chunk()) : publication.accounts(runId, after, upto, run.chunk());
            at = 0;
            if (page.length == 0) {
                return null;
            }
            after = page[page.length - 1];
        }
        return page[at++];
    }
}
