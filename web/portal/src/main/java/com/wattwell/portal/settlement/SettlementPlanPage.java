package com.wattwell.portal.settlement;

import com.wattwell.billing.SettlementPlans;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Visitor;
import com.wattwell.schedule.RecurrenceRule;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** When a company settles by itself. */
@Named
@ViewScoped
public class SettlementPlanPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int TIMES_SHOWN = 5;
    private static final String SEPARATORS = "[\\s,;、，；]+";
    private static final List<RecurrenceRule.Kind> KINDS = List.of(RecurrenceRule.Kind.SETTLEMENT_DAY, RecurrenceRule.Kind.WORKING_DAYS, RecurrenceRule.Kind.CRON);

    @Inject
    private SettlementPlans plans;
    @Inject
    private CompanyField company;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private RecurrenceRule.Kind kind = RecurrenceRule.Kind.SETTLEMENT_DAY;
    private String cron = "0 2 1 * *";
    private String times = "02:00";
    private String monthDays = "1";
    private boolean shift;
    private boolean publish;
    private boolean enabled = true;

    /** The form is one company's: what another one has must not be written over it. */
    public void companyChanged() {
        open();
    }

    /** When the page is opened. */
    public void open() {
        visitor.mustRunBatchOrSeeBooks();
        if (company.getId() == null) {
            return;
        }
        plans.of(visitor.caller().scope(), company.getId()).ifPresent(plan -> {
            RecurrenceRule rule = plan.rule();
            kind = rule.kind();
            cron = rule.cron() == null ? cron : rule.cron();
            times = rule.times().isEmpty() ? times : String.join(", ", rule.times());
            monthDays = rule.monthDays().isEmpty() ? monthDays : String.join(", ", rule.monthDays());
            shift = Boolean.TRUE.equals(rule.shift());
            publish = plan.publish();
            enabled = plan.enabled();
        });
    }

    public String save() {
        if (!attempt.to(() -> plans.save(visitor.caller(), company.forWriting(), rule(), publish, enabled))) {
            return null;
        }
        attempt.say("settlementPlan.saved");
        return "/settlements?faces-redirect=true";
    }

    /** What was written is looked at; the times follow. */
    public void look() {
        attempt.to(this::next);
    }

    /** The next instants, or none while something is wrong. */
    public List<Instant> getNext() {
        try {
            return next();
        } catch (RefusedException e) {
            return List.of(); // said beside the field when it was written
        }
    }

    private List<Instant> next() {
        int id = company.getId() == null ? visitor.getCompanies().getFirst().id() : company.getId();
        return plans.preview(visitor.caller(), id, rule(), TIMES_SHOWN);
    }

    private RecurrenceRule rule() {
        return switch (kind) {
            case CRON, INTERVAL -> RecurrenceRule.cron(cron);
            case WORKING_DAYS -> RecurrenceRule.onWorkingDays(split(times), false);
            case SETTLEMENT_DAY -> RecurrenceRule.onSettlementDays(split(monthDays), split(times), shift);
        };
    }

    private static List<String> split(String written) {
        return written == null ? List.of() : Stream.of(written.split(SEPARATORS)).filter(part -> !part.isEmpty()).toList();
    }

    public ZoneId getZone() {
        return company.getId() == null ? visitor.getZone() : visitor.zoneOf(company.getId());
    }

    public List<RecurrenceRule.Kind> getKinds() {
        return KINDS;
    }

    public CompanyField getCompany() {
        return company;
    }

    public RecurrenceRule.Kind getKind() {
        return kind;
    }

    public void setKind(RecurrenceRule.Kind kind) {
        this.kind = kind;
    }

    public String getCron() {
        return cron;
    }

    public void setCron(String cron) {
        this.cron = cron;
    }

    public String getTimes() {
        return times;
    }

    public void setTimes(String times) {
        this.times = times;
    }

    public String getMonthDays() {
        return monthDays;
    }

    public void setMonthDays(String monthDays) {
        this.monthDays = monthDays;
    }

    public boolean isShift() {
        return shift;
    }

    public void setShift(boolean shift) {
        this.shift = shift;
    }

    public boolean isPublish() {
        return publish;
    }

    public void setPublish(boolean publish) {
        this.publish = publish;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
