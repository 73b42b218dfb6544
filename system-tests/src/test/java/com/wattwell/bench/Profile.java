package com.wattwell.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** What a JVM's threads were at, from a flight recording of it. */
final class Profile {

    private static final String NAME = "wattwell-bench";

    private final ProcessHandle process;
    private final Path file;

    private Profile(ProcessHandle process, Path file) {
        this.process = process;
        this.file = file;
    }

    /** Begins to record. @param file of the recording */
    static Profile begin(ProcessHandle process, Path file) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Jcmd.run(process, "JFR.start", "name=" + NAME, "settings=profile");
        return new Profile(process, file);
    }

    /** Ends it. @return samples by who was at work, in words, the busiest first */
    List<String> end() throws IOException, InterruptedException {
        Jcmd.run(process, "JFR.stop", "name=" + NAME, "filename=" + file);
        Map<String, Integer> byPart = new LinkedHashMap<>();
        Map<String, Integer> byMethod = new LinkedHashMap<>();
        int samples = 0;
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getStackTrace() == null || !(event.getEventType().getName().equals("jdk.ExecutionSample")
                        || event.getEventType().getName().equals("jdk.NativeMethodSample") && !waits(event))) {
                    continue;
                }
                samples++;
                byPart.merge(part(event), 1, Integer::sum);
                RecordedFrame top = event.getStackTrace().getFrames().getFirst();
                byMethod.merge(name(top), 1, Integer::sum);
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(samples + " samples; by the innermost method of Wattwell's: " + busiest(byPart, samples, 14));
        lines.add("by the method on top: " + busiest(byMethod, samples, 14));
        return lines;
    }

    private static boolean waits(RecordedEvent event) {
        String method = event.getStackTrace().getFrames().getFirst().getMethod().getName();
        return method.contains("poll") || method.contains("epollWait") || method.contains("accept") || method.contains("park") || method.contains("Wait")
                || method.equals("wait") || method.contains("read");
    }

    /** Our own innermost method tells more than a driver's or a container's; where there is none, the library's package. */
    private static String part(RecordedEvent event) {
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            if (frame.getMethod().getType().getName().startsWith("com.wattwell.")) {
                return name(frame);
            }
        }
        String last = event.getStackTrace().getFrames().getLast().getMethod().getType().getName();
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
                String[] words = type.split("\\.");
                return words.length > 3 ? words[0] + "." + words[1] + "." + words[2] : type;
            }
        }
        return last;
    }

    private static String name(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
    }

    private static String busiest(Map<String, Integer> counts, int samples, int most) {
        return counts.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).limit(most)
                .map(each -> String.format(Locale.ROOT, "%s %.0f %%", each.getKey(), 100.0 * each.getValue() / samples))
                .collect(Collectors.joining(", "));
    }
}
