package com.wattwell.portal.schedules;

import com.wattwell.portal.Attempt;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.ScheduleQueries;
import com.wattwell.schedule.ScheduleService;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** The list of schedules, and the switch of each. */
@Named
@ViewScoped
public class SchedulesPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private ScheduleQueries schedules;
    @Inject
    private ScheduleService service;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String text;
    private transient LazyRows<ScheduleQueries.Row> rows;

    public LazyRows<ScheduleQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(ScheduleQueries.Row::id, (sort, descending, request) -> schedules.list(visitor.scope(), text, request));
        }
        return rows;
    }

    public void enable(int id, boolean on) {
        attempt.to(() -> service.enable(visitor.caller(), id, on));
        rows = null;
    }

    public boolean isFiltered() {
        return text != null && !text.isBlank();
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }
}
