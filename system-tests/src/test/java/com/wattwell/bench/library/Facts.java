package com.wattwell.bench.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of the folder that {@code -Dwattwell.protocols=…} names: frames that others published, which are not part of this
 * repository.
 */
public final class Facts {

    /** The property that names the folder. */
    public static final String PROPERTY = "wattwell.protocols";

    private Facts() {
    }

    /** Whether the folder is named and has this file. */
    public static boolean has(String file) {
        return Files.isRegularFile(path(file));
    }

    /** The cells of every line but the first, which names the columns; quotes stand around a cell that has a comma, and twice for one. */
    static List<List<String>> read(String file) {
        String text;
        try {
            text = Files.readString(path(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + path(file), unreadable);
        }
        List<List<String>> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            lines.add(cells(line));
        }
        return lines.subList(1, lines.size());
    }

    private static Path path(String file) {
        return Path.of(System.getProperty(PROPERTY, ""), file);
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
}
