package com.wattwell.protocol.dtu;

import java.util.ArrayList;
import java.util.List;

/** Reads the text of a {@link RegistrationPattern}; every refusal names the position. */
final class PatternParser {

    private static final int MAX_TEXT = 200;
    private static final int MAX_FIELD = 64;
    private static final int DEFAULT_MAX = 32;
    private static final String ASCII = "ascii:";
    private static final String HEX = "hex:";

    private final String text;
    private final boolean hex;
    private final List<Element> elements = new ArrayList<>();
    private int at;
    private int optionalFrom = Integer.MAX_VALUE;
    private boolean closed;

    PatternParser(String text) {
        this.text = text;
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("the pattern has " + text.length() + " characters, at most " + MAX_TEXT);
        }
        hex = text.startsWith(HEX);
        if (!hex && !text.startsWith(ASCII)) {
            throw new IllegalArgumentException("'" + text + "' begins neither with ascii: nor with hex:");
        }
        at = (hex ? HEX : ASCII).length();
        while (at < text.length()) {
            next();
        }
        if (optionalFrom != Integer.MAX_VALUE && !closed) {
            throw refusal("[ without ]");
        }
        check();
    }

    List<Element> elements() {
        return List.copyOf(elements);
    }

    /** Index of the first element in square brackets; beyond the last when there are none. */
    int optionalFrom() {
        return Math.min(optionalFrom, elements.size());
    }

    private void next() {
        char character = text.charAt(at);
        switch (character) {
            case '{' -> field();
            case '[' -> {
                optionalFrom = elements.size();
                at++;
            }
            case ']' -> {
                if (optionalFrom == Integer.MAX_VALUE || at != text.length() - 1) {
                    throw refusal("] that does not end the pattern's optional part");
                }
                closed = true;
                at++;
            }
            default -> literal(character);
        }
    }

    private void literal(char character) {
        if (hex) {
            if (text.startsWith("??", at)) {
                elements.add(new Element.AnyByte());
            } else {
                elements.add(new Element.Literal(hexByte(at), false));
            }
            at += 2;
            return;
        }
        if (character == '\\') {
            at++;
            if (at == text.length()) {
                throw refusal("a backslash at the end");
            }
            character = text.charAt(at);
        }
        if (character < ' ' || character > '~') {
            throw refusal("a character that is not printable ASCII");
        }
        elements.add(new Element.Literal(character, true));
        at++;
    }

    private int hexByte(int position) {
        int high = position < text.length() ? Character.digit(text.charAt(position), 16) : -1;
        int low = position + 1 < text.length() ? Character.digit(text.charAt(position + 1), 16) : -1;
        if (high < 0 || low < 0) {
            throw refusal("no pair of hex digits");
        }
        return high << 4 | low;
    }

    /** {@code {id}}, {@code {id:11d}}, {@code {token:4-16a}}. */
    private void field() {
        int end = text.indexOf('}', at);
        if (end < 0) {
            throw refusal("{ without }");
        }
        String inside = text.substring(at + 1, end);
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        if (!name.equals("id") && !name.equals("token")) {
            throw refusal("a field that is neither id nor token");
        }
        boolean token = name.equals("token");
        String size = colon < 0 ? "" : inside.substring(colon + 1);
        CharacterSet set = token ? CharacterSet.WORD : CharacterSet.ALPHANUMERIC;
        if (!size.isEmpty() && !Character.isDigit(size.charAt(size.length() - 1))) {
            set = CharacterSet.of(size.charAt(size.length() - 1));
            size = size.substring(0, size.length() - 1);
        }
        if (set == null || !size.matches("(\\d{1,3}(-\\d{1,3})?)?")) {
            throw refusal("a field whose size is not like 11, 8-20 or 11d (letters d, h, a, w, b, s)");
        }
        int dash = size.indexOf('-');
        int min = size.isEmpty() ? 1 : Integer.parseInt(dash < 0 ? size : size.substring(0, dash));
        int max = size.isEmpty() ? DEFAULT_MAX : Integer.parseInt(dash < 0 ? size : size.substring(dash + 1));
        if (min < 1 || max < min || max > MAX_FIELD) {
            throw refusal("a field of " + min + " to " + max + " bytes, allowed are 1 to " + MAX_FIELD);
        }
        if (set.raw() && min != max) {
            throw refusal("a field of raw bytes without a fixed length");
        }
        elements.add(new Element.Field(token, min, max, set));
        at = end + 1;
    }

    private void check() {
        long ids = count(false);
        long tokens = count(true);
        if (ids != 1 || tokens > 1) {
            throw new IllegalArgumentException("'" + text + "' has " + ids + " {id} and " + tokens
                    + " {token}; one id and at most one token are needed");
        }
        if (optionalFrom != Integer.MAX_VALUE && (optionalFrom == elements.size()
                || !(elements.get(optionalFrom) instanceof Element.Literal)
                || elements.subList(optionalFrom, elements.size()).stream()
                        .anyMatch(each -> each instanceof Element.Field field && !field.token()))) {
            throw new IllegalArgumentException("'" + text
                    + "': an optional part begins with a literal and does not hold the id");
        }
        for (int i = 0; i + 1 < elements.size(); i++) {
            if (elements.get(i) instanceof Element.Field field && field.variable()
                    && !(elements.get(i + 1) instanceof Element.Literal next && !field.set().has(next.value()))) {
                throw new IllegalArgumentException("'" + text + "': behind a field of variable length a literal is needed"
                        + " that the field cannot hold");
            }
        }
    }

    private long count(boolean token) {
        return elements.stream().filter(each -> each instanceof Element.Field field && field.token() == token).count();
    }

    private IllegalArgumentException refusal(String what) {
        return new IllegalArgumentException("'" + text + "' has " + what + " at position " + at);
    }
}
