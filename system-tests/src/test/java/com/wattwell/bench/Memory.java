package com.wattwell.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM holds.
 *
 * @param heapBytes     of live objects, after a full collection
 * @param residentBytes of the whole process
 */
record Memory(double heapBytes, double residentBytes) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");
    private static final Pattern FILES = Pattern.compile("(?m)^Max open files\\s+(\\d+)");

    /** Collects garbage and looks. */
    static Memory of(ProcessHandle process) throws IOException, InterruptedException {
        // a histogram of live objects is made after a full collection, and its last line counts their bytes exactly
        double heap = number(TOTAL, Jcmd.run(process, "GC.class_histogram"));
        return new Memory(heap, 1024 * number(RESIDENT, Files.readString(proc(process).resolve("status"))));
    }

    /** Files and sockets that the process may open besides those it has open. */
    static int filesLeft(ProcessHandle process) throws IOException {
        try (Stream<Path> open = Files.list(proc(process).resolve("fd"))) {
            return (int) (number(FILES, Files.readString(proc(process).resolve("limits"))) - open.count());
        }
    }

    private static Path proc(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    private static double number(Pattern pattern, String text) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("no " + pattern + " in what was said: " + text.substring(0, Math.min(200, text.length())));
        }
        return Double.parseDouble(found.group(1));
    }
}
