package com.wattwell.portal.usage;

import com.wattwell.billing.CorrectedReadings;
import com.wattwell.billing.Explanations;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.usage.book.ReadingCorrection;
import com.wattwell.usage.book.ReadingEdits;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** One reading: what came, what counts, who corrected it; and its correction. */
@Named
@ViewScoped
public class ReadingPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private CorrectedReadings corrected;
    @Inject
    private ReadingEdits edits;
    @Inject
    private Explanations explanations;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String meter;
    private String type;
    private String at;
    private boolean voided;
    private BigDecimal value;
    private String reason;
    private transient Explanations.Reading reading;
    private transient ReadingEdits.Standing standing;
    private transient List<Explanations.Charge> charges;

    public void open() {
        if (!visitor.isKeepingBooks()) {
            visitor.mustOperate();
        }
        getStanding();
    }

    public ReadingEdits.Standing getStanding() {
        if (standing == null) {
            standing = edits.standing(visitor.caller().scope(), Id.ofInt("meter", meter), written(type), instant()).orElseThrow(() -> RefusedException.notFound("reading", written(at)));
        }
        return standing;
    }

    public Explanations.Reading getReading() {
        if (reading == null) {
            reading = explanations.reading(visitor.caller().scope(), new ReadingRef(Id.ofInt("meter", meter), written(type), instant(), BigDecimal.ZERO));
        }
        return reading;
    }

    /** What was charged by it. */
    public List<Explanations.Charge> getCharges() {
        if (charges == null) {
            charges = explanations.standingOn(visitor.caller().scope(), Id.ofInt("meter", meter), written(type), instant());
        }
        return charges;
    }

    /** Whether usage is reckoned from such readings. */
    public boolean isCounted() {
        return ReadingEdits.isCounted(written(type));
    }

    /** @return the usage point's page, which says what is to be taken back; or this one again */
    public String correct() {
        boolean done = attempt.to(() -> {
            if (!voided && value == null) {
                throw RefusedException.invalid("value", "refused.rightValue", "Write the right value, or say that the reading does not count.");
            }
            corrected.correct(visitor.caller(), new ReadingCorrection(Id.ofInt("meter", meter), type, instant(), voided ? null : value), reason);
        });
        if (!done) {
            return null;
        }
        Long point = corrected.point(visitor.caller().scope(), Id.ofInt("meter", meter), instant()).orElse(null);
        attempt.say("reading.corrected");
        return point == null ? "/meter?faces-redirect=true&id=" + meter : "/usage-point?faces-redirect=true&id=" + point;
    }

    private Instant instant() {
        try {
            return Instant.parse(written(at));
        } catch (DateTimeException e) {
            throw RefusedException.notFound("reading", written(at));
        }
    }

    private static String written(String parameter) {
        return parameter == null ? "" : parameter;
    }

    public ZoneId getZone() {
        return visitor.zoneOf(getStanding().companyId());
    }

    public String getMeter() {
        return meter;
    }

    public void setMeter(String meter) {
        this.meter = meter;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public String getAt() {
        return at;
    }

    public void setAt(String at) {
        this.at = at;
    }

    public boolean isVoided() {
        return voided;
    }

    public void setVoided(boolean voided) {
        this.voided = voided;
    }

    public BigDecimal getValue() {
        return value;
    }

    public void setValue(BigDecimal value) {
        this.value = value;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
