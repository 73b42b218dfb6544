package com.wattwell.portal.settlement;

import com.wattwell.billing.BillingRules;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;

/** When a company's bills are to be paid, and what comes on top when they are not. */
@Named
@ViewScoped
public class BillingRulesPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private BillingRules rules;
    @Inject
    private CompanyField company;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private Integer dueDays;
    private Integer graceDays;
    private BigDecimal lateFeePerDay;
    private BigDecimal lateFeeCap;

    /** The form is one company's: what another one has must not be written over it. */
    @PostConstruct
    public void companyChanged() {
        if (company.getId() == null) {
            return;
        }
        BillingRules.Rule rule = rules.of(visitor.caller().scope().companyForWriting(company.getId()));
        dueDays = rule.dueDays();
        graceDays = rule.graceDays();
        lateFeePerDay = rule.lateFeePerDay();
        lateFeeCap = rule.lateFeeCap();
    }

    public void save() {
        if (attempt.to(() -> rules.save(visitor.caller(), company.forWriting(), new BillingRules.Rule(dueDays == null ? 0 : dueDays, graceDays == null ? -1 : graceDays,
                lateFeePerDay, lateFeeCap)))) {
            attempt.say("billingRules.saved");
        }
    }

    public CompanyField getCompany() {
        return company;
    }

    public Integer getDueDays() {
        return dueDays;
    }

    public void setDueDays(Integer dueDays) {
        this.dueDays = dueDays;
    }

    public Integer getGraceDays() {
        return graceDays;
    }

    public void setGraceDays(Integer graceDays) {
        this.graceDays = graceDays;
    }

    public BigDecimal getLateFeePerDay() {
        return lateFeePerDay;
    }

    public void setLateFeePerDay(BigDecimal lateFeePerDay) {
        this.lateFeePerDay = lateFeePerDay;
    }

    public BigDecimal getLateFeeCap() {
        return lateFeeCap;
    }

    public void setLateFeeCap(BigDecimal lateFeeCap) {
        this.lateFeeCap = lateFeeCap;
    }
}
