package com.wattwell.control;

import com.wattwell.protocol.Hex;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.List;

/** Makes the order of a command's row. */
final class Orders {

    private Orders() {
    }

    /**
     * @param items      of a READ
     * @param parameters JSON of what else belongs to the kind: {@code model} of a READ that tries one, {@code item} and {@code values} of a WRITE, {@code request} of a RAW
     */
    static Order of(CommandKind kind, List<String> items, String parameters) {
        return switch (kind) {
            case READ -> new ReadOrder(items);
            case RAW -> new RawOrder(Hex.parse(json(parameters).getString("request")));
            case WRITE -> new WriteOrder(json(parameters).getString("item"), json(parameters).getJsonArray("values").getValuesAs(JsonString::getString));
            case SET_CLOCK -> new ClockOrder();
            case TRIP, PERMIT_CLOSE, CLOSE, ALARM_ON, ALARM_OFF, KEEP_POWER_ON, KEEP_POWER_OFF -> new SupplyOrder(kind.action());
            case SET_PASSWORD, SET_ADDRESS, SET_BAUD, FREEZE, CLEAR_DEMAND, CLEAR_EVENTS ->
                    throw new IllegalArgumentException("No order of the kind " + kind);
        };
    }

    static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
