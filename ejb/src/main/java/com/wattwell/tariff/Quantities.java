package com.wattwell.tariff;

import com.wattwell.tariff.PricingException.Reason;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Prices pieces by the rules that take a quantity, and remembers how far the steps have been filled. */
final class Quantities {

    private static final Register[] PARTS = {Register.SHARP, Register.PEAK, Register.FLAT, Register.VALLEY};

    private final List<OpenLine> lines;
    private final PricingContext context;
    private final StepCount year;
    private final StepCount month;
    private final BigDecimal[] parts = new BigDecimal[PARTS.length];
    private BigDecimal freeUsed;
    private LocalDate freeMonth;
    private Register remainder;

    Quantities(List<OpenLine> lines, PricingContext context) {
        this.lines = lines;
        this.context = context;
        this.year = new StepCount(context.used().thisYear());
        this.month = new StepCount(context.used().thisMonth());
        this.freeUsed = context.used().freeThisMonth();
    }

    StepUse used() {
        return new StepUse(year.used(), month.used(), freeUsed);
    }

    void price(Piece piece, TariffVersion version) {
        List<Rule> rules = version.rules();
        remainder = remainder(rules, piece);
        for (int p = 0; p < PARTS.length; p++) {
            parts[p] = piece.part(PARTS[p], remainder);
        }
        BigDecimal total = piece.total();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) instanceof FreeQuota quota && total != null) {
                total = total.subtract(free(piece, version, quota, total));
            }
        }
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) instanceof QuantityRule rule && rule.season().includes(piece.from)) {
                if (total == null) {
                    throw new PricingException(Reason.NO_REGISTER, "the usage from " + piece.from + " has neither a total nor parts of the day");
                }
                price(piece, version, rule, total);
            }
        }
        if (total != null) {
            year.add(total);
            month.add(total);
        }
    }

    private void price(Piece piece, TariffVersion version, QuantityRule rule, BigDecimal total) {
        switch (rule) {
            case FlatPrice flat -> add(piece, version, rule, ChargeLine.Kind.ENERGY, Register.TOTAL, 0, total, flat.price());
            case Surcharge extra -> add(piece, version, rule, ChargeLine.Kind.SURCHARGE, Register.TOTAL, 0, total.multiply(extra.baseShare()), extra.price());
            case TimeOfUsePrice timeOfUse -> timeOfUse(piece, version, timeOfUse, total);
            case StepPrice steps -> steps(piece, version, steps, total);
        }
    }

    private static Register remainder(List<Rule> rules, Piece piece) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) instanceof TimeOfUsePrice timeOfUse && timeOfUse.season().includes(piece.from)) {
                return piece.hasParts() ? timeOfUse.remainder() : null;
            }
        }
        return null;
    }

    private void timeOfUse(Piece piece, TariffVersion version, TimeOfUsePrice rule, BigDecimal total) {
        needParts(rule.id(), total);
        for (int p = 0; p < PARTS.length; p++) {
            if (parts[p] != null && parts[p].signum() > 0) {
                add(piece, version, rule, ChargeLine.Kind.ENERGY, PARTS[p], 0, parts[p], price(rule.id(), rule.prices(), PARTS[p]));
            }
        }
    }

    private void needParts(String ruleId, BigDecimal total) {
        if (total.signum() > 0 && parts[0] == null && parts[1] == null && parts[2] == null && parts[3] == null) {
            throw new PricingException(Reason.NO_REGISTER, "rule " + ruleId + " needs what was counted by parts of the day");
        }
    }

    private static BigDecimal price(String ruleId, PartPrices prices, Register part) {
        BigDecimal price = prices.of(part);
        if (price == null) {
            throw new PricingException(Reason.NO_PRICE, "rule " + ruleId + " has no price for the part " + part + ", in which something was used");
        }
        return price;
    }

    private void steps(Piece piece, TariffVersion version, StepPrice rule, BigDecimal total) {
        StepCount count = rule.cycle() == StepPrice.Cycle.YEAR ? year : month;
        BigDecimal begin = count.since(rule.countsFrom(piece.from, version.effectiveFrom(), context.occupiedFrom()));
        BigDecimal end = begin.add(total);
        BigDecimal[] bounds = rule.bounds(piece.from, version.effectiveFrom(), context);
        BigDecimal taken = BigDecimal.ZERO;
        BigDecimal lower = begin;
        for (int s = 0; s < bounds.length && lower.compareTo(end) < 0; s++) {
            BigDecimal upper = bounds[s] == null || bounds[s].compareTo(end) > 0 ? end : bounds[s];
            BigDecimal within = upper.subtract(lower);
            if (within.signum() > 0) {
                StepPrice.Step step = rule.steps().get(s);
                if (step.parts() == null) {
                    if (step.price().signum() != 0) {
                        add(piece, version, rule, ChargeLine.Kind.ENERGY, Register.TOTAL, s + 1, within, step.price());
                    }
                } else {
                    stepByParts(piece, version, rule, s, taken, within, total);
                }
                taken = taken.add(within);
                lower = upper;
            }
        }
    }

    private void stepByParts(Piece piece, TariffVersion version, StepPrice rule, int s, BigDecimal before, BigDecimal within, BigDecimal total) {
        needParts(rule.id(), total);
        BigDecimal until = before.add(within);
        for (int p = 0; p < PARTS.length; p++) {
            if (parts[p] != null && parts[p].signum() > 0) {
                BigDecimal quantity = Rounding.share(parts[p], until, total).subtract(Rounding.share(parts[p], before, total));
                if (quantity.signum() > 0) {
                    add(piece, version, rule, ChargeLine.Kind.ENERGY, PARTS[p], s + 1, quantity, price(rule.id(), rule.steps().get(s).parts(), PARTS[p]));
                }
            }
        }
    }

    /** Takes what is free away from total and parts. @return how much it is */
    private BigDecimal free(Piece piece, TariffVersion version, FreeQuota quota, BigDecimal total) {
        LocalDate begins = piece.from.withDayOfMonth(1);
        if (freeMonth != null && !begins.equals(freeMonth)) {
            freeUsed = BigDecimal.ZERO;
        }
        freeMonth = begins;
        BigDecimal free = quota.of(context).subtract(freeUsed).min(total);
        if (free.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        freeUsed = freeUsed.add(free);
        add(piece, version, quota, ChargeLine.Kind.FREE_QUOTA, Register.TOTAL, 0, free, BigDecimal.ZERO);
        BigDecimal all = BigDecimal.ZERO;
        for (BigDecimal part : parts) {
            all = part == null ? all : all.add(part);
        }
        BigDecimal reached = BigDecimal.ZERO;
        for (int p = 0; p < parts.length && all.signum() > 0; p++) {
            if (parts[p] != null) {
                BigDecimal next = reached.add(parts[p]);
                parts[p] = parts[p].subtract(Rounding.share(free, next, all).subtract(Rounding.share(free, reached, all))).max(BigDecimal.ZERO);
                reached = next;
            }
        }
        return free;
    }

    private void add(Piece piece, TariffVersion version, Rule rule, ChargeLine.Kind kind, Register register, int step, BigDecimal quantity, BigDecimal price) {
        if (quantity.signum() == 0) {
            return;
        }
        OpenLine line = null;
        for (int i = lines.size() - 1; i >= 0 && line == null; i--) {
            OpenLine each = lines.get(i);
            if (each.version == version && each.register == register && each.step == step && each.ruleId.equals(rule.id())) {
                line = each;
            }
        }
        if (line == null) {
            line = new OpenLine(kind, version, rule.id(), rule.name(), register, step, version.rules().indexOf(rule), quantity, price, piece.from, piece.to);
            int at = lines.size();
            while (at > 0 && line.isBefore(lines.get(at - 1))) {
                at--;
            }
            lines.add(at, line);
        } else {
            line.quantity = line.quantity.add(quantity);
            line.to = piece.to;
        }
        piece.under(line, register, remainder);
    }
}
