package com.wattwell.tariff.catalog;

import com.wattwell.identity.Caller;
import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.Charges;
import com.wattwell.tariff.Pricing;
import com.wattwell.tariff.PricingContext;
import com.wattwell.tariff.PricingException;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.StepUse;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Prices a usage that somebody typed in: for a sample bill and for other systems. Nothing is charged by it. */
@Stateless
public class TariffPrices {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");
    private static final int MAX_DAYS = 800;
    private static final int MAX_PERSONS = 1_000;

    @Inject
    private TariffQueries queries;
    @Inject
    private Tariffs tariffs;

    /** What one register counted, as it was typed in. */
    public record Used(String register, String quantity) {
    }

    /**
     * What is to be priced; numbers as they were typed in, {@code null} or blank where they are not known.
     *
     * @param to the day after the last
     */
    public record Wanted(LocalDate from, LocalDate to, List<Used> usage, Integer householdSize, Integer beds, String contractKw, String capacityKva, String usedThisYear,
                         String usedThisMonth) {
    }

    /**
     * @param number of the version for all days, a draft too; {@code null} for those in force
     * @throws RefusedException naming the field, {@code usage} when it is not what the rules need
     */
    public Charges price(Caller caller, int tariffId, Integer number, Wanted wanted) {
        TariffQueries.Row tariff = queries.byId(caller.scope(), tariffId).orElseThrow(() -> RefusedException.notFound("tariff", tariffId));
        UsageSpan span = span(wanted);
        PricingContext context = context(wanted);
        if (number == null) {
            List<TariffVersion> inForce = tariffs.inForce(tariffId, wanted.from(), wanted.to());
            if (inForce.isEmpty()) {
                throw RefusedException.invalid("from", "refused.noVersion", "from: no version of this tariff is in force on " + wanted.from() + ".", wanted.from().toString());
            }
            return priced(() -> Pricing.charge(inForce, List.of(span), context));
        }
        TariffQueries.Version version = queries.version(caller.scope(), tariffId, number).orElseThrow(() -> RefusedException.notFound("tariff version", number));
        return priced(() -> Pricing.charge(version.of(tariff), List.of(span), context));
    }

    /** The same by rules that stand nowhere yet. */
    public Charges sample(TariffQueries.Row tariff, List<Rule> rules, Wanted wanted) {
        TariffVersion version = new TariffVersion(tariff.code(), 1, LocalDate.of(2000, 1, 1), tariff.commodity(), tariff.name(), rules);
        return priced(() -> Pricing.charge(version, List.of(span(wanted)), context(wanted)));
    }

    private static Charges priced(Supplier<Charges> pricing) {
        try {
            return pricing.get();
        } catch (PricingException e) {
            throw RefusedException.invalid("usage", "refused.pricing", "usage cannot be priced: " + e.getMessage() + ".", e.reason().name());
        }
    }

    private static UsageSpan span(Wanted wanted) {
        TariffDays.check("from", wanted.from());
        TariffDays.check("to", wanted.to());
        if (!wanted.from().isBefore(wanted.to()) || ChronoUnit.DAYS.between(wanted.from(), wanted.to()) > MAX_DAYS) {
            throw RefusedException.invalid("to", "refused.priceDays", "to must be 1 to " + MAX_DAYS + " days after from.", MAX_DAYS);
        }
        Set<Register> seen = EnumSet.noneOf(Register.class);
        List<UsageItem> items = new ArrayList<>();
        for (Used each : wanted.usage()) {
            Register register = register(each.register());
            if (!seen.add(register)) {
                throw RefusedException.invalid("usage", "refused.register", "usage has the register " + register + " twice.", register.name());
            }
            BigDecimal quantity = number("usage", each.quantity());
            if (quantity == null) {
                throw RefusedException.invalid("usage", "refused.quantity", "usage: a quantity must be a number from 0 with at most 6 decimals.");
            }
            items.add(new UsageItem(register, quantity, false, List.of()));
        }
        return new UsageSpan(wanted.from(), wanted.to(), items);
    }

    private static PricingContext context(Wanted wanted) {
        BigDecimal year = number("usedThisYear", wanted.usedThisYear());
        BigDecimal month = number("usedThisMonth", wanted.usedThisMonth());
        return PricingContext.of(wanted.from(), wanted.to()).withHousehold(persons("householdSize", wanted.householdSize(), 1)).withBeds(persons("beds", wanted.beds(), 0))
                .withPower(number("contractKw", wanted.contractKw()), number("capacityKva", wanted.capacityKva()))
                .withUsed(new StepUse(year == null ? BigDecimal.ZERO : year, month == null ? BigDecimal.ZERO : month, BigDecimal.ZERO));
    }

    private static int persons(String field, Integer number, int least) {
        if (number == null) {
            return 1;
        }
        if (number < least || number > MAX_PERSONS) {
            throw RefusedException.invalid(field, "refused.persons", field + " must be from " + least + " to " + MAX_PERSONS + ".", least, MAX_PERSONS);
        }
        return number;
    }

    private static Register register(String text) {
        for (Register each : Register.values()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        throw RefusedException.invalid("usage", "refused.register", "usage: a register is one of " + List.of(Register.values()) + ".", text);
    }

    private static BigDecimal number(String field, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (!NUMBER.matcher(text.strip()).matches()) {
            throw RefusedException.invalid(field, "refused.quantity", field + " must be a number from 0 with at most 6 decimals.");
        }
        return new BigDecimal(text.strip());
    }
}
