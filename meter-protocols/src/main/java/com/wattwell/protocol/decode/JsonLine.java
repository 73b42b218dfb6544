package com.wattwell.protocol.decode;

import java.util.List;
import java.util.Map;

/** Writes strings, booleans, integers, and lists and maps of these as JSON (RFC 8259) without line breaks. */
final class JsonLine {

    private static final char FIRST_PRINTABLE = ' ';

    private JsonLine() {
    }

    static void write(Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case String text -> string(text, out);
            case Boolean truth -> out.append(truth.booleanValue());
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(number.longValue());
            case List<?> list -> list(list, out);
            case Map<?, ?> map -> map(map, out);
            default -> throw new IllegalArgumentException("no JSON is known for a " + value.getClass().getName());
        }
    }

    private static void list(List<?> list, StringBuilder out) {
        char before = '[';
        for (Object item : list) {
            out.append(before);
            write(item, out);
            before = ',';
        }
        out.append(list.isEmpty() ? "[]" : "]");
    }

    private static void map(Map<?, ?> map, StringBuilder out) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before);
            string(entry.getKey().toString(), out);
            out.append(':');
            write(entry.getValue(), out);
            before = ',';
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (character < FIRST_PRINTABLE || character == 0x7F || Character.isSurrogate(character) && alone(text, i)) {
                        out.append("\\u").append(String.format("%04x", (int) character));
                    } else {
                        out.append(character);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Half of a pair cannot be written as UTF-8. */
    private static boolean alone(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }
}
