package com.wattwell.tariff.catalog;

import com.wattwell.tariff.DemandCharge;
import com.wattwell.tariff.FlatPrice;
import com.wattwell.tariff.FreeQuota;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.MinimumCharge;
import com.wattwell.tariff.MonthlyFee;
import com.wattwell.tariff.Months;
import com.wattwell.tariff.PartPrices;
import com.wattwell.tariff.PowerFactorAdjustment;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.Rounding;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.SharePrice;
import com.wattwell.tariff.StepPrice;
import com.wattwell.tariff.Surcharge;
import com.wattwell.tariff.Tax;
import com.wattwell.tariff.TimeOfUsePrice;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads one rule; every refusal names the field. Numbers may stand as numbers or as texts, so that a form needs no other way. */
final class RuleReader {

    static final int MAX_NAME = 60;
    private static final BigDecimal MAX_PRICE = new BigDecimal("10000");
    private static final BigDecimal MAX_AMOUNT = new BigDecimal("10000000");
    private static final BigDecimal MAX_QUANTITY = new BigDecimal("1000000000");
    private static final Pattern ID = Pattern.compile("[A-Z0-9_-]{1," + Rule.MAX_ID + "}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");
    private static final int MAX_DIGITS = 30;
    private static final Set<String> COMMON = Set.of("type", "id", "zh", "en");

    private final String at;
    private final JsonObject json;

    private RuleReader(String at, JsonObject json) {
        this.at = at;
        this.json = json;
    }

    static Rule read(String at, JsonObject json) {
        return new RuleReader(at, json).rule();
    }

    private Rule rule() {
        String type = text("type", 30);
        String id = text("id", Rule.MAX_ID);
        if (!ID.matcher(id).matches()) {
            throw TariffDocument.refused(at + "id", "must be 1 to " + Rule.MAX_ID + " of A to Z, 0 to 9, _ and -");
        }
        Label name = new Label(text("zh", MAX_NAME), text("en", MAX_NAME));
        return switch (type) {
            case "FLAT" -> {
                only("months", "price");
                yield new FlatPrice(id, name, months(), price("price"));
            }
            case "STEPS" -> {
                only("months", "cycle", "resetMonth", "resetDay", "steps", "persons", "morePersons", "partCycle");
                yield steps(id, name);
            }
            case "TIME_OF_USE" -> {
                only("months", "prices", "remainder");
                yield timeOfUse(id, name);
            }
            case "SURCHARGE" -> {
                only("months", "price", "baseShare");
                BigDecimal share = number("baseShare", BigDecimal.ONE, BigDecimal.TEN, 6);
                if (share.signum() == 0) {
                    throw TariffDocument.refused(at + "baseShare", "must be above 0");
                }
                yield new Surcharge(id, name, months(), price("price"), share);
            }
            case "SHARE" -> {
                only("price");
                yield new SharePrice(id, name, price("price"));
            }
            case "FREE_QUOTA" -> {
                only("perMonth", "per");
                yield new FreeQuota(id, name, number("perMonth", null, MAX_QUANTITY, 4), constant("per", FreeQuota.Per.class, FreeQuota.Per.ACCOUNT));
            }
            case "FEE" -> {
                only("perMonth");
                yield new MonthlyFee(id, name, number("perMonth", null, MAX_AMOUNT, 2));
            }
            case "DEMAND" -> {
                only("basis", "price");
                yield new DemandCharge(id, name, constant("basis", DemandCharge.Basis.class, DemandCharge.Basis.MEASURED_DEMAND), price("price"));
            }
            case "POWER_FACTOR" -> {
                only("standard");
                int standard = whole("standard", 90, 80, 90);
                if (standard % 5 != 0) {
                    throw TariffDocument.refused(at + "standard", "must be 90, 85 or 80");
                }
                yield new PowerFactorAdjustment(id, name, standard);
            }
            case "MINIMUM" -> {
                only("perMonth");
                yield new MinimumCharge(id, name, number("perMonth", null, MAX_AMOUNT, 2));
            }
            case "TAX" -> {
                only("percent", "included");
                yield new Tax(id, name, number("percent", null, new BigDecimal(100), 4), truth("included", true));
            }
            default -> throw TariffDocument.refused(at + "type", "must be one of FLAT, STEPS, TIME_OF_USE, SURCHARGE, SHARE, FREE_QUOTA, FEE, DEMAND, POWER_FACTOR,"
                    + " MINIMUM, TAX, not \"" + type + "\"");
        };
    }

