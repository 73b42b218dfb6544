package com.wattwell.portal.control;

import com.wattwell.control.CommandQueries;
import com.wattwell.control.CommandState;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A command with its steps and what came of it. */
public record Story(CommandQueries.Row command, List<CommandQueries.Event> events, List<Value> values) {

    /** A value that a reading brought; {@code value} is {@code null} when the meter has none. */
    public record Value(String item, String nameEn, String nameZh, String value, String unit) {

        /** Whether it could be kept as a reading. */
        public boolean isNumeric() {
            return value != null && NUMBER.matcher(value).matches();
        }
    }

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    public static Story of(CommandQueries.Row command, List<CommandQueries.Event> events) {
        return new Story(command, events, values(command.result()));
    }

    public boolean isOpen() {
        return !command.state().ended();
    }

    /** How the step with this index looks: done, or for the last one good, bad or done. */
    public String tone(int index) {
        if (index < events.size() - 1 || isOpen()) {
            return "done";
        }
        return tone(command.state());
    }

    /** The tone of a state: good, bad, busy or calm. */
    public static String tone(CommandState state) {
        return switch (state) {
            case CONFIRMED -> "good";
            case FAILED, EXPIRED -> "bad";
            case WITHDRAWN, WAITING -> "calm";
            case SENT, ACCEPTED -> "busy";
        };
    }

    public String getTone() {
        return tone(command.state());
    }

    /** @return the text of a command's result is an array of items, or an array of such arrays */
    private static List<Value> values(String json) {
        List<Value> values = new ArrayList<>();
        if (json != null) {
            try (JsonReader reader = Json.createReader(new StringReader(json))) {
                if (reader.readValue() instanceof JsonArray array) {
                    array.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).forEach(entry -> values.add(new Value(
                            entry.getString("item", ""), entry.getString("nameEn", ""), entry.getString("nameZh", ""),
                            entry.isNull("value") ? null : entry.getString("value"), entry.getString("unit", ""))));
                }
            }
        }
        return values;
    }
}
