package com.wattwell.tariff.catalog;

import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Rule;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Tariffs that ship, to begin one's own with: {@value #RESOURCE}. Each says where its prices are from; they are examples, not what a city charges today. */
public final class TariffExamples {

    static final String RESOURCE = "/tariff-examples.json";
    private static final List<Example> ALL = read();

    private TariffExamples() {
    }

    /**
     * One of them.
     *
     * @param source where its prices are from, in English
     */
    public record Example(String code, Commodity commodity, Label name, String source, List<Rule> rules) {
    }

    public static List<Example> all() {
        return ALL;
    }

    public static Optional<Example> byCode(String code) {
        return ALL.stream().filter(example -> example.code().equals(code)).findFirst();
    }

    private static List<Example> read() {
        try (InputStream in = TariffExamples.class.getResourceAsStream(RESOURCE); JsonReader reader = Json.createReader(in)) {
            return reader.readObject().getJsonArray("tariffs").stream().map(JsonValue::asJsonObject).map(TariffExamples::example).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Example example(JsonObject json) {
        return new Example(json.getString("code"), Commodity.valueOf(json.getString("commodity")), new Label(json.getString("nameZh"), json.getString("nameEn")),
                json.getString("source"), TariffDocument.read(Json.createObjectBuilder().add("rules", json.get("rules")).build()));
    }
}
