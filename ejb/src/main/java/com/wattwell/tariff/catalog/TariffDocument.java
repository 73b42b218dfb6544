package com.wattwell.tariff.catalog;

import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.TariffVersion;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a version as JSON: how they are kept, edited and exchanged. What is not known is refused, for whoever wrote it meant something by it.
 *
 * <pre>
 *   {"rules": [
 *     {"type": "TIME_OF_USE", "id": "TOU", "zh": "电度电费", "en": "Energy", "months": [7, 8], "prices": {"PEAK": 0.568, "VALLEY": 0.288}, "remainder": "FLAT"},
 *     {"type": "STEPS", "id": "STEP", "zh": "阶梯加价", "en": "Step", "cycle": "YEAR", "resetMonth": 1, "resetDay": 1, "partCycle": "WHOLE",
 *      "persons": 4, "morePersons": 3, "steps": [{"upTo": 2760, "perPerson": 0, "price": 0}, {"upTo": 4800, "price": 0.05}, {"price": 0.3}]},
 *     {"type": "SURCHARGE", "id": "SEWAGE", "zh": "污水处理费", "en": "Sewage", "price": 1.36, "baseShare": 0.9},
 *     {"type": "FLAT", … "price": 0.52}, {"type": "SHARE", … "price": 0.52}, {"type": "FEE", … "perMonth": 3},
 *     {"type": "FREE_QUOTA", … "perMonth": 6, "per": "BED"}, {"type": "DEMAND", … "basis": "CAPACITY", "price": 24},
 *     {"type": "POWER_FACTOR", … "standard": 90}, {"type": "MINIMUM", … "perMonth": 10}, {"type": "TAX", … "percent": 13, "included": true}]}
 * </pre>
 */
public final class TariffDocument {

    /** Characters of a document, at most. */
    public static final int MAX_LENGTH = 60_000;

    private TariffDocument() {
    }

    /** @throws RefusedException naming the field, such as {@code rules[2].price} */
    public static List<Rule> read(JsonObject document) {
        for (String field : document.keySet()) {
            if (!field.equals("rules")) {
                throw refused(field, "is not known here: a document has rules");
            }
        }
        if (!(document.get("rules") instanceof JsonArray array) || array.isEmpty() || array.size() > TariffVersion.MAX_RULES) {
            throw refused("rules", "must be a list of 1 to " + TariffVersion.MAX_RULES + " rules");
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof JsonObject object)) {
                throw refused("rules[" + i + "]", "must be an object");
            }
            rules.add(RuleReader.read("rules[" + i + "].", object));
        }
        RuleChecks.check(rules);
        return List.copyOf(rules);
    }

    /** The same of a text. */
    public static List<Rule> read(String text) {
        return read(json(text));
    }

    static JsonObject json(String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            throw refused("document", "must have at most " + MAX_LENGTH + " characters");
        }
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonValue read = reader.readValue();
            if (read instanceof JsonObject object) {
                return object;
            }
        } catch (JsonException e) {
            throw refused("document", "is not JSON: " + e.getMessage());
        }
        throw refused("document", "must be a JSON object");
    }

    public static JsonObject write(List<Rule> rules) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        rules.forEach(rule -> array.add(RuleWriter.write(rule)));
        return Json.createObjectBuilder().add("rules", array).build();
    }

    static RefusedException refused(String field, String why) {
        return RefusedException.invalid(field, "refused.tariff", field + " " + why + ".", field, why);
    }
}
