package com.wattwell.tariff;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Adds what a version charges by days and by amounts: fees, demand, shares; then power factor; then the minimum; then tax. */
final class Amounts {

    private final List<OpenLine> lines;
    private final PricingContext context;
    private final Totals totals;
    private Part part;

    Amounts(List<OpenLine> lines, PricingContext context, Totals totals) {
        this.lines = lines;
        this.context = context;
        this.totals = totals;
    }

    /**
     * What a version has of the charge.
     *
     * @param from   its first day
     * @param to     the day after its last
     * @param days   on which it was in force and something was counted
     * @param before days of earlier versions
     * @param all    days of all versions
     */
    record Part(TariffVersion version, LocalDate from, LocalDate to, long days, long before, long all) {
    }

    void of(Part each) {
        part = each;
        TariffVersion version = each.version();
        List<Rule> rules = version.rules();
        Months.Fraction months = null;
        PowerFactorAdjustment powerFactor = null;
        MinimumCharge minimum = null;
        Tax tax = null;
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule instanceof QuantityRule || rule instanceof FreeQuota) {
                continue;
            }
            if (months == null) {
                months = Months.share(context.periodFrom(), context.periodTo(), each.days());
            }
            switch (rule) {
                case MonthlyFee fee -> byMonth(version, fee, ChargeLine.Kind.FEE, null, BigDecimal.ONE, fee.perMonth(), months);
                case DemandCharge demand -> demand(version, demand, months);
                case SharePrice price -> shared(version, price, each.before(), each.before() + each.days(), each.all());
                case PowerFactorAdjustment rare -> powerFactor = rare;
                case MinimumCharge rare -> minimum = rare;
                case Tax rare -> tax = rare;
                default -> throw new IllegalStateException("rule " + rule.id() + " stands on a quantity");
            }
        }
        if (powerFactor != null) {
            adjust(version, powerFactor);
        }
        if (minimum != null) {
            topUp(version, minimum, months);
        }
        if (tax != null) {
            tax(version, tax);
        }
        if (each.before() + each.days() == each.all()) {
            for (PricingContext.SharedAmount amount : context.sharedAmounts()) {
                OpenLine line = line(ChargeLine.Kind.SHARE, version, amount.id(), amount.name(), null, Rounding.yuan(amount.amountFen()), BigDecimal.ONE);
                line.amountFen = amount.amountFen();
            }
        }
    }

    private OpenLine byMonth(TariffVersion version, Rule rule, ChargeLine.Kind kind, Register register, BigDecimal quantity, BigDecimal price, Months.Fraction months) {
        OpenLine line = line(kind, version, rule.id(), rule.name(), register, quantity, price);
        line.amountFen = Rounding.fen(quantity.multiply(price), months.part(), months.of());
        line.detail = months.part() + "/" + months.of();
        return line;
    }

    private void demand(TariffVersion version, DemandCharge rule, Months.Fraction months) {
        boolean measured = rule.basis() != DemandCharge.Basis.CAPACITY;
        OpenLine line = byMonth(version, rule, ChargeLine.Kind.DEMAND, measured ? Register.DEMAND : null, rule.quantity(totals.demand(), context), rule.price(), months);
        if (measured) {
            totals.underDemand(line);
        }
    }

    private void shared(TariffVersion version, SharePrice rule, long from, long until, long all) {
        BigDecimal quantity = Rounding.share(context.sharedQuantity(), until, all).subtract(Rounding.share(context.sharedQuantity(), from, all));
        if (quantity.signum() > 0) {
            line(ChargeLine.Kind.SHARE, version, rule.id(), rule.name(), null, quantity, rule.price()).priced();
        }
    }

    private void adjust(TariffVersion version, PowerFactorAdjustment rule) {
        int factor = totals.powerFactor(rule.id());
        BigDecimal percent = rule.percent(factor);
        long base = sum(version, true);
        if (percent.signum() != 0 && base != 0) {
            OpenLine line = line(ChargeLine.Kind.POWER_FACTOR, version, rule.id(), rule.name(), Register.REACTIVE, Rounding.yuan(base), percent.movePointLeft(2));
            line.amountFen = Rounding.percent(base, percent);
            line.detail = PowerFactorAdjustment.printed(factor).toPlainString();
            totals.underPowerFactor(line);
        }
    }

    private void topUp(TariffVersion version, MinimumCharge rule, Months.Fraction months) {
        long missing = Rounding.fen(rule.perMonth(), months.part(), months.of()) - sum(version, false);
        if (missing > 0) {
            OpenLine line = line(ChargeLine.Kind.MINIMUM, version, rule.id(), rule.name(), null, Rounding.yuan(missing), BigDecimal.ONE);
            line.amountFen = missing;
            line.detail = months.part() + "/" + months.of();
        }
    }

    private void tax(TariffVersion version, Tax rule) {
        if (rule.included()) {
            long sum = 0;
            long taxed = 0;
            for (int i = 0; i < lines.size(); i++) {
                OpenLine line = lines.get(i);
                if (line.version == version) {
                    sum += line.amountFen;
                    long until = Rounding.contained(sum, rule.percent());
                    line.taxFen = until - taxed;
                    taxed = until;
                }
            }
            return;
        }
        long base = sum(version, false);
        if (base != 0) {
            OpenLine line = line(ChargeLine.Kind.TAX, version, rule.id(), rule.name(), null, Rounding.yuan(base), rule.percent().movePointLeft(2));
            line.amountFen = Rounding.percent(base, rule.percent());
            line.taxFen = line.amountFen;
        }
    }

    private long sum(TariffVersion version, boolean adjustedOnly) {
        long sum = 0;
        for (int i = 0; i < lines.size(); i++) {
            OpenLine line = lines.get(i);
            if (line.version == version && (!adjustedOnly || line.kind == ChargeLine.Kind.ENERGY || line.kind == ChargeLine.Kind.DEMAND)) {
                sum += line.amountFen;
            }
        }
        return sum;
    }

    private OpenLine line(ChargeLine.Kind kind, TariffVersion version, String ruleId, Label name, Register register, BigDecimal quantity, BigDecimal price) {
        OpenLine line = new OpenLine(kind, version, ruleId, name, register, 0, 0, quantity, price, part.from(), part.to());
        lines.add(line);
        return line;
    }
}
