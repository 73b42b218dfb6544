package com.wattwell.batch.money;

import com.wattwell.billing.DailyRuns;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Prepaid accounts whose day is over, each once in a run: one whose reading is awaited comes again with the next run. */
@Named
@Dependent
public class DueDaysReader extends AbstractItemReader {

    private static final int PAGE = 500;

    @Inject
    private DailyRuns runs;
    @Inject
    @BatchProperty(name = "slice")
    private String slice;
    @Inject
    @BatchProperty(name = "slices")
    private String slices;

    private List<DailyRuns.Due> page = List.of();
    private int at;
    private long after;

    @Override
    public Object readItem() {
        if (at == page.size()) {
            page = runs.due(Integer.parseInt(slice), Integer.parseInt(slices), after, PAGE);
            at = 0;
            if (page.isEmpty()) {
                return null;
            }
            after = page.getLast().accountId();
        }
        return page.get(at++);
    }
}
