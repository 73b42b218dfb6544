package com.wattwell.portal.meters;

import com.wattwell.metering.MeterReplacements.LastKnown;
import com.wattwell.metering.ReadingType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;

/** A register of a meter that is replaced, while a person writes down its values. */
public class EditedRegister implements Serializable {

    private static final long serialVersionUID = 1;

    private final String code;
    private final String nameEn;
    private final String nameZh;
    private final String unit;
    private final BigDecimal last;
    private final Instant lastAt;
    private BigDecimal finalValue;
    private BigDecimal firstValue = BigDecimal.ZERO;

    public EditedRegister(LastKnown known) {
        ReadingType type = known.type();
        this.code = type.code();
        this.nameEn = type.nameEn();
        this.nameZh = type.nameZh();
        this.unit = type.unit();
        this.last = known.value();
        this.lastAt = known.at();
    }

    public String getCode() {
        return code;
    }

    public String getNameEn() {
        return nameEn;
    }

    public String getNameZh() {
        return nameZh;
    }

    public String getUnit() {
        return unit;
    }

    /** The last that is known of it. */
    public BigDecimal getLast() {
        return last;
    }

    public Instant getLastAt() {
        return lastAt;
    }

    public BigDecimal getFinalValue() {
        return finalValue;
    }

    public void setFinalValue(BigDecimal finalValue) {
        this.finalValue = finalValue;
    }

    public BigDecimal getFirstValue() {
        return firstValue;
    }

    public void setFirstValue(BigDecimal firstValue) {
        this.firstValue = firstValue;
    }
}
