package com.wattwell.batch;

import com.wattwell.billing.ChargeEvidence;
import com.wattwell.platform.Partitions;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Drops the days of raw bytes that are past their keep, and makes the partitions of the days to come. */
@Named
@Dependent
public class DropOldBytes extends AbstractBatchlet {

    private static final Logger LOG = Logger.getLogger(DropOldBytes.class.getName());
    private static final int SHORTEST_KEEP_DAYS = 1;

    @Inject
    private Partitions partitions;
    @Inject
    private ChargeEvidence evidence;

    @Inject
    @BatchProperty(name = "keepDays")
    private String keepDays;

    @Override
    public String process() {
        int days = Integer.parseInt(keepDays);
        if (days < SHORTEST_KEEP_DAYS) {
            throw new IllegalArgumentException("keepDays must be at least " + SHORTEST_KEEP_DAYS + ", not " + days);
        }
        partitions.ensure();
        while (evidence.keepNext()) {
            // before a day is dropped that a charge stands on
        }
        int dropped = partitions.dropBytesOlderThan(days);
        LOG.log(Level.INFO, "Dropped {0} days of raw bytes older than {1} days", new Object[] {dropped, days});
        return "dropped " + dropped;
    }
}
