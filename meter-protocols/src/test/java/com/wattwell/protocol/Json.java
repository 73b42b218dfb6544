package com.wattwell.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of the vectors: objects, lists, strings, whole numbers, true, false and null. */
public final class Json {

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String text) {
        return (Map<String, Object>) new Json(text).value();
    }

    private Object value() {
        return switch (text.charAt(at)) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        while (text.charAt(at) != '}') {
            String key = string();
            expect(':');
            members.put(key, value());
            skip(',');
        }
        at++;
        return members;
    }

    private List<Object> elements() {
        List<Object> elements = new ArrayList<>();
        at++;
        while (text.charAt(at) != ']') {
            elements.add(value());
            skip(',');
        }
        at++;
        return elements;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (text.charAt(at) != '"') {
            char each = text.charAt(at++);
            if (each == '\\') {
                each = text.charAt(at++);
                if (each == 'u') {
                    each = (char) Integer.parseInt(text, at, at + 4, 16);
                    at += 4;
                }
            }
            string.append(each);
        }
        at++;
        return string.toString();
    }

    private Object word() {
        int from = at;
        while (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-') {
            at++;
        }
        String word = text.substring(from, at);
        return switch (word) {
            case "true", "false" -> Boolean.valueOf(word);
            case "null" -> null;
            default -> Integer.valueOf(word);
        };
    }

    private void expect(char expected) {
        if (text.charAt(at) != expected) {
            throw new IllegalArgumentException("expected " + expected + " at " + at + " of " + text);
        }
        at++;
    }

    private void skip(char optional) {
        if (text.charAt(at) == optional) {
            at++;
        }
    }
}
