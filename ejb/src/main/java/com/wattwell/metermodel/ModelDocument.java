package com.wattwell.metermodel;

import com.wattwell.platform.RefusedException;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import com.wattwell.protocol.RequestStyle;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A meter model as JSON: how it ships, is exported and imported. Fields that are left out are as the standard has them;
 * one that is not known is refused, for whoever wrote it meant something by it.
 *
 * <pre>
 *   {"code": "WASION.DDS102", "make": "Wasion", "name": "DDS102", "protocol": "DLT645_2007", "baud": 2400, "parity": "EVEN",
 *    "preamble": 4, "readsBlocks": true, "supply": "RELAY", "controlWords": {"CLOSE": "1C"}, "controlLevel": 2,
 *    "memory": {"DAILY_FREEZE": 62}, "items": {"00010000": "ACTIVE_ENERGY_FORWARD", "02800007": {"type": "METER_TEMPERATURE", "decimals": 1}},
 *    "passwords": {"2": "000000"}}
 * </pre>
 *
 * Passwords can come in and never go out.
 */
final class ModelDocument {

    private static final Set<String> FIELDS = Set.of("code", "make", "name", "protocol", "commodity", "baud", "parity", "preamble", "diHighFirst", "replyMillis",
            "readsBlocks", "supply", "ciphertext", "controlWords", "controlLevel", "writeLevel", "operator", "memory", "note", "items", "passwords");

    /**
     * What a document says.
     *
     * @param passwords by level, in clear
     */
    record Parsed(MeterModel model, Map<Integer, String> passwords) {
        @Override
        public String toString() {
            return "Parsed[" + model.code() + "]";
        }
    }

    private final JsonObject json;
    private final Map<String, Integer> typeIds;

    private ModelDocument(JsonObject json, Map<String, Integer> typeIds) {
        this.json = json;
        this.typeIds = typeIds;
    }

