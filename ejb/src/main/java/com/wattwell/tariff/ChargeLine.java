package com.wattwell.tariff;

import com.wattwell.ledger.HouseAccount;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * One line of a bill: which rule, of which version, took what quantity at what price, from which readings.
 *
 * @param kind          what it is for, and so where its revenue stands
 * @param ruleId        {@link Rule#id()}
 * @param tariffCode    of the tariff
 * @param tariffVersion its version's number
 * @param from          the first day that it is for
 * @param to            the day after the last
 * @param register      whose quantity it is, or {@code null} where it stands on days or amounts
 * @param step          number of the step from 1, or 0
 * @param quantity      kWh, cubic metres, kW, kVA; months of a fee; yuan where it stands on amounts
 * @param unitPrice     yuan for one of the quantity, at most {@link Rounding#PRICE_SCALE} decimals
 * @param amountFen     quantity × price (× share of a month), rounded once; negative where something is given back
 * @param taxFen        tax contained in it, 0 for none; all of it for a line of tax
 * @param detail        what else it stands on: the power factor {@code 0.93}, the share of a month {@code 17/30}; or {@code null}
 * @param readings      what the quantity was reckoned from
 * @param estimated     whether a stated rule stood in for a reading
 */
public record ChargeLine(Kind kind, String ruleId, Label name, String tariffCode, int tariffVersion, LocalDate from, LocalDate to, Register register, int step,
                         BigDecimal quantity, BigDecimal unitPrice, long amountFen, long taxFen, String detail, List<ReadingRef> readings, boolean estimated) {

    /** What a line is for. */
    public enum Kind {
        ENERGY, SURCHARGE, FEE, DEMAND, POWER_FACTOR, MINIMUM, FREE_QUOTA, SHARE, TAX;

        /** Whether quantities of two charges of the same line can be subtracted. */
        boolean addsUp() {
            return this == ENERGY || this == SURCHARGE || this == FREE_QUOTA;
        }

        /** Where the revenue of such a line stands, without the tax in it. */
        public HouseAccount revenue(Commodity commodity) {
            return switch (this) {
                case SURCHARGE -> HouseAccount.REVENUE_SURCHARGES;
                case TAX -> HouseAccount.OUTPUT_TAX;
                default -> commodity == Commodity.WATER ? HouseAccount.REVENUE_WATER : HouseAccount.REVENUE_ELECTRICITY;
            };
        }
    }

    public ChargeLine {
        readings = List.copyOf(readings);
    }

    /** Whether the other is the same line of another charge. */
    boolean isSameAs(ChargeLine other) {
        return kind == other.kind && tariffVersion == other.tariffVersion && register == other.register && step == other.step && ruleId.equals(other.ruleId)
                && tariffCode.equals(other.tariffCode);
    }
}
