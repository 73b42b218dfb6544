package com.wattwell.portal.control;

import com.wattwell.control.BrakeRule;
import com.wattwell.control.Brakes;
import com.wattwell.identity.Scope;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.ScheduleQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** How much of a building may go dark at once: the rules, who set them, and a form for another. */
@Named
@ViewScoped
public class BrakesPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int CHANGES_SHOWN = 20;
    private static final int CHOICES = 12;

    @Inject
    private Brakes brakes;
    @Inject
    private ScheduleQueries schedules;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private ScheduleQueries.Choice place;
    private BrakeRule.State state = BrakeRule.State.ON;
    private Integer percent = BrakeRule.USUAL.percent();
    private Integer minutes = BrakeRule.USUAL.minutes();
    private Integer minimum = BrakeRule.USUAL.minimum();
    private String tripFrom;
    private String tripUntil;
    private String reason;

    public List<Brakes.Row> getRules() {
        return brakes.list(visitor.scope());
    }

    public List<Brakes.Row> getHistory() {
        return brakes.history(visitor.scope(), CHANGES_SHOWN);
    }

    public String save() {
        boolean done = attempt.to(() -> brakes.set(visitor.caller(), company.forWriting(), place == null ? null : place.id(),
                new Brakes.Wanted(state, percent, minutes, minimum, tripFrom, tripUntil, reason)));
        if (done) {
            attempt.say("brake.saved");
        }
        return done ? "/brakes?faces-redirect=true" : null;
    }

    public List<ScheduleQueries.Choice> complete(String text) {
        Scope scope = company.getId() == null ? visitor.scope() : new Scope(company.forWriting());
        return schedules.choices(scope, ReadingSchedule.Target.AREA, text, CHOICES);
    }

    public BrakeRule.State[] getStates() {
        return BrakeRule.State.values();
    }

    public BrakeRule getUsual() {
        return BrakeRule.USUAL;
    }

    public CompanyField getCompany() {
        return company;
    }

    public ScheduleQueries.Choice getPlace() {
        return place;
    }

    public void setPlace(ScheduleQueries.Choice place) {
        this.place = place;
    }

    public BrakeRule.State getState() {
        return state;
    }

    public void setState(BrakeRule.State state) {
        this.state = state;
    }

    public Integer getPercent() {
        return percent;
    }

    public void setPercent(Integer percent) {
        this.percent = percent;
    }

    public Integer getMinutes() {
        return minutes;
    }

    public void setMinutes(Integer minutes) {
        this.minutes = minutes;
    }

    public Integer getMinimum() {
        return minimum;
    }

    public void setMinimum(Integer minimum) {
        this.minimum = minimum;
    }

    public String getTripFrom() {
        return tripFrom;
    }

    public void setTripFrom(String tripFrom) {
        this.tripFrom = tripFrom;
    }

    public String getTripUntil() {
        return tripUntil;
    }

    public void setTripUntil(String tripUntil) {
        this.tripUntil = tripUntil;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
