package com.wattwell.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables that lie beside the protocols' classes: comma-separated, quotes around a cell that has a comma, lines with #
 * are remarks, the first other line names the columns.
 */
public final class ResourceTable {

    private ResourceTable() {
    }

    /**
     * The rows below the header, each with as many cells as that.
     *
     * @param beside   a class in whose package the table lies
     * @param resource its file name
     */
    public static List<List<String>> read(Class<?> beside, String resource) {
        List<List<String>> rows = new ArrayList<>();
        try (InputStream stream = beside.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + resource + " is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    List<String> cells = cells(line);
                    if (!rows.isEmpty() && cells.size() != rows.getFirst().size()) {
                        throw new IllegalStateException(resource + ": expected " + rows.getFirst().size() + " columns, found "
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
