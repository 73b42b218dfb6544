package com.wattwell.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the relays and valves of a town did, in a file, so that a town that is started again finds them as they were:
 * registers are computed from time and from these moves, so nothing else has to be kept.
 *
 * <pre>
 *   CJ0101 202311010001 TRIP 1764000000000      collector, meter, action, milliseconds of the epoch
 * </pre>
 *
 * A line is written before the meter answers. What a file cut off in the middle of a line is left out.
 */
final class SwitchLog implements Closeable {

    /** Moves of one meter that are taken over; more would change nothing that anyone can read. */
    private static final int MOST_OF_A_METER = 100;

    /** One move. */
    record Switched(String collector, String meter, Relay.Action action, long at) {

        private String line() {
            return collector + " " + meter + " " + action + " " + at + "\n";
        }

        private static Optional<Switched> of(String line) {
            String[] words = line.split(" ");
            try {
                return words.length == 4 ? Optional.of(new Switched(words[0], words[1], Relay.Action.valueOf(words[2]), Long.parseLong(words[3]))) : Optional.empty();
            } catch (IllegalArgumentException cut) {
                return Optional.empty();
            }
        }
    }

    private final List<Switched> before;
    private final Writer out;

    private SwitchLog(List<Switched> before, Writer out) {
        this.before = List.copyOf(before);
        this.out = out;
    }

    /** Reads the file, if there is one, keeps of it what counts, and goes on writing it. */
    static SwitchLog open(Path file) throws IOException {
        List<Switched> before = Files.exists(file) ? latest(Files.readAllLines(file, StandardCharsets.UTF_8)) : List.of();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        StringBuilder lines = new StringBuilder();
        before.forEach(switched -> lines.append(switched.line()));
        Files.writeString(fresh, lines);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return new SwitchLog(before, Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
    }

    private static List<Switched> latest(List<String> lines) {
        Map<String, Deque<Switched>> ofMeters = new LinkedHashMap<>();
        for (String line : lines) {
            Switched.of(line).ifPresent(switched -> {
                Deque<Switched> moves = ofMeters.computeIfAbsent(switched.collector() + " " + switched.meter(), first -> new ArrayDeque<>(2));
                if (moves.size() == MOST_OF_A_METER) {
                    moves.removeFirst();
                }
                moves.addLast(switched);
            });
        }
        List<Switched> latest = new ArrayList<>();
        ofMeters.values().forEach(latest::addAll);
        return latest;
    }

    /** What was done before, of each meter in order. */
    List<Switched> before() {
        return before;
    }

    /** Called by the lines' threads. */
    synchronized void add(Switched switched) {
        try {
            out.write(switched.line());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write down what a relay did", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
