package com.wattwell.tariff;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Short words for the tests of tariffs. */
final class Sums {

    static final Label NAME = new Label("电费", "Energy");

    private Sums() {
    }

    static BigDecimal n(String number) {
        return new BigDecimal(number);
    }

    static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    static TariffVersion version(int number, String from, Commodity commodity, Rule... rules) {
        return new TariffVersion("T", number, day(from), commodity, NAME, List.of(rules));
    }

    static TariffVersion version(String from, Rule... rules) {
        return version(1, from, Commodity.ELECTRICITY, rules);
    }

    static FlatPrice flat(String price) {
        return new FlatPrice("E", NAME, Months.ALL, n(price));
    }

    static StepPrice steps(StepPrice.Cycle cycle, StepPrice.PartCycle partCycle, StepPrice.Step... steps) {
        return new StepPrice("S", NAME, Months.ALL, cycle, 1, 1, List.of(steps), 0, 0, partCycle);
    }

    static TimeOfUsePrice parts(String sharp, String peak, String flat, String valley) {
        return new TimeOfUsePrice("P", NAME, Months.ALL, prices(sharp, peak, flat, valley), null);
    }

    static PartPrices prices(String sharp, String peak, String flat, String valley) {
        return new PartPrices(number(sharp), number(peak), number(flat), number(valley));
    }

    private static BigDecimal number(String text) {
        return text == null ? null : n(text);
    }

    static UsageSpan used(String from, String to, Object... registers) {
        return used(day(from), day(to), registers);
    }

    /** @param registers register, quantity, register, quantity … */
    static UsageSpan used(LocalDate from, LocalDate to, Object... registers) {
        List<UsageItem> items = new ArrayList<>();
        for (int i = 0; i < registers.length; i += 2) {
            Register register = (Register) registers[i];
            BigDecimal quantity = registers[i + 1] instanceof BigDecimal given ? given : n(registers[i + 1].toString());
            items.add(new UsageItem(register, quantity, false, List.of(reading(register, from), reading(register, to))));
        }
        return new UsageSpan(from, to, items);
    }

    static ReadingRef reading(Register register, LocalDate day) {
        Instant at = day.atStartOfDay(ZoneOffset.ofHours(8)).toInstant();
        return new ReadingRef(1, register.name(), at, BigDecimal.valueOf(day.toEpochDay()));
    }

    static PricingContext month(String from) {
        return PricingContext.of(day(from), day(from).plusMonths(1));
    }

    static StepUse year(String used) {
        return new StepUse(n(used), BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** What the lines of a kind took. */
    static BigDecimal quantity(Charges charges, ChargeLine.Kind kind) {
        return charges.lines().stream().filter(line -> line.kind() == kind).map(ChargeLine::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Amounts in fen, line by line. */
    static List<Long> fen(Charges charges) {
        return charges.lines().stream().map(ChargeLine::amountFen).toList();
    }
}
