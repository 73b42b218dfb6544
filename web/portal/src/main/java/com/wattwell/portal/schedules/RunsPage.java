package com.wattwell.portal.schedules;

import com.wattwell.identity.Scope;
import com.wattwell.portal.Id;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.RunQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** The list of runs, of all schedules or of one. */
@Named
@ViewScoped
public class RunsPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private RunQueries runs;
    @Inject
    private Visitor visitor;

    private String scheduleId;
    private transient LazyRows<RunQueries.Row> rows;

    public LazyRows<RunQueries.Row> getRows() {
        if (rows == null) {
            Integer schedule = scheduleId == null ? null : Id.ofInt("schedule", scheduleId);
            Scope scope = schedule == null ? visitor.scope() : visitor.caller().scope();
            rows = new LazyRows<>(RunQueries.Row::id, (sort, descending, request) -> runs.list(scope, schedule, request));
        }
        return rows;
    }

    public String getScheduleId() {
        return scheduleId;
    }

    public void setScheduleId(String scheduleId) {
        this.scheduleId = scheduleId;
    }
}
