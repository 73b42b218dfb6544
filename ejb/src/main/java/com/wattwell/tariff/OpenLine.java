package com.wattwell.tariff;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A line that still grows: quantities are added exactly, and its amount is rounded once, when the bill ends. */
final class OpenLine {

    final ChargeLine.Kind kind;
    final TariffVersion version;
    final String ruleId;
    final Label name;
    final Register register;
    final int place;
    final int step;
    final BigDecimal unitPrice;
    BigDecimal quantity;
    LocalDate from;
    LocalDate to;
    String detail;
    long amountFen;
    long taxFen;
    boolean estimated;
    private List<ReadingRef> readings = List.of();
    private boolean ownReadings;

    OpenLine(ChargeLine.Kind kind, TariffVersion version, String ruleId, Label name, Register register, int step, int place, BigDecimal quantity,
             BigDecimal unitPrice, LocalDate from, LocalDate to) {
        this.kind = kind;
        this.version = version;
        this.ruleId = ruleId;
        this.name = name;
        this.register = register;
        this.step = step;
        this.place = place;
        this.quantity = quantity;
        this.unitPrice = unitPrice;
        this.from = from;
        this.to = to;
    }

    /** Whether it stands before another on the bill: by version, rule, step, register, so that the order of days does not show. */
    boolean isBefore(OpenLine other) {
        if (version != other.version) {
            return version.number() < other.version.number();
        }
        if (place != other.place) {
            return place < other.place;
        }
        return step != other.step ? step < other.step : register.compareTo(other.register) < 0;
    }

    /** Takes a list over as it is, as long as it is the only one. */
    void stoodOn(List<ReadingRef> more) {
        if (more.isEmpty() || more == readings) {
            return;
        }
        if (readings.isEmpty()) {
            readings = more;
            return;
        }
        if (!ownReadings) {
            readings = new ArrayList<>(readings);
            ownReadings = true;
        }
        for (ReadingRef reading : more) {
            if (!readings.contains(reading)) {
                readings.add(reading);
            }
        }
    }

    void priced() {
        amountFen = Rounding.fen(quantity.multiply(unitPrice));
    }

    ChargeLine closed() {
        return new ChargeLine(kind, ruleId, name, version.code(), version.number(), from, to, register, step, quantity, unitPrice, amountFen, taxFen, detail,
                readings, estimated);
    }
}
