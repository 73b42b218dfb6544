package com.wattwell.bench.library;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;

/** What one telegram means: its records as JSON, and what the standard says instead here and there. */
record Expected(String id, JsonObject json, Map<String, String> byTheStandard) {

    int records() {
        return json.getJsonArray("records").size();
    }

    /** Whether the expected record is empty: one that the other decoder gave up. */
    boolean gaveUp(int index) {
        return json.getJsonArray("records").getJsonObject(index).isEmpty();
    }

    /** The expected text, or {@code null}. */
    String text(int index, String key) {
        String standard = byTheStandard.get(id + " " + index + " " + key);
        return standard != null ? standard : json.getJsonArray("records").getJsonObject(index).getString(key, null);
    }

    JsonObject head() {
        return json.getJsonObject("head");
    }

    /** Whether facts say what the JSON says; a map may say more. */
    static boolean same(Object facts, JsonValue json) {
        return switch (json) {
            case JsonString text -> text.getString().equals(facts);
            case JsonNumber number -> facts instanceof Integer each && number.intValueExact() == each;
            case JsonObject object -> facts instanceof Map<?, ?> map
                    && object.entrySet().stream().allMatch(entry -> same(map.get(entry.getKey()), entry.getValue()));
            case JsonArray array -> facts instanceof List<?> list && list.size() == array.size() && allSame(list, array);
            default -> json == JsonValue.NULL ? facts == null : Boolean.valueOf(json == JsonValue.TRUE).equals(facts);
        };
    }

    private static boolean allSame(List<?> list, JsonArray array) {
        for (int i = 0; i < list.size(); i++) {
            if (!same(list.get(i), array.get(i))) {
                return false;
            }
        }
        return true;
    }
}
