package com.wattwell.control;

import com.wattwell.protocol.Hex;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.LocalDateTime;
import java.util.List;

/** Makes the order of a command's row. */
final class Orders {

    private Orders() {
    }

    /**
     * @param items      of a READ that stands alone
     * @param parameters JSON of what else belongs to the kind: {@code item} and {@code values} of a WRITE, {@code request} of a RAW,
     *                   {@code items} or {@code profile} of a READ, {@code model} of one that tries it, {@code level} of a SET_PASSWORD, {@code address} of a SET_ADDRESS, {@code baud} of a SET_BAUD
     */
    static Order of(CommandKind kind, List<String> items, String parameters) {
        return switch (kind) {
            case READ -> read(items, parameters == null ? JsonValue.EMPTY_JSON_OBJECT : json(parameters));
            case RAW -> new RawOrder(Hex.parse(json(parameters).getString("request")));
            case WRITE -> new WriteOrder(json(parameters).getString("item"), json(parameters).getJsonArray("values").getValuesAs(JsonString::getString));
            case SET_CLOCK -> new ClockOrder();
            case TRIP, PERMIT_CLOSE, CLOSE, ALARM_ON, ALARM_OFF, KEEP_POWER_ON, KEEP_POWER_OFF -> new SupplyOrder(kind.action());
            case SET_PASSWORD -> new PasswordOrder(json(parameters).getInt("level"), null);
            case SET_ADDRESS -> new AddressOrder(json(parameters).getString("address"));
            case SET_BAUD -> new BaudOrder(json(parameters).getInt("baud"));
            case RECHARGE -> new PurchaseOrder(json(parameters).getJsonNumber("amountFen").longValueExact(),
                    json(parameters).containsKey("number") ? (Integer) json(parameters).getInt("number") : null);
            case FREEZE, CLEAR_DEMAND, CLEAR_EVENTS -> throw new IllegalArgumentException("No order of the kind " + kind);
        };
    }

    private static Order read(List<String> items, JsonObject parameters) {
        if (parameters.containsKey("profile")) {
            JsonObject profile = parameters.getJsonObject("profile");
            return new ProfileOrder(profile.getInt("group"), profile.getInt("count"),
                    profile.containsKey("from") ? LocalDateTime.parse(profile.getString("from")) : null, profile.getBoolean("keep"));
        }
        return new ReadOrder(parameters.containsKey("items") ? parameters.getJsonArray("items").getValuesAs(JsonString::getString) : items);
    }

    static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
