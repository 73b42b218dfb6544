package com.wattwell.portal.tariffs;

import com.wattwell.portal.Texts;
import com.wattwell.tariff.DemandCharge;
import com.wattwell.tariff.FlatPrice;
import com.wattwell.tariff.FreeQuota;
import com.wattwell.tariff.MinimumCharge;
import com.wattwell.tariff.MonthlyFee;
import com.wattwell.tariff.Months;
import com.wattwell.tariff.PartPrices;
import com.wattwell.tariff.PowerFactorAdjustment;
import com.wattwell.tariff.QuantityRule;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.SharePrice;
import com.wattwell.tariff.StepPrice;
import com.wattwell.tariff.Surcharge;
import com.wattwell.tariff.Tax;
import com.wattwell.tariff.TimeOfUsePrice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One price of a tariff in words, with a bar as long as it is dear among those of its kind.
 *
 * @param rule    the rule's name
 * @param what    which step, part of the day, season
 * @param price   with its unit
 * @param percent of the dearest, 0 where there is nothing to compare
 */
public record PriceRow(String rule, String what, String price, int percent) {

    private static final List<Register> PARTS = List.of(Register.SHARP, Register.PEAK, Register.FLAT, Register.VALLEY);

    private record Raw(String rule, String what, BigDecimal price, String text) {
    }

    /** In the order of the rules. */
    static List<PriceRow> of(List<Rule> rules, Texts texts) {
        List<Raw> rows = new ArrayList<>();
        rules.forEach(rule -> add(rows, rule, texts));
        BigDecimal highest = rows.stream().filter(row -> row.price() != null).map(Raw::price).reduce(BigDecimal.ZERO, BigDecimal::max);
        return rows.stream().map(row -> new PriceRow(row.rule(), row.what(), row.text(), row.price() == null || highest.signum() == 0 ? 0
                : row.price().multiply(BigDecimal.valueOf(100)).divide(highest, 0, RoundingMode.HALF_UP).intValue())).toList();
    }

    private static void add(List<Raw> rows, Rule rule, Texts texts) {
        String name = texts.type(rule.name().en(), rule.name().zh());
        String season = rule instanceof QuantityRule quantity && !quantity.season().equals(Months.ALL)
                ? texts.of("tariff.monthsOf", quantity.season().list().stream().map(String::valueOf).collect(Collectors.joining(", "))) : "";
        switch (rule) {
            case FlatPrice flat -> rows.add(priced(name, season, flat.price(), texts));
            case Surcharge surcharge -> rows.add(priced(name, join(season, surcharge.baseShare().compareTo(BigDecimal.ONE) == 0 ? ""
                    : texts.of("tariff.shareOf", surcharge.baseShare().toPlainString())), surcharge.price(), texts));
            case SharePrice share -> rows.add(priced(name, "", share.price(), texts));
            case TimeOfUsePrice timeOfUse -> parts(rows, name, season, timeOfUse.prices(), texts);
            case StepPrice steps -> steps(rows, name, season, steps, texts);
            case FreeQuota quota -> rows.add(new Raw(name, texts.word("tariff.per", quota.per()), null, texts.of("tariff.aMonth", quota.perMonth().toPlainString())));
            case MonthlyFee fee -> rows.add(new Raw(name, "", null, texts.of("tariff.yuanMonth", fee.perMonth().toPlainString())));
            case MinimumCharge minimum -> rows.add(new Raw(name, "", null, texts.of("tariff.yuanMonth", minimum.perMonth().toPlainString())));
            case DemandCharge demand -> rows.add(new Raw(name, texts.word("tariff.basis", demand.basis()), null, texts.of("tariff.yuanMonth", demand.price().toPlainString())));
            case PowerFactorAdjustment adjustment -> rows.add(new Raw(name, "", null, "cosφ 0." + adjustment.standard()));
            case Tax tax -> rows.add(new Raw(name, texts.of(tax.included() ? "tariff.taxIncluded" : "tariff.taxOnTop"), null, tax.percent().toPlainString() + " %"));
        }
    }

    private static void parts(List<Raw> rows, String name, String before, PartPrices prices, Texts texts) {
        for (Register part : PARTS) {
            if (prices.of(part) != null) {
                rows.add(priced(name, join(before, texts.word("register", part)), prices.of(part), texts));
            }
        }
    }

    private static void steps(List<Raw> rows, String name, String season, StepPrice rule, Texts texts) {
        String lower = "0";
        String cycle = texts.word("tariff.cycle", rule.cycle());
        for (StepPrice.Step step : rule.steps()) {
            String range = step.upTo() == null ? texts.of("tariff.above", lower) : lower + " – " + step.upTo().toPlainString();
            String what = join(season, range + " / " + cycle + (step.perPerson().signum() == 0 ? "" : " (" + texts.of("tariff.eachPerson", step.perPerson().toPlainString()) + ")"));
            if (step.parts() == null) {
                rows.add(priced(name, what, step.price(), texts));
            } else {
                parts(rows, name, what, step.parts(), texts);
            }
            lower = step.upTo() == null ? lower : step.upTo().toPlainString();
        }
    }

    private static Raw priced(String name, String what, BigDecimal price, Texts texts) {
        return new Raw(name, what, price, texts.of("tariff.yuan", price.toPlainString()));
    }

    private static String join(String first, String second) {
        return first.isEmpty() ? second : second.isEmpty() ? first : first + " · " + second;
    }
}
