package com.wattwell.portal.control;

import com.wattwell.control.BatchQueries;
import com.wattwell.control.Brakes;
import com.wattwell.control.CommandBatches;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;

/** One batch: how far it is, what became of each meter, and what may be done about it. */
@Named
@ViewScoped
public class BatchPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private BatchQueries queries;
    @Inject
    private CommandBatches batches;
    @Inject
    private Brakes brakes;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private BatchQueries.Part part = BatchQueries.Part.ALL;
    private String reason;
    private transient BatchQueries.Row row;
    private transient LazyRows<BatchQueries.MeterRow> meters;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        row = queries.byId(scope(), number()).orElseThrow(() -> RefusedException.notFound("batch", id));
    }

    public LazyRows<BatchQueries.MeterRow> getMeters() {
        if (meters == null) {
            meters = new LazyRows<>(BatchQueries.MeterRow::meterId, (sort, descending, request) -> queries.meters(scope(), number(), part, request));
        }
        return meters;
    }

    public void withdraw() {
        if (attempt.to(() -> batches.withdrawWaiting(visitor.caller(), number()))) {
            attempt.say("batch.withdrawn");
        }
    }

    /** Lets a stopped batch go on. */
    public void release() {
        if (attempt.to(() -> brakes.releaseBatch(visitor.caller(), number(), reason))) {
            reason = null;
        }
    }

    public boolean isWithdrawable() {
        return visitor.isOperator() && row.waiting() > 0;
    }

    public boolean isReleasable() {
        return visitor.isAdministrator() && isStopped();
    }

    public boolean isStopped() {
        return row.state() == BatchQueries.State.STOPPED;
    }

    public boolean isRepeatable() {
        return visitor.isOperator() && row.failed() > 0;
    }

    private long number() {
        return Id.of("batch", id);
    }

    private Scope scope() {
        return visitor.caller().scope();
    }

    public BatchQueries.Row getRow() {
        return row;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(row.companyId());
    }

    public BatchQueries.Part[] getParts() {
        return BatchQueries.Part.values();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public BatchQueries.Part getPart() {
        return part;
    }

    public void setPart(BatchQueries.Part part) {
        this.part = part;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
