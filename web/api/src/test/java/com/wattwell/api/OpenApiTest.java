package com.wattwell.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Required;
import com.wattwell.api.v1.CommandStory;
import com.wattwell.api.v1.OpenApiResource;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description is written by hand; this holds it to what the code does. */
class OpenApiTest {

    private static final String SCHEMAS = "#/components/schemas/";

    private final Map<String, Object> document = load();
    private final Map<String, Object> schemas = object(object(document, "components"), "schemas");
    /** Methods of the resources by what they answer to, such as {@code get /meters/{id}}. */
    private final Map<String, Method> methods = methods();

    @Test
    void itIsOpenApi31() {
        assertThat(document.get("openapi")).isEqualTo("3.1.0");
        assertThat(document).containsKeys("info", "servers", "paths", "components", "security");
    }

    @Test
    void itHasEveryAddressAndMethodAndNoOther() {
        Set<String> described = new TreeSet<>();
        object(document, "paths").forEach((path, item) -> map(item).keySet().forEach(method -> described.add(method + " " + path)));
        assertThat(described).isEqualTo(new TreeSet<>(methods.keySet()));
    }

    @Test
    void everyOperationHasItsParameters() {
        methods.forEach((address, method) -> {
            Set<String> expected = new TreeSet<>();
            for (Parameter parameter : method.getParameters()) {
                if (parameter.isAnnotationPresent(QueryParam.class)) {
                    expected.add(parameter.getAnnotation(QueryParam.class).value());
                } else if (parameter.isAnnotationPresent(BeanParam.class)) {
                    assertThat(parameter.getType()).isEqualTo(PageQuery.class);
                    expected.addAll(List.of("page", "size"));
                }
            }
            Pattern.compile("\\{(\\w+)}").matcher(address).results().forEach(match -> expected.add(match.group(1)));
            if (method.isAnnotationPresent(POST.class)) {
                expected.add("Idempotency-Key");
            }
            assertThat(parameters(operation(address))).as(address).isEqualTo(expected);
        });
    }

    @Test
    void everyBodyIsTheRecordThatTheMethodTakes() {
        methods.forEach((address, method) -> {
            String expected = Arrays.stream(method.getParameterTypes()).filter(Class::isRecord).map(Class::getSimpleName).findFirst().orElse(null);
            Object body = operation(address).get("requestBody");
            assertThat(body == null ? null : reference(json(map(body)))).as(address).isEqualTo(expected == null ? null : SCHEMAS + expected);
        });
    }

    @Test
    void everyAnswerIsTheRecordThatTheMethodGives() {
        methods.forEach((address, method) -> {
            String expected = method.getGenericReturnType() instanceof ParameterizedType listing && listing.getRawType() == Listing.class
                    ? ((Class<?>) listing.getActualTypeArguments()[0]).getSimpleName() + "List"
                    : method.getReturnType().isRecord() ? method.getReturnType().getSimpleName() : null;
            Map<String, Object> responses = object(operation(address), "responses");
            if (expected != null) {
                assertThat(reference(json(object(responses, "200")))).as(address).isEqualTo(SCHEMAS + expected);
            } else if (method.isAnnotationPresent(POST.class)) {
                assertThat(responses.keySet()).as(address).containsAnyOf("200", "201", "202");
            }
            if (method.getDeclaringClass() != OpenApiResource.class) {
                assertThat(reference(object(responses, "default"))).as(address).isEqualTo("#/components/responses/Problem");
            }
        });
    }

