package com.wattwell.protocol.cjt188;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the tables that lie beside these classes: comma-separated, quotes around a cell with a comma, # in front of a remark. */
final class Table {

    private Table() {
    }

    /** The rows below the header; each has {@code columns} cells. */
    static List<List<String>> read(String resource, int columns) {
        List<List<String>> rows = new ArrayList<>();
        try (InputStream stream = Table.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + resource + " is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    List<String> cells = cells(line);
                    if (cells.size() != columns) {
                        throw new IllegalStateException(resource + ": expected " + columns + " columns, found "
                                + cells.size() + " in: " + line);
                    }
                    rows.add(cells);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("resource " + resource + " cannot be read", unreadable);
        }
        return rows.subList(1, rows.size());
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == '"') {
                quoted = !quoted;
            } else if (character == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(character);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
