package com.wattwell.collector;

import com.wattwell.platform.RefusedException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A kind of collector as a file that another installation reads: a JSON object with the fields of {@link CollectorKind.Definition}. */
public final class CollectorKindJson {

    private static final int MAX_CHARACTERS = 16_384;

    private CollectorKindJson() {
    }

    public static String write(CollectorKind kind) {
        CollectorKind.Definition definition = kind.definition();
        JsonObjectBuilder json = Json.createObjectBuilder();
        for (RecordComponent component : CollectorKind.Definition.class.getRecordComponents()) {
            switch (field(component, definition)) {
                case null -> json.addNull(component.getName());
                case Integer number -> json.add(component.getName(), number);
                case Object text -> json.add(component.getName(), text.toString());
            }
        }
        StringWriter text = new StringWriter();
        try (var writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createWriter(text)) {
            writer.write(json.build());
        }
        return text.toString().strip() + "\n";
    }

    /** @throws RefusedException naming the field {@code file} and what is wrong in it; whether the values are possible is judged when it is created */
    public static CollectorKind.Definition read(String text) {
        if (text == null || text.isBlank() || text.length() > MAX_CHARACTERS) {
            throw wrong("1 to " + MAX_CHARACTERS + " characters are expected");
        }
        JsonObject object;
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            object = reader.readObject();
        } catch (JsonException e) {
            throw wrong(e.getMessage());
        }
        RecordComponent[] components = CollectorKind.Definition.class.getRecordComponents();
        List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
        object.keySet().stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw wrong("there is no field " + name + "; there are " + String.join(", ", names));
        });
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i], object.getOrDefault(components[i].getName(), JsonValue.NULL));
        }
        try {
            return (CollectorKind.Definition) CollectorKind.Definition.class.getDeclaredConstructors()[0].newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(RecordComponent component, JsonValue value) {
        return switch (value) {
            case JsonString string when component.getType() == String.class -> string.getString();
            case JsonNumber number when component.getType() == Integer.class && number.isIntegral()
                    && number.bigIntegerValue().bitLength() < Integer.SIZE -> number.intValue();
            case JsonValue none when none.getValueType() == JsonValue.ValueType.NULL -> null;
            default -> throw wrong(component.getName() + " must be " + (component.getType() == String.class ? "a text" : "a whole number"));
        };
    }

    private static Object field(RecordComponent component, CollectorKind.Definition definition) {
        try {
            return component.getAccessor().invoke(definition);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RefusedException wrong(String why) {
        return RefusedException.invalid("file", "refused.kindFile", "The file is no kind of collector: " + why + ".", why);
    }
}