    @Test
    void everySchemaHasTheFieldsOfItsRecord() {
        Set<String> seen = new TreeSet<>(Set.of("Problem"));
        for (Class<?> record : records()) {
            boolean body = takenByAMethod(record);
            Map<String, Object> schema = object(schemas, record.getSimpleName());
            Set<String> names = new HashSet<>();
            Set<String> required = new HashSet<>();
            for (RecordComponent component : record.getRecordComponents()) {
                names.add(component.getName());
                if (!body || component.isAnnotationPresent(Required.class)) {
                    required.add(component.getName());
                }
                Map<String, Object> property = object(object(schema, "properties"), component.getName());
                assertThat(type(property)).as(record.getSimpleName() + "." + component.getName()).isEqualTo(type(component));
            }
            assertThat(object(schema, "properties").keySet()).as(record.getSimpleName()).isEqualTo(names);
            assertThat(new HashSet<>((List<?>) schema.getOrDefault("required", List.of()))).as(record.getSimpleName()).isEqualTo(required);
            assertThat(schema.get("additionalProperties")).as(record.getSimpleName()).isEqualTo(body ? false : null);
            seen.add(record.getSimpleName());
            if (schemas.containsKey(record.getSimpleName() + "List")) {
                Map<String, Object> list = object(schemas, record.getSimpleName() + "List");
                assertThat(object(list, "properties").keySet()).isEqualTo(
                        Arrays.stream(Listing.class.getRecordComponents()).map(RecordComponent::getName).collect(Collectors.toSet()));
                assertThat(reference(object(object(object(list, "properties"), "items"), "items"))).isEqualTo(SCHEMAS + record.getSimpleName());
                seen.add(record.getSimpleName() + "List");
            }
        }
        assertThat(schemas.keySet()).containsExactlyInAnyOrderElementsOf(seen);
    }

    @Test
    void everyExampleFitsItsSchema() {
        schemas.forEach((name, schema) -> {
            if (map(schema).containsKey("example")) {
                assertFits(name, map(schema), map(schema).get("example"));
            }
        });
        Map<String, Object> problems = object(object(object(object(object(object(document, "components"), "responses"), "Problem"), "content"),
                "application/problem+json"), "examples");
        problems.forEach((name, example) -> assertFits(name, object(schemas, "Problem"), map(example).get("value")));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        collect(document, references);
        assertThat(references).hasSizeGreaterThan(50).allSatisfy(reference -> {
            Object at = document;
            for (String step : reference.substring(2).split("/")) {
                at = map(at).get(step);
            }
            assertThat(at).isNotNull();
        });
    }

    private void assertFits(String where, Map<String, Object> schema, Object value) {
        if (schema.containsKey("$ref")) {
            schema = object(schemas, ((String) schema.get("$ref")).substring(SCHEMAS.length()));
        }
        if (schema.get("enum") instanceof List<?> words) {
            assertThat(words.stream().map(Object.class::cast)).as(where).contains(value);
        }
        switch (value) {
            case null -> assertThat(schema.get("type").toString()).as(where).contains("null");
            case Map<?, ?> fields -> {
                Map<String, Object> properties = object(schema, "properties");
                assertThat(properties.keySet()).as(where).containsAll(map(fields).keySet());
                assertThat(map(fields).keySet()).as(where).containsAll(((List<?>) schema.getOrDefault("required", List.of())).stream()
                        .map(String.class::cast).toList());
                map(fields).forEach((name, field) -> assertFits(where + "." + name, map(properties.get(name)), field));
            }
            case List<?> entries -> {
                Map<String, Object> items = object(schema, "items");
                entries.forEach(entry -> assertFits(where + "[]", items, entry));
            }
            case String text -> {
                assertThat(schema.get("type").toString()).as(where).contains("string");
                if ("date-time".equals(schema.get("format"))) {
                    Instant.parse(text);
                }
                if (schema.get("pattern") instanceof String pattern) {
                    assertThat(text).as(where).matches(pattern);
                }
            }
            case Boolean truth -> assertThat(schema.get("type")).as(where).isEqualTo("boolean");
            default -> assertThat(schema.get("type").toString()).as(where).contains("integer");
        }
    }

    /** The kind of a property: its type without {@code null}, an instant apart from other texts, or what it refers to. */
    private static String type(Map<String, Object> property) {
        if (property.containsKey("$ref")) {
            return reference(property);
        }
        String type = property.get("type") instanceof List<?> several ? several.getFirst().toString() : property.get("type").toString();
        if (type.equals("array")) {
            return "array of " + type(object(property, "items"));
        }
        return "date-time".equals(property.get("format")) ? "date-time" : type;
    }

