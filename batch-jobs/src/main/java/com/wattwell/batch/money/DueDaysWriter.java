package com.wattwell.batch.money;

import com.wattwell.billing.DailyRuns;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Charges a chunk of accounts. */
@Named
@Dependent
public class DueDaysWriter extends AbstractItemWriter {

    @Inject
    private DailyRuns runs;

    @Override
    public void writeItems(List<Object> due) {
        runs.charge(due.stream().map(DailyRuns.Due.class::cast).toList());
    }
}
