package com.wattwell.bench;

import com.wattwell.server.Layout;
import com.wattwell.server.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** What one benchmark runs with: how much of everything, where its files go, and until when it has to be through. */
final class Run {

    private static final int LOOK_EVERY_MILLIS = 100;

    private final Options options;
    private final Path project;
    private final Progress progress;
    private final String name;
    private final long endNanos;
    private final AtomicReference<String> postgresql;

    /**
     * @param atMost     from now on
     * @param postgresql where the version of the database is left
     */
    Run(Options options, Path project, Progress progress, String name, Duration atMost, AtomicReference<String> postgresql) {
        this.options = options;
        this.project = project;
        this.progress = progress;
        this.name = name;
        this.postgresql = postgresql;
        this.endNanos = System.nanoTime() + atMost.toNanos();
    }

    /** The benchmark took longer than it may. */
    static final class TooLongException extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooLongException(String what) {
            super("time ran out " + what);
        }
    }

    /** The size for this run. */
    int size(int full, int quick) {
        return options.quick() ? quick : full;
    }

    Options options() {
        return options;
    }

    /** A directory of this benchmark's own, emptied by whoever uses it. */
    Layout layout() {
        return new Layout(project, directory());
    }

    private Path directory() {
        return Bench.directory(project).resolve("work").resolve(name);
    }

    Path project() {
        return project;
    }

    Progress progress() {
        return progress;
    }

    void postgresql(String version) {
        postgresql.set(version);
    }

    void say(String what) {
        progress.say(name + ": " + what);
    }

    /** @throws TooLongException when the benchmark's time is over */
    void goOn(String what) {
        if (System.nanoTime() > endNanos) {
            throw new TooLongException(what);
        }
    }

    /** Waits until it is so. @param what follows "time ran out", as in "while rows were awaited" */
    void await(BooleanSupplier so, String what) throws InterruptedException {
        while (!so.getAsBoolean()) {
            goOn(what);
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** Waits so long, and at most until the benchmark's time is over. */
    void pause(Duration time, String what) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        await(() -> System.nanoTime() >= until, what);
    }
}