    private static String type(RecordComponent component) {
        if (component.getType() == List.class) {
            return "array of " + type((Class<?>) argument(component));
        }
        if (component.getType() == Listing.class) {
            return SCHEMAS + ((Class<?>) argument(component)).getSimpleName() + "List";
        }
        return type(component.getType());
    }

    private static String type(Class<?> type) {
        if (type.isRecord()) {
            return SCHEMAS + type.getSimpleName();
        }
        return switch (type.getSimpleName()) {
            case "String" -> "string";
            case "Instant" -> "date-time";
            case "boolean", "Boolean" -> "boolean";
            case "int", "Integer", "long" -> "integer";
            case "JsonObject" -> "object"; // which its service reads by itself
            default -> throw new IllegalArgumentException("no JSON type for " + type);
        };
    }

    private static Object argument(RecordComponent component) {
        return ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    }

    private static Set<Class<?>> records() {
        return Stream.concat(ApiApplication.RESOURCES.stream(), Stream.of(CommandStory.class)).flatMap(type -> Arrays.stream(type.getDeclaredClasses()))
                .filter(Class::isRecord).collect(Collectors.toSet());
    }

    private boolean takenByAMethod(Class<?> record) {
        return methods.values().stream().anyMatch(method -> List.of(method.getParameterTypes()).contains(record))
                || records().stream().filter(outer -> outer != record && holds(outer, record)).anyMatch(this::takenByAMethod);
    }

    private static boolean holds(Class<?> outer, Class<?> inner) {
        return Arrays.stream(outer.getRecordComponents()).anyMatch(component -> component.getType() == List.class && argument(component) == inner);
    }

    private static Map<String, Method> methods() {
        Map<String, Method> methods = new TreeMap<>();
        for (Class<?> resource : ApiApplication.RESOURCES) {
            for (Method method : resource.getDeclaredMethods()) {
                Arrays.stream(method.getAnnotations()).map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                        .filter(verb -> verb != null).forEach(verb -> {
                            String path = "/" + resource.getAnnotation(Path.class).value()
                                    + (method.isAnnotationPresent(Path.class) ? "/" + method.getAnnotation(Path.class).value() : "");
                            methods.put(verb.value().toLowerCase(java.util.Locale.ROOT) + " " + path, method);
                        });
            }
        }
        return methods;
    }

    private Map<String, Object> operation(String address) {
        String[] parts = address.split(" ");
        return object(object(object(document, "paths"), parts[1]), parts[0]);
    }

    private Set<String> parameters(Map<String, Object> operation) {
        Set<String> names = new TreeSet<>();
        for (Object parameter : (List<?>) operation.getOrDefault("parameters", List.of())) {
            Map<String, Object> one = map(parameter);
            if (one.containsKey("$ref")) {
                String name = reference(one).substring("#/components/parameters/".length());
                one = object(object(object(document, "components"), "parameters"), name);
            }
            names.add((String) one.get("name"));
        }
        return names;
    }

    private static Map<String, Object> json(Map<String, Object> bodyOrResponse) {
        return object(object(object(bodyOrResponse, "content"), "application/json"), "schema");
    }

    private static String reference(Map<String, Object> object) {
        return (String) object.get("$ref");
    }

    private static void collect(Object node, List<String> references) {
        if (node instanceof Map<?, ?> object) {
            if (object.get("$ref") instanceof String reference) {
                references.add(reference);
            }
            object.values().forEach(value -> collect(value, references));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> collect(value, references));
        }
    }

    private static Map<String, Object> object(Map<String, Object> parent, String name) {
        assertThat(parent).containsKey(name);
        return map(parent.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> load() {
        try (InputStream file = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
            LoaderOptions strict = new LoaderOptions();
            strict.setAllowDuplicateKeys(false);
            return map(new Yaml(new SafeConstructor(strict)).load(file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
