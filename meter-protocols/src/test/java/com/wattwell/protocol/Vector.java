package com.wattwell.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One row of {@code vectors.csv}: a frame that somebody published or captured, and what it means. {@code direction} is
 * up, down, invalid, stream or dtu.
 */
public record Vector(String id, String protocol, String direction, byte[] bytes, Map<String, Object> meaning, String source) {

    /** The rows of one protocol and direction, in the file's order. */
    public static List<Vector> of(String protocol, String... directions) {
        List<String> wanted = List.of(directions);
        return all().stream().filter(row -> row.protocol.equals(protocol) && wanted.contains(row.direction)).toList();
    }

    public static List<Vector> all() {
        List<Vector> vectors = new ArrayList<>();
        for (String line : text().split("\n")) {
            List<String> cells = cells(line);
            if (!cells.getFirst().equals("id")) {
                vectors.add(new Vector(cells.get(0), cells.get(1), cells.get(2), Hex.parse(cells.get(3)),
                        Json.object(cells.get(4)), cells.get(5)));
            }
        }
        return vectors;
    }

    public boolean says(String key) {
        return meaning.containsKey(key);
    }

    public String text(String key) {
        return (String) meaning.get(key);
    }

    @SuppressWarnings("unchecked")
    public List<Object> list(String key) {
        return (List<Object>) meaning.get(key);
    }

    @Override
    public String toString() {
        return id + " " + direction + " " + Hex.of(bytes);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char each = line.charAt(i);
            if (each == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (each == '"') {
                quoted = !quoted;
            } else if (each == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(each);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static String text() {
        try (InputStream stream = Vector.class.getResourceAsStream("vectors.csv")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
