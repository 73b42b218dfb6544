package com.wattwell.portal.usage;

import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.usage.Ruling;
import com.wattwell.usage.book.HeldUsage;
import com.wattwell.usage.book.ReadingCorrection;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.ZoneId;

/** Decides about usage that nobody believes. */
@Named
@ViewScoped
public class HeldUsagePage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private HeldUsage held;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String id;
    private Ruling ruling = Ruling.ESTIMATE;
    private String why;
    private Integer reading;
    private BigDecimal value;
    private transient HeldUsage.Row row;

    public void open() {
        getRow();
    }

    public HeldUsage.Row getRow() {
        if (row == null) {
            row = held.byId(visitor.caller().scope(), Id.of("held usage", id)).orElseThrow(() -> RefusedException.notFound("held usage", id));
        }
        return row;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(getRow().companyId());
    }

    public boolean isDeciding() {
        return getRow().open() && (visitor.isOperator() || visitor.isKeepingBooks());
    }

    public String decide() {
        boolean done = attempt.to(() -> {
            ReadingCorrection correction = null;
            if (ruling == Ruling.CORRECT && reading != null && reading >= 0 && reading < getRow().readings().size()) {
                ReadingRef ref = getRow().readings().get(reading);
                correction = new ReadingCorrection(ref.meterId(), ref.readingType(), ref.at(), value);
            }
            held.decide(visitor.caller(), getRow().id(), ruling, why, correction);
        });
        if (!done) {
            return null;
        }
        attempt.say("held.decided");
        return "/usage-held?faces-redirect=true";
    }

    public Ruling[] getRulings() {
        return Ruling.values();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public Ruling getRuling() {
        return ruling;
    }

    public void setRuling(Ruling ruling) {
        this.ruling = ruling;
    }

    public String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }

    public Integer getReading() {
        return reading;
    }

    public void setReading(Integer reading) {
        this.reading = reading;
    }

    public BigDecimal getValue() {
        return value;
    }

    public void setValue(BigDecimal value) {
        this.value = value;
    }
}
