package com.wattwell.api.http;

import com.wattwell.platform.RefusedException;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a record of a JSON object and refuses what a lenient reader would pass over: fields the record does not have, a
 * field twice, a number where a text belongs. A mistyped field would otherwise be an order half understood.
 */
final class StrictJson {

    /** Characters of a text; the services know narrower limits. */
    static final int MAX_TEXT = 1_000;
    static final int MAX_LIST = 100;
    private static final int MAX_NUMBERS = 10_000;
    private static final String NUMBERS = "a list of whole numbers";
    private static final String OBJECTS = "a list of objects";
    private static final int MAX_SHOWN_NAME = 60;

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private StrictJson() {
    }

    /**
     * Reads a record whose components are texts, whole numbers, truth values, lists of texts, of whole numbers or of such
     * records, or objects that their service reads by itself. A field that is missing or {@code null} is {@code null}; an
     * empty body is an empty object.
     *
     * @throws RefusedException naming the field that is wrong, missing or unknown
     */
    static <T extends Record> T read(byte[] body, Class<T> type) {
        return read(parse(body), type);
    }

    private static <T extends Record> T read(Map<String, JsonValue> object, Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        for (String name : object.keySet()) {
            if (Arrays.stream(components).noneMatch(component -> component.getName().equals(name))) {
                throw RefusedException.invalid(shown(name), "refused.unknownField", "There is no field " + shown(name) + " here; there are "
                        + String.join(", ", Arrays.stream(components).map(RecordComponent::getName).toList()) + ".");
            }
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            JsonValue value = object.getOrDefault(components[i].getName(), JsonValue.NULL);
            boolean missing = value.getValueType() == JsonValue.ValueType.NULL;
            if (missing && components[i].isAnnotationPresent(Required.class)) {
                throw RefusedException.invalid(components[i].getName(), "refused.required", components[i].getName() + " is missing.");
            }
            values[i] = missing ? null : value(components[i], value);
        }
        return make(type, components, values);
    }