    private Rule steps(String id, Label name) {
        JsonValue value = json.get("steps");
        if (!(value instanceof JsonArray array) || array.isEmpty() || array.size() > StepPrice.MAX_STEPS) {
            throw TariffDocument.refused(at + "steps", "must be a list of 1 to " + StepPrice.MAX_STEPS + " steps");
        }
        List<StepPrice.Step> steps = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof JsonObject object)) {
                throw TariffDocument.refused(at + "steps[" + i + "]", "must be an object");
            }
            steps.add(new RuleReader(at + "steps[" + i + "].", object).step());
        }
        try {
            return new StepPrice(id, name, months(), constant("cycle", StepPrice.Cycle.class, StepPrice.Cycle.MONTH), whole("resetMonth", 1, 1, 12),
                    whole("resetDay", 1, 1, 28), steps, whole("persons", 0, 0, 50), whole("morePersons", 0, 0, 50),
                    constant("partCycle", StepPrice.PartCycle.class, StepPrice.PartCycle.WHOLE));
        } catch (IllegalArgumentException e) {
            throw TariffDocument.refused(at + "steps", "are wrong: " + e.getMessage());
        }
    }

    private StepPrice.Step step() {
        only(Set.of("upTo", "perPerson", "price", "prices"));
        boolean parts = json.get("prices") instanceof JsonObject;
        if (parts == has("price")) {
            throw TariffDocument.refused(at + "price", "must be there, or prices by parts of the day instead");
        }
        return new StepPrice.Step(has("upTo") ? number("upTo", null, MAX_QUANTITY, 4) : null, number("perPerson", BigDecimal.ZERO, MAX_QUANTITY, 4),
                parts ? null : price("price"), parts ? prices() : null);
    }

    private Rule timeOfUse(String id, Label name) {
        Register remainder = has("remainder") ? constant("remainder", Register.class, null) : null;
        try {
            return new TimeOfUsePrice(id, name, months(), prices(), remainder);
        } catch (IllegalArgumentException e) {
            throw TariffDocument.refused(at + "remainder", "must be a part of the day that has a price");
        }
    }

    private PartPrices prices() {
        if (!(json.get("prices") instanceof JsonObject object)) {
            throw TariffDocument.refused(at + "prices", "must be an object such as {\"PEAK\": 0.9, \"VALLEY\": 0.3}");
        }
        RuleReader inner = new RuleReader(at + "prices.", object);
        inner.only(Set.of("SHARP", "PEAK", "FLAT", "VALLEY"));
        try {
            return new PartPrices(inner.optional("SHARP"), inner.optional("PEAK"), inner.optional("FLAT"), inner.optional("VALLEY"));
        } catch (IllegalArgumentException e) {
            throw TariffDocument.refused(at + "prices", "must have at least one part of the day");
        }
    }

    private BigDecimal optional(String field) {
        return has(field) ? price(field) : null;
    }

    private Months months() {
        JsonValue value = json.get("months");
        if (value == null) {
            return Months.ALL;
        }
        if (value instanceof JsonArray array && !array.isEmpty() && array.size() <= 12) {
            int bits = 0;
            for (JsonValue each : array) {
                int month = each instanceof JsonNumber number && number.isIntegral() ? number.intValue() : 0;
                if (month < 1 || month > 12) {
                    throw TariffDocument.refused(at + "months", "must be numbers from 1 to 12");
                }
                bits |= 1 << month - 1;
            }
            return new Months(bits);
        }
        throw TariffDocument.refused(at + "months", "must be a list of 1 to 12 months");
    }

    private void only(String... fields) {
        Set<String> known = new TreeSet<>(COMMON);
        known.addAll(List.of(fields));
        only(known);
    }

    private void only(Set<String> known) {
        for (String field : json.keySet()) {
            if (!known.contains(field)) {
                throw TariffDocument.refused(at + field, "is not known here; there are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    private boolean has(String field) {
        JsonValue value = json.get(field);
        return value != null && value != JsonValue.NULL && !(value instanceof JsonString text && text.getString().isBlank());
    }

    private String text(String field, int most) {
        if (json.get(field) instanceof JsonString text) {
            String stripped = text.getString().strip();
            if (!stripped.isEmpty() && stripped.length() <= most && stripped.codePoints().noneMatch(each -> Character.isISOControl(each) || Character.getType(each) == Character.FORMAT)) {
                return stripped;
            }
        }
        throw TariffDocument.refused(at + field, "must be a text of 1 to " + most + " characters");
    }

    private BigDecimal price(String field) {
        return number(field, null, MAX_PRICE, Rounding.PRICE_SCALE);
    }

    /** @param usual {@code null} when it must be there */
    private BigDecimal number(String field, BigDecimal usual, BigDecimal most, int decimals) {
        if (!has(field) && usual != null) {
            return usual;
        }
        JsonValue value = json.get(field);
        String text = value instanceof JsonString string ? string.getString().strip() : value instanceof JsonNumber number ? plain(number.bigDecimalValue()) : "";
        if (NUMBER.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text);
            if (number.compareTo(most) <= 0 && Math.max(0, number.stripTrailingZeros().scale()) <= decimals) {
                return number;
            }
        }
        throw TariffDocument.refused(at + field, "must be a number from 0 to " + most.toPlainString() + " with at most " + decimals + " decimals");
    }

    /** As it is written without an exponent; nothing for one that would be long: 1E2000000000 has two thousand million digits. */
    private static String plain(BigDecimal number) {
        return number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS ? "" : number.toPlainString();
    }

    private int whole(String field, int usual, int least, int most) {
        if (!has(field)) {
            return usual;
        }
        JsonValue value = json.get(field);
        String text = value instanceof JsonString string ? string.getString().strip() : value.toString();
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw TariffDocument.refused(at + field, "must be a whole number from " + least + " to " + most);
    }

    private boolean truth(String field, boolean usual) {
        JsonValue value = json.get(field);
        if (value == null) {
            return usual;
        }
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return value == JsonValue.TRUE;
        }
        throw TariffDocument.refused(at + field, "must be true or false");
    }

    private <E extends Enum<E>> E constant(String field, Class<E> type, E usual) {
        if (!has(field)) {
            return usual;
        }
        String text = json.get(field) instanceof JsonString string ? string.getString() : "";
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        throw TariffDocument.refused(at + field, "must be one of " + List.of(type.getEnumConstants()));
    }
}
