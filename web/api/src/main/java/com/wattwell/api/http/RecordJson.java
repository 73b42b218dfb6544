package com.wattwell.api.http;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Records are what goes in and out. In strictly ({@link StrictJson}); out with every field there, {@code null} where there
 * is nothing, so that a reader sees what there could be.
 */
@Provider
public class RecordJson implements MessageBodyReader<Record>, MessageBodyWriter<Record> {

    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    static byte[] write(Record value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = GENERATORS.createGenerator(bytes, StandardCharsets.UTF_8)) {
            write(json, value);
        }
        return bytes.toByteArray();
    }

    /** JSON-B would do it too, but in an order that says nothing; here the fields stand as the record has them. */
    private static void write(JsonGenerator json, Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Record object -> {
                json.writeStartObject();
                for (RecordComponent component : object.getClass().getRecordComponents()) {
                    json.writeKey(component.getName());
                    write(json, field(object, component));
                }
                json.writeEnd();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(entry -> write(json, entry));
                json.writeEnd();
            }
            case JsonValue already -> json.write(already);
            case Boolean truth -> json.write(truth);
            case Integer number -> json.write(number);
            case Long number -> json.write(number);
            case String text -> json.write(text);
            case Instant instant -> json.write(instant.toString());
            default -> throw new IllegalArgumentException("No JSON for " + value.getClass());
        }
    }

    private static Object field(Record object, RecordComponent component) {
        try {
            return component.getAccessor().invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record that goes out is public", e);
        }
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public Record readFrom(Class<Record> type, Type genericType, Annotation[] annotations, MediaType mediaType,
                           MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        return StrictJson.read(body.readAllBytes(), type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public void writeTo(Record value, Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType,
                        MultivaluedMap<String, Object> headers, OutputStream body) throws IOException {
        body.write(write(value));
    }
}
