package com.wattwell.portal.state;

import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.ClockSchedules;
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.ScheduleQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Says when the meters of a target are told the time. */
@Named
@ViewScoped
public class ClockSchedulePage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHOICES = 12;

    @Inject
    private ClockSchedules schedules;
    @Inject
    private ScheduleQueries choices;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private String id;
    private String name;
    private String time = "03:30";
    private List<Integer> days = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7));
    private ReadingSchedule.Target target = ReadingSchedule.Target.ALL;
    private Integer targetId;
    private String targetName;

    /** When the page is opened. */
    public void open() {
        visitor.mustAdminister();
        if (id == null) {
            return;
        }
        ClockSchedules.Row row = schedules.byId(visitor.caller().scope(), number()).orElseThrow(() -> RefusedException.notFound("schedule", id));
        company.setId(row.companyId());
        name = row.name();
        time = row.time();
        days = new ArrayList<>(row.days());
        target = row.target();
        targetId = row.targetId();
        targetName = row.targetName();
    }

    public String save() {
        boolean done = attempt.to(() -> schedules.save(visitor.caller(), id == null ? null : number(), new ClockSchedules.Definition(company.forWriting(), name,
                target.name(), target == ReadingSchedule.Target.ALL ? null : targetId, time, days)));
        return done ? "/clocks?faces-redirect=true" : null;
    }

    public String remove() {
        return attempt.to(() -> schedules.remove(visitor.caller(), number())) ? "/clocks?faces-redirect=true" : null;
    }

    public List<ScheduleQueries.Choice> complete(String text) {
        Scope scope = company.getId() == null ? visitor.scope() : new Scope(company.forWriting());
        return choices.choices(scope, target, text, CHOICES);
    }

    public void targetChanged() {
        setChosen(null);
    }

    private int number() {
        return Id.ofInt("schedule", id);
    }

    public boolean isNew() {
        return id == null;
    }

    public boolean isTargeted() {
        return target != ReadingSchedule.Target.ALL;
    }

    /** A line is told as a whole, so a single meter is no target. */
    public List<ReadingSchedule.Target> getTargets() {
        return Arrays.stream(ReadingSchedule.Target.values()).filter(each -> each != ReadingSchedule.Target.METER).toList();
    }

    public int[] getWeek() {
        return new int[] {1, 2, 3, 4, 5, 6, 7};
    }

    public CompanyField getCompany() {
        return company;
    }

    public ScheduleQueries.Choice getChosen() {
        return targetId == null ? null : new ScheduleQueries.Choice(targetId, targetName == null ? "" : targetName);
    }

    public final void setChosen(ScheduleQueries.Choice chosen) {
        targetId = chosen == null ? null : chosen.id();
        targetName = chosen == null ? null : chosen.name();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getTime() {
        return time;
    }

    public void setTime(String time) {
        this.time = time;
    }

    public List<Integer> getDays() {
        return days;
    }

    public void setDays(List<Integer> days) {
        this.days = days;
    }

    public ReadingSchedule.Target getTarget() {
        return target;
    }

    public void setTarget(ReadingSchedule.Target target) {
        this.target = target;
    }
}
