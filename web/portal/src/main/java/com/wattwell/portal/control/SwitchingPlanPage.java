package com.wattwell.portal.control;

import com.wattwell.control.BatchTarget;
import com.wattwell.control.CommandBatches;
import com.wattwell.control.CommandKind;
import com.wattwell.identity.Scope;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Id;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.ScheduleQueries;
import com.wattwell.schedule.SwitchingHours;
import com.wattwell.schedule.SwitchingPlans;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;

/** Makes or changes a switching plan: shows when it would switch and who would go dark before anything is saved. */
@Named
@ViewScoped
public class SwitchingPlanPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int PAIRS_SHOWN = 5;
    private static final int CHOICES = 12;
    private static final List<BatchTarget.Kind> TARGETS = List.of(BatchTarget.Kind.AREA, BatchTarget.Kind.GROUP, BatchTarget.Kind.COLLECTOR);
    private static final List<CommandKind> ON_ACTIONS = List.of(CommandKind.CLOSE, CommandKind.PERMIT_CLOSE);
    private static final List<String> TIMES_FIELDS = List.of("edit:offTime", "edit:onTime");

    @Inject
    private SwitchingPlans plans;
    @Inject
    private CommandBatches batches;
    @Inject
    private ScheduleQueries choices;
    @Inject
    private Visitor visitor;
    @Inject
    private Texts texts;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private String id;
    private String name;
    private BatchTarget.Kind target = BatchTarget.Kind.AREA;
    private ScheduleQueries.Choice chosen;
    private SwitchingHours.Days days = SwitchingHours.Days.EVERY_DAY;
    private String offTime = "23:00";
    private String onTime = "06:00";
    private CommandKind onAction = CommandKind.CLOSE;
    private boolean enabled = true;
    private boolean expectedDark;
    private String expectedDarkBy;
    private transient List<SwitchingHours.Pair> next;
    private transient CommandBatches.Preview who;
    private transient String problem;

    /** When the page is opened. */
    public void open() {
        visitor.mustOperate();
        if (id == null) {
            return;
        }
        SwitchingPlans.Row row = plans.byId(visitor.caller().scope(), number()).orElseThrow(() -> RefusedException.notFound("switching plan", id));
        company.setId(row.companyId());
        name = row.name();
        target = row.target();
        chosen = new ScheduleQueries.Choice(row.targetId(), row.targetName() == null ? "" : row.targetName());
        days = row.hours().days();
        offTime = row.hours().off().toString();
        onTime = row.hours().on().toString();
        onAction = row.onAction();
        enabled = row.enabled();
        expectedDark = row.expectedDarkBy() != null;
        expectedDarkBy = row.expectedDarkBy();
    }

    public String save() {
        boolean done = attempt.to(() -> plans.save(visitor.caller(), isNew() ? null : number(), new SwitchingPlans.Definition(company.forWriting(), name, target.name(),
                chosen == null ? null : chosen.id(), days.name(), offTime, onTime, onAction.name(), enabled, visitor.isAdministrator() ? expectedDark : null)));
        if (!done) {
            return null;
        }
        attempt.say("switching.saved", name);
        return "/switching-plans?faces-redirect=true";
    }

    /** Looks when it would switch; what is wrong stands beside its field. */
    public void look() {
        next = null;
        attempt.to(() -> next = reckoned());
    }

    /** The next offs with their ons, or none while the times are wrong. */
    public List<SwitchingHours.Pair> getNext() {
        FacesContext faces = FacesContext.getCurrentInstance();
        if (TIMES_FIELDS.stream().anyMatch(field -> !faces.getMessageList(field).isEmpty())) {
            return List.of();
        }
        if (next == null) {
            try {
                next = reckoned();
            } catch (RefusedException e) {
                next = List.of(); // said beside the field when it was written
            }
        }
        return next;
    }

    private List<SwitchingHours.Pair> reckoned() {
        return plans.preview(visitor.caller(), previewed(), days.name(), offTime, onTime, PAIRS_SHOWN);
    }

    /** Times are shown before a company is chosen, too: then in the zone in which the page shows times. */
    private int previewed() {
        return company.getId() == null ? visitor.getCompanies().getFirst().id() : company.getId();
    }

    /** Who would go dark, or {@code null} while nothing is chosen or it cannot be; then {@link #getProblem} says why. */
    public CommandBatches.Preview getWho() {
        if (who == null && problem == null && chosen != null) {
            try {
                who = batches.preview(visitor.caller(), CommandKind.TRIP, null, BatchTarget.of(target, chosen.id()));
            } catch (RefusedException refused) {
                problem = texts.refused(refused);
            }
        }
        return who;
    }

    public String getProblem() {
        getWho();
        return problem;
    }

    /** Another target is chosen: what was said of the one before does not hold for it. */
    public void chosenChanged() {
        who = null;
        problem = null;
        expectedDark = false;
        expectedDarkBy = null;
    }

    /** Another company has another calendar, and perhaps another zone. */
    public void companyChanged() {
        targetChanged();
        look();
    }

    public void targetChanged() {
        chosen = null;
        chosenChanged();
    }

    public List<ScheduleQueries.Choice> complete(String text) {
        Scope scope = company.getId() == null ? visitor.scope() : new Scope(company.forWriting());
        return choices.choices(scope, ReadingSchedule.Target.valueOf(target.name()), text, CHOICES);
    }

    private int number() {
        return Id.ofInt("switching plan", id);
    }

    public boolean isNew() {
        return id == null;
    }

    public ZoneId getZone() {
        return company.getId() == null ? visitor.getZone() : visitor.zoneOf(company.getId());
    }

    public List<BatchTarget.Kind> getTargets() {
        return TARGETS;
    }

    public SwitchingHours.Days[] getDaysOffered() {
        return SwitchingHours.Days.values();
    }

    public List<CommandKind> getOnActions() {
        return ON_ACTIONS;
    }

    public CompanyField getCompany() {
        return company;
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

    public BatchTarget.Kind getTarget() {
        return target;
    }

    public void setTarget(BatchTarget.Kind target) {
        this.target = target != null && TARGETS.contains(target) ? target : BatchTarget.Kind.AREA;
    }

    public ScheduleQueries.Choice getChosen() {
        return chosen;
    }

    public void setChosen(ScheduleQueries.Choice chosen) {
        this.chosen = chosen;
    }

    public SwitchingHours.Days getDays() {
        return days;
    }

    public void setDays(SwitchingHours.Days days) {
        this.days = days == null ? SwitchingHours.Days.EVERY_DAY : days;
    }

    public String getOffTime() {
        return offTime;
    }

    public void setOffTime(String offTime) {
        this.offTime = offTime;
    }

    public String getOnTime() {
        return onTime;
    }

    public void setOnTime(String onTime) {
        this.onTime = onTime;
    }

    public CommandKind getOnAction() {
        return onAction;
    }

    public void setOnAction(CommandKind onAction) {
        this.onAction = onAction == null ? CommandKind.CLOSE : onAction;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public boolean isExpectedDark() {
        return expectedDark;
    }

    public void setExpectedDark(boolean expectedDark) {
        this.expectedDark = expectedDark;
    }

    public String getExpectedDarkBy() {
        return expectedDarkBy;
    }
}
