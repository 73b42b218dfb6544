package com.wattwell.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.ExecutionException;

/**
 * Remembers a process of ours beyond our own death. The pid alone may belong to somebody else by then, so its start time
 * stands beside it, and only a process that has both is ours.
 */
public final class PidFile {

    /** The kernel's boot time, from which start times are computed, moves a little when the clock is set. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(3);

    private final Path file;

    public PidFile(Path directory, String name) {
        this.file = directory.resolve(name + ".pid");
    }

    public void write(ProcessHandle process) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, process.pid() + " " + startMillis(process) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** The process, when it is alive and the very one that was written down. */
    public Optional<ProcessHandle> process() {
        try {
            String[] words = Files.readString(file).strip().split(" ");
            long start = Long.parseLong(words[1]);
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> Math.abs(startMillis(process) - start) <= START_TOLERANCE.toMillis());
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file, e);
        }
    }

    /**
     * Ends the process, kindly first and by force after {@code patience}.
     *
     * @return whether there was one
     */
    public boolean stop(Duration patience) {
        Optional<ProcessHandle> found = process();
        found.ifPresent(process -> {
            process.destroy();
            if (!awaitEnd(process, patience)) {
                process.destroyForcibly();
                awaitEnd(process, patience);
            }
        });
        delete();
        return found.isPresent();
    }

    static boolean awaitEnd(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