    private static Map<String, JsonValue> parse(byte[] body) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw notJson("The body is not UTF-8.");
        }
        if (text.isBlank()) {
            return Map.of();
        }
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            return fields(parser);
        } catch (JsonParsingException e) {
            throw notJson("The body is not JSON: see line " + e.getLocation().getLineNumber() + ", column " + e.getLocation().getColumnNumber() + ".");
        } catch (RefusedException | ProblemException e) {
            throw e;
        } catch (RuntimeException e) { // the parser has no type of its own for what is nested too deeply
            throw notJson("The body is not JSON, or is nested too deeply.");
        }
    }

    private static Map<String, JsonValue> fields(JsonParser parser) {
        if (parser.next() != JsonParser.Event.START_OBJECT) {
            throw notJson("The body must be a JSON object.");
        }
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        while (parser.next() == JsonParser.Event.KEY_NAME) {
            String name = parser.getString();
            parser.next();
            if (fields.put(name, parser.getValue()) != null) {
                throw RefusedException.invalid(shown(name), "refused.twice", "The body has the field " + shown(name) + " twice.");
            }
        }
        if (parser.hasNext()) {
            throw notJson("The body must be one JSON object.");
        }
        return fields;
    }

    private static String shown(String name) {
        return name.length() <= MAX_SHOWN_NAME ? name : name.substring(0, MAX_SHOWN_NAME) + "…";
    }

    private static ProblemException notJson(String detail) {
        return new ProblemException(Problem.invalid(null, detail));
    }

    private static Object value(RecordComponent component, JsonValue value) {
        String name = component.getName();
        Class<?> type = component.getType();
        if (type == String.class && value instanceof JsonString string) {
            return component.isAnnotationPresent(LongText.class) ? text(name, string, LongText.MAX) : text(name, string);
        }
        if (type == Integer.class && value instanceof JsonNumber number) {
            return whole(name, number);
        }
        if (type == Long.class && value instanceof JsonNumber number) {
            return large(name, number);
        }
        if (type == Boolean.class && (value.equals(JsonValue.TRUE) || value.equals(JsonValue.FALSE))) {
            return value.equals(JsonValue.TRUE);
        }
        if (type == JsonObject.class && value instanceof JsonObject object) {
            return object;
        }
        if (type == List.class && value instanceof JsonArray array) {
            return ofNumbers(component) ? numbers(name, array) : ofRecords(component) ? records(name, array, entryType(component)) : texts(name, array);
        }
        throw RefusedException.invalid(name, "refused.type", name + " must be " + (ofNumbers(component) ? NUMBERS : ofRecords(component) ? OBJECTS : inWords(type)) + ".");
    }

    /** The narrower limit of a field is told by the service that knows it; here is only where it must end. */
    private static String text(String name, JsonString string) {
        return text(name, string, MAX_TEXT);
    }

    private static String text(String name, JsonString string, int most) {
        if (string.getString().length() > most) {
            throw RefusedException.invalid(name, "refused.tooLong", name + " is far too long.");
        }
        return PlainText.kept(name, string.getString(), most);
    }

    private static long large(String name, JsonNumber number) {
        try {
            return number.bigDecimalValue().longValueExact();
        } catch (ArithmeticException e) {
            throw RefusedException.invalid(name, "refused.type", name + " must be a whole number, and not that large.");
        }
    }

    private static int whole(String name, JsonNumber number) {
        try {
            return number.bigDecimalValue().intValueExact();
        } catch (ArithmeticException e) {
            throw RefusedException.invalid(name, "refused.type", name + " must be a whole number, and not that large.");
        }
    }

    private static boolean ofNumbers(RecordComponent component) {
        return entryType(component) == Integer.class;
    }

    private static boolean ofRecords(RecordComponent component) {
        return entryType(component) instanceof Class<?> type && type.isRecord();
    }

    private static Class<?> entryType(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list ? (Class<?>) list.getActualTypeArguments()[0] : null;
    }

    private static List<Record> records(String name, JsonArray array, Class<?> type) {
        if (array.size() > MAX_LIST) {
            throw RefusedException.invalid(name, "refused.tooLong", name + " has at most " + MAX_LIST + " entries.", MAX_LIST);
        }
        return array.stream().map(entry -> {
            if (entry instanceof JsonObject object) {
                return (Record) read(object, type.asSubclass(Record.class));
            }
            throw RefusedException.invalid(name, "refused.type", name + " must be " + OBJECTS + ".");
        }).toList();
    }

    private static List<Integer> numbers(String name, JsonArray array) {
        if (array.size() > MAX_NUMBERS) {
            throw RefusedException.invalid(name, "refused.tooLong", name + " has at most " + MAX_NUMBERS + " entries.", MAX_NUMBERS);
        }
        return array.stream().map(entry -> {
            if (entry instanceof JsonNumber number) {
                return whole(name, number);
            }
            throw RefusedException.invalid(name, "refused.type", name + " must be " + NUMBERS + ".");
        }).toList();
    }

    private static List<String> texts(String name, JsonArray array) {
        if (array.size() > MAX_LIST) {
            throw RefusedException.invalid(name, "refused.tooLong", name + " has at most " + MAX_LIST + " entries.", MAX_LIST);
        }
        return array.stream().map(entry -> {
            if (entry instanceof JsonString string) {
                return text(name, string);
            }
            throw RefusedException.invalid(name, "refused.type", name + " must be " + inWords(List.class) + ".");
        }).toList();
    }

    private static String inWords(Class<?> type) {
        return type == String.class ? "a string" : type == Integer.class || type == Long.class ? "a whole number" : type == Boolean.class ? "true or false"
                : type == JsonObject.class ? "an object" : "a list of strings";
    }

    private static <T extends Record> T make(Class<T> type, RecordComponent[] components, Object[] values) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A body's record is public, with components only", e);
        }
    }
}
