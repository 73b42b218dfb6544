package com.wattwell.portal.state;

import com.wattwell.control.MeterFactQueries;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.ClockSchedules;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** How far the clocks of meters are off, and when they are told the time. */
@Named
@ViewScoped
public class ClocksPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int SCHEDULES_SHOWN = 100;
    private static final int TOLD_SHOWN = 12;

    @Inject
    private MeterFactQueries facts;
    @Inject
    private ClockSchedules schedules;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private Integer beyond;
    private transient LazyRows<MeterFactQueries.MeterTime> rows;

    public LazyRows<MeterFactQueries.MeterTime> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(MeterFactQueries.MeterTime::meterId, (sort, descending, request) ->
                    facts.clocks(visitor.scope(), beyond == null ? null : Duration.ofSeconds(beyond), request));
        }
        return rows;
    }

    public List<ClockSchedules.Row> getSchedules() {
        return schedules.list(visitor.scope(), SCHEDULES_SHOWN);
    }

    public List<ClockSchedules.Told> getTold() {
        return schedules.told(visitor.scope(), TOLD_SHOWN);
    }

    public void enable(int id, boolean on) {
        attempt.to(() -> schedules.enable(visitor.caller(), id, on));
    }

    /** The tone of a broadcast's state. */
    public String tone(String state) {
        return switch (state) {
            case "DONE" -> "good";
            case "FAILED", "EXPIRED" -> "bad";
            case "SENT" -> "busy";
            default -> "calm";
        };
    }

    /** Only clocks further off than this many seconds, or {@code null} for all. */
    public Integer getBeyond() {
        return beyond;
    }

    public void setBeyond(Integer beyond) {
        this.beyond = beyond;
    }
}
