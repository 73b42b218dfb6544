package com.wattwell.portal.schedules;

import com.wattwell.portal.Attempt;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Times;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.RecurrenceRule;
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
    @Inject
    private Texts texts;
    @Inject
    private Times times;

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

    /** In words when it falls due; a cron expression as it is written. */
    public String when(RecurrenceRule rule) {
        String at = String.join(", ", rule.times());
        return switch (rule.kind()) {
            case CRON -> rule.cron();
            case INTERVAL -> texts.of("schedule.every", times.seconds(rule.intervalSeconds()));
            case WORKING_DAYS -> texts.of(rule.nonWorking() ? "schedule.onOtherDays" : "schedule.onWorkingDays", at);
            case SETTLEMENT_DAY -> {
                String days = String.join(", ", rule.monthDays().stream().map(day -> day.equals(RecurrenceRule.LAST) ? texts.of("schedule.lastOfMonth") : day).toList());
                yield texts.of(rule.shift() ? "schedule.onDaysShifted" : "schedule.onDays", days, at);
            }
        };
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
