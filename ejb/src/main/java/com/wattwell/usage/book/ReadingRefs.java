package com.wattwell.usage.book;

import com.wattwell.tariff.ReadingRef;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** References to readings as they are kept: {@code [{"meter":17,"type":"WATER_VOLUME","at":"2026-11-01T16:00:00Z","value":"12.5"}]}. */
public final class ReadingRefs {

    private ReadingRefs() {
    }

    /** Codes of reading types have no character that would have to be escaped. */
    public static String write(List<ReadingRef> readings) {
        return readings.stream().map(each -> "{\"meter\":" + each.meterId() + ",\"type\":\"" + each.readingType() + "\",\"at\":\"" + each.at() + "\",\"value\":\""
                + each.value().toPlainString() + "\"}").collect(Collectors.joining(",", "[", "]"));
    }

    public static List<ReadingRef> read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream().map(each -> new ReadingRef(each.getInt("meter"), each.getString("type"),
                    Instant.parse(each.getString("at")), new BigDecimal(each.getString("value")))).toList();
        }
    }
}
