package com.wattwell.portal.schedules;

import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Id;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.RunDetailQueries;
import com.wattwell.schedule.RunQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;

/** One run: how far it is, what came, what failed and why. */
@Named
@ViewScoped
public class RunPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private RunQueries runs;
    @Inject
    private RunDetailQueries details;
    @Inject
    private Visitor visitor;

    private String id;
    private boolean failedOnly;
    private transient RunQueries.Row row;
    private transient LazyRows<RunDetailQueries.MeterResult> meters;
    private transient LazyRows<RunDetailQueries.LineProgress> lines;

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        row = runs.byId(scope(), Id.of("run", id)).orElseThrow(() -> RefusedException.notFound("run", id));
    }

    public LazyRows<RunDetailQueries.MeterResult> getMeters() {
        if (meters == null) {
            meters = new LazyRows<>(RunDetailQueries.MeterResult::meterId, (sort, descending, request) ->
                    details.meters(scope(), Id.of("run", id), failedOnly, request));
        }
        return meters;
    }

    public LazyRows<RunDetailQueries.LineProgress> getLines() {
        if (lines == null) {
            lines = new LazyRows<>(RunDetailQueries.LineProgress::taskId, (sort, descending, request) -> details.lines(scope(), Id.of("run", id), request));
        }
        return lines;
    }

    /** What became of what did not come; {@code null} when everything came. */
    public RunDetailQueries.Gaps getGaps() {
        RunDetailQueries.Gaps gaps = details.gaps(scope(), row.id());
        return row.finished() && gaps.missing() > 0 ? gaps : null;
    }

    private Scope scope() {
        return visitor.caller().scope();
    }

    public RunQueries.Row getRow() {
        return row;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(row.companyId());
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public boolean isFailedOnly() {
        return failedOnly;
    }

    public void setFailedOnly(boolean failedOnly) {
        this.failedOnly = failedOnly;
    }
}