    /**
     * @param typeIds ids of the reading types by their codes
     * @throws RefusedException naming the field; whether values make sense together is checked by {@link ModelRules}
     */
    static Parsed read(JsonObject json, Map<String, Integer> typeIds) {
        Set<String> unknown = new TreeSet<>(json.keySet());
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty()) {
            String known = String.join(", ", new TreeSet<>(FIELDS));
            throw refused(unknown.iterator().next(), "refused.modelField", "is none of " + known, known);
        }
        return new ModelDocument(json, typeIds).parsed();
    }

    private Parsed parsed() {
        RequestStyle style;
        try {
            style = new RequestStyle(whole("preamble", 4), truth("diHighFirst", false), words());
        } catch (IllegalArgumentException e) {
            throw refused("preamble", "refused.modelStyle", "does not fit: " + e.getMessage(), e.getMessage());
        }
        MeterModel model = new MeterModel(0, null, text("code", ""), text("make", ""), text("name", ""), text("protocol", ""),
                constant("commodity", MeterModel.Commodity.class, MeterModel.Commodity.ELECTRICITY), whole("baud", 2400),
                constant("parity", MeterModel.Parity.class, MeterModel.Parity.EVEN), style, whole("replyMillis", 0), truth("readsBlocks", true),
                constant("supply", MeterModel.Supply.class, MeterModel.Supply.NONE), truth("ciphertext", false), whole("controlLevel", 2),
                whole("writeLevel", 4), text("operator", "00000000"), memory(), text("note", ""), 0, items());
        return new Parsed(model, passwords());
    }

    private Map<SupplyAction, Integer> words() {
        Map<SupplyAction, Integer> words = new EnumMap<>(SupplyAction.class);
        object("controlWords").forEach((action, word) -> {
            byte[] bytes = word instanceof JsonString text ? hex(text.getString()) : new byte[0];
            if (bytes.length != 1) {
                throw refused("controlWords." + action, "refused.modelWord", "must be one byte in hex, such as \"1A\"");
            }
            words.put(constant("controlWords", action, SupplyAction.class), bytes[0] & 0xFF);
        });
        return words;
    }

    private static byte[] hex(String text) {
        try {
            return Hex.parse(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private Map<MeterModel.Memory, Integer> memory() {
        Map<MeterModel.Memory, Integer> memory = new EnumMap<>(MeterModel.Memory.class);
        object("memory").forEach((what, count) -> {
            if (!(count instanceof JsonNumber number) || !number.isIntegral() || number.intValue() < 1 || number.intValue() > 65_535) {
                throw refused("memory." + what, "refused.modelMemory", "must be how many it remembers, 1 to 65535");
            }
            memory.put(constant("memory", what, MeterModel.Memory.class), number.intValue());
        });
        return memory;
    }

    private List<MeterModel.Item> items() {
        List<MeterModel.Item> items = new ArrayList<>();
        object("items").forEach((item, value) -> {
            String type = value instanceof JsonString text ? text.getString()
                    : value instanceof JsonObject object && object.get("type") instanceof JsonString text ? text.getString() : "";
            Integer id = typeIds.get(type);
            if (id == null) {
                throw refused("items." + item, "refused.modelType", "names no reading type, such as ACTIVE_ENERGY_FORWARD: \"" + type + "\"", type);
            }
            JsonValue decimals = value instanceof JsonObject object ? object.get("decimals") : null;
            if (decimals != null && !(decimals instanceof JsonNumber)) {
                throw refused("items." + item, "refused.modelDecimalsNumber", "has decimals that are no number");
            }
            items.add(new MeterModel.Item(item, id, decimals == null ? null : ((JsonNumber) decimals).intValue()));
        });
        return items;
    }

    private Map<Integer, String> passwords() {
        Map<Integer, String> passwords = new TreeMap<>();
        object("passwords").forEach((level, password) -> {
            if (!level.matches("[0-9]") || !(password instanceof JsonString text)) {
                throw refused("passwords", "refused.modelPasswords", "must be texts under the levels \"0\" to \"9\"");
            }
            passwords.put(Integer.valueOf(level), text.getString());
        });
        return passwords;
    }

    private JsonObject object(String field) {
        JsonValue value = json.get(field);
        if (value == null) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw refused(field, "refused.modelObject", "must be an object");
    }

    private String text(String field, String usual) {
        JsonValue value = json.get(field);
        if (value == null) {
            return usual;
        }
        if (value instanceof JsonString text) {
            return text.getString().strip();
        }
        throw refused(field, "refused.modelText", "must be a text");
    }

    private int whole(String field, int usual) {
        JsonValue value = json.get(field);
        if (value == null) {
            return usual;
        }
        if (value instanceof JsonNumber number && number.isIntegral() && number.bigDecimalValue().abs().intValue() < 1_000_000) {
            return number.intValue();
        }
        throw refused(field, "refused.modelWhole", "must be a whole number");
    }

    private boolean truth(String field, boolean usual) {
        JsonValue value = json.get(field);
        if (value == null) {
            return usual;
        }
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return value == JsonValue.TRUE;
        }
        throw refused(field, "refused.modelTruth", "must be true or false");
    }

    private <E extends Enum<E>> E constant(String field, Class<E> type, E usual) {
        String text = text(field, null);
        return text == null ? usual : constant(field, text, type);
    }

    private static <E extends Enum<E>> E constant(String field, String text, Class<E> type) {
        try {
            return Enum.valueOf(type, text);
        } catch (IllegalArgumentException e) {
            throw refused(field, "refused.modelConstant", "must be one of " + List.of(type.getEnumConstants()) + ", not \"" + text + "\"",
                    List.of(type.getEnumConstants()).toString(), text);
        }
    }

    /**
     * @param key       of the portal's texts; its first argument is the field
     * @param why       the same in English, behind the field
     * @param arguments the others of the text
     */
    static RefusedException refused(String field, String key, String why, Object... arguments) {
        return RefusedException.invalid(field, key, field + " " + why + ".", Stream.concat(Stream.of(field), Stream.of(arguments)).toArray());
    }

    /** The document of a model, without passwords. @param typeCodes codes of the reading types by their ids */
    static JsonObject write(MeterModel model, Map<Integer, String> typeCodes) {
        JsonObjectBuilder words = Json.createObjectBuilder();
        new TreeMap<>(model.style().controlWords()).forEach((action, word) -> words.add(action.name(), Hex.of(word)));
        JsonObjectBuilder memory = Json.createObjectBuilder();
        new TreeMap<>(model.memory()).forEach((what, count) -> memory.add(what.name(), count));
        JsonObjectBuilder items = Json.createObjectBuilder();
        for (MeterModel.Item item : model.items()) {
            String type = typeCodes.get(item.readingTypeId());
            if (item.decimals() == null) {
                items.add(item.item(), type);
            } else {
                items.add(item.item(), Json.createObjectBuilder().add("type", type).add("decimals", item.decimals()));
            }
        }
        return Json.createObjectBuilder().add("code", model.code()).add("make", model.make()).add("name", model.name()).add("protocol", model.protocol())
                .add("commodity", model.commodity().name()).add("baud", model.baud()).add("parity", model.parity().name())
                .add("preamble", model.style().preamble()).add("diHighFirst", model.style().diHighFirst()).add("replyMillis", model.replyMillis())
                .add("readsBlocks", model.readsBlocks()).add("supply", model.supply().name()).add("ciphertext", model.ciphertext())
                .add("controlWords", words).add("controlLevel", model.controlLevel()).add("writeLevel", model.writeLevel()).add("operator", model.operator())
                .add("memory", memory).add("note", model.note()).add("items", items).build();
    }
}
