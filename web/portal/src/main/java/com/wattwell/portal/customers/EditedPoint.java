package com.wattwell.portal.customers;

import com.wattwell.customer.AccountService;
import com.wattwell.customer.UsagePoints;
import com.wattwell.platform.RefusedException;
import com.wattwell.schedule.ScheduleQueries;
import java.io.Serializable;
import java.math.BigDecimal;

/** A meter of an account in a form: a new one, or one whose end is written down. */
public class EditedPoint implements Serializable {

    private static final long serialVersionUID = 1;

    private ScheduleQueries.Choice meter;
    private Integer tariff;
    private BigDecimal multiplier = BigDecimal.ONE;
    private BigDecimal mostADay;
    private BigDecimal value;
    private final EditedTerms terms = new EditedTerms();
    private boolean confirmed;
    private long usagePointId;
    private String name;

    AccountService.NewPoint point() {
        if (meter == null) {
            throw RefusedException.invalid("meter", "refused.chooseMeter", "Choose a meter.");
        }
        return new AccountService.NewPoint(meter.id(), tariff, terms.terms(), new UsagePoints.Facts(null, multiplier, mostADay, null), value, confirmed);
    }

    public boolean isConfirmed() {
        return confirmed;
    }

    public void setConfirmed(boolean confirmed) {
        this.confirmed = confirmed;
    }

    static EditedPoint ending(long usagePointId, String name) {
        EditedPoint point = new EditedPoint();
        point.usagePointId = usagePointId;
        point.name = name;
        return point;
    }

    AccountService.FinalValue end() {
        return new AccountService.FinalValue(usagePointId, value, confirmed);
    }

    public String getName() {
        return name;
    }

    public ScheduleQueries.Choice getMeter() {
        return meter;
    }

    public void setMeter(ScheduleQueries.Choice meter) {
        this.meter = meter;
    }

    public Integer getTariff() {
        return tariff;
    }

    public void setTariff(Integer tariff) {
        this.tariff = tariff;
    }

    public BigDecimal getMultiplier() {
        return multiplier;
    }

    public void setMultiplier(BigDecimal multiplier) {
        this.multiplier = multiplier;
    }

    public BigDecimal getMostADay() {
        return mostADay;
    }

    public void setMostADay(BigDecimal mostADay) {
        this.mostADay = mostADay;
    }

    public BigDecimal getValue() {
        return value;
    }

    public void setValue(BigDecimal value) {
        this.value = value;
    }

    public EditedTerms getTerms() {
        return terms;
    }
}
