package com.wattwell.server;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a log says about why something failed. */
final class LogFile {

    private static final Charset LENIENT = StandardCharsets.ISO_8859_1;
    private static final Pattern CAUSE = Pattern.compile(" (ERROR|FATAL) |^\\s*Caused by: |^Exception in thread ");
    /** The server's own summaries of errors that stand in the log already. */
    private static final Pattern SUMMARY = Pattern.compile("WFLYCTL0013|WFLYSRV0026");
    private static final Pattern DATE = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d [\\d:,]+ ");
    private static final int MAX_LINES = 12;
    private static final int MAX_LINE_CHARS = 400;

    private LogFile() {
    }

    /** The last lines, or a word that there are none. */
    static String tail(Path log, int lines) {
        List<String> all = read(log);
        return all.isEmpty() ? "(nothing in " + log + ")" : String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    /** The lines that name an error or its cause, the first of each; the last lines when none does. */
    static String causes(Path log) {
        List<String> found = read(log).stream()
                .filter(line -> CAUSE.matcher(line).find())
                .filter(line -> !SUMMARY.matcher(line).find())
                .map(line -> DATE.matcher(line).replaceFirst("").strip().replace("\\\"", "\""))
                .map(line -> line.replaceFirst("\"},$", ""))
                .map(line -> line.length() > MAX_LINE_CHARS ? line.substring(0, MAX_LINE_CHARS) + "…" : line)
                .distinct()
                .limit(MAX_LINES)
                .toList();
        return found.isEmpty() ? tail(log, MAX_LINES) : String.join("\n", found);
    }

    private static List<String> read(Path log) {
        try {
            List<String> lines = new ArrayList<>();
            for (String line : Files.readAllLines(log, LENIENT)) {
                lines.add(new String(line.getBytes(LENIENT), StandardCharsets.UTF_8));
            }
            return lines;
        } catch (IOException e) {
            return List.of();
        }
    }
}
