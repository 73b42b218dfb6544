package com.wattwell.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One telegram of {@code mbus-corpus.csv} and what one well-tested decoder makes of it.
 *
 * @param expected {@code head} and {@code records}; {@code null} for error and unsupported frames
 */
public record Corpus(String id, String name, String folder, String hex, Map<String, Object> expected) {

    private static final int COLUMNS = 7;

    public static List<Corpus> read(Path file) throws IOException {
        List<Corpus> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("id,")) {
                String[] columns = line.split(",", COLUMNS);
                String json = columns[COLUMNS - 1];
                rows.add(new Corpus(columns[0], columns[1], columns[2], columns[5],
                        json.isEmpty() ? null : Json.object(unquoted(json))));
            }
        }
        return rows;
    }

    /** Takes the CSV quotes and the blanks between members off; the degree sign of the file went through ISO 8859-1 once too often. */
    private static String unquoted(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"").replace("Â°", "°")
                .replace("\": ", "\":").replace(", \"", ",\"").replace("}, {", "},{");
    }
}
