package com.wattwell.tariff.catalog;

import com.wattwell.tariff.DemandCharge;
import com.wattwell.tariff.FlatPrice;
import com.wattwell.tariff.FreeQuota;
import com.wattwell.tariff.MinimumCharge;
import com.wattwell.tariff.MonthlyFee;
import com.wattwell.tariff.Months;
import com.wattwell.tariff.PartPrices;
import com.wattwell.tariff.PowerFactorAdjustment;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.SharePrice;
import com.wattwell.tariff.StepPrice;
import com.wattwell.tariff.Surcharge;
import com.wattwell.tariff.Tax;
import com.wattwell.tariff.TimeOfUsePrice;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** Writes one rule as {@link RuleReader} reads it. */
final class RuleWriter {

    private RuleWriter() {
    }

    static JsonObject write(Rule rule) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        json.add("type", type(rule)).add("id", rule.id()).add("zh", rule.name().zh()).add("en", rule.name().en());
        switch (rule) {
            case FlatPrice flat -> months(json, flat.season()).add("price", flat.price());
            case StepPrice steps -> steps(months(json, steps.season()), steps);
            case TimeOfUsePrice timeOfUse -> {
                months(json, timeOfUse.season()).add("prices", prices(timeOfUse.prices()));
                if (timeOfUse.remainder() != null) {
                    json.add("remainder", timeOfUse.remainder().name());
                }
            }
            case Surcharge surcharge -> months(json, surcharge.season()).add("price", surcharge.price()).add("baseShare", surcharge.baseShare());
            case SharePrice share -> json.add("price", share.price());
            case FreeQuota quota -> json.add("perMonth", quota.perMonth()).add("per", quota.per().name());
            case MonthlyFee fee -> json.add("perMonth", fee.perMonth());
            case DemandCharge demand -> json.add("basis", demand.basis().name()).add("price", demand.price());
            case PowerFactorAdjustment adjustment -> json.add("standard", adjustment.standard());
            case MinimumCharge minimum -> json.add("perMonth", minimum.perMonth());
            case Tax tax -> json.add("percent", tax.percent()).add("included", tax.included());
        }
        return json.build();
    }

    static String type(Rule rule) {
        return switch (rule) {
            case FlatPrice flat -> "FLAT";
            case StepPrice steps -> "STEPS";
            case TimeOfUsePrice timeOfUse -> "TIME_OF_USE";
            case Surcharge surcharge -> "SURCHARGE";
            case SharePrice share -> "SHARE";
            case FreeQuota quota -> "FREE_QUOTA";
            case MonthlyFee fee -> "FEE";
            case DemandCharge demand -> "DEMAND";
            case PowerFactorAdjustment adjustment -> "POWER_FACTOR";
            case MinimumCharge minimum -> "MINIMUM";
            case Tax tax -> "TAX";
        };
    }

    private static JsonObjectBuilder months(JsonObjectBuilder json, Months season) {
        if (!season.equals(Months.ALL)) {
            JsonArrayBuilder months = Json.createArrayBuilder();
            season.list().forEach(months::add);
            json.add("months", months);
        }
        return json;
    }

    private static void steps(JsonObjectBuilder json, StepPrice rule) {
        json.add("cycle", rule.cycle().name()).add("resetMonth", rule.resetMonth()).add("resetDay", rule.resetDay()).add("partCycle", rule.partCycle().name())
                .add("persons", rule.persons()).add("morePersons", rule.morePersons());
        JsonArrayBuilder steps = Json.createArrayBuilder();
        for (StepPrice.Step step : rule.steps()) {
            JsonObjectBuilder each = Json.createObjectBuilder();
            if (step.upTo() != null) {
                each.add("upTo", step.upTo());
            }
            if (step.perPerson().signum() != 0) {
                each.add("perPerson", step.perPerson());
            }
            if (step.parts() == null) {
                each.add("price", step.price());
            } else {
                each.add("prices", prices(step.parts()));
            }
            steps.add(each);
        }
        json.add("steps", steps);
    }

    private static JsonObjectBuilder prices(PartPrices prices) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        if (prices.sharp() != null) {
            json.add("SHARP", prices.sharp());
        }
        if (prices.peak() != null) {
            json.add("PEAK", prices.peak());
        }
        if (prices.flat() != null) {
            json.add("FLAT", prices.flat());
        }
        if (prices.valley() != null) {
            json.add("VALLEY", prices.valley());
        }
        return json;
    }
}
