package com.wattwell.platform;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs checks side by side. However often it is asked, each runs at most once at a time, and again only when its last
 * result is no longer fresh; one that hangs counts as failed and is not started a second time.
 */
final class Checks {

    private static final Logger LOG = Logger.getLogger(Checks.class.getName());

    private final ExecutorService threads;
    private final Duration patience;
    private final Duration fresh;
    private final Map<String, Runnable> checks;
    private final Map<String, Future<?>> running = new TreeMap<>();
    private SortedMap<String, Boolean> latest;
    private long latestNanos;

    /**
     * @param patience after which a check counts as failed
     * @param fresh    how long results hold
     * @param checks   by name; one fails by throwing
     */
    Checks(ExecutorService threads, Duration patience, Duration fresh, Map<String, Runnable> checks) {
        this.threads = threads;
        this.patience = patience;
        this.fresh = fresh;
        this.checks = checks;
    }

    synchronized SortedMap<String, Boolean> results() {
        if (latest == null || System.nanoTime() - latestNanos > fresh.toNanos()) {
            checks.forEach(this::start);
            long end = System.nanoTime() + patience.toNanos();
            SortedMap<String, Boolean> results = new TreeMap<>();
            running.forEach((name, check) -> results.put(name, wentWell(name, check, end - System.nanoTime())));
            latest = Collections.unmodifiableSortedMap(results);
            latestNanos = System.nanoTime();
        }
        return latest;
    }

    private void start(String name, Runnable check) {
        Future<?> before = running.get(name);
        if (before == null || before.isDone()) {
            running.put(name, threads.submit(check));
        }
    }

    private static boolean wentWell(String name, Future<?> check, long nanos) {
        try {
            check.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            LOG.log(Level.WARNING, "Not ready: {0} does not answer", name);
            return false;
        } catch (ExecutionException e) {
            LOG.log(Level.WARNING, "Not ready: {0}: {1}", new Object[] {name, e.getCause().getMessage()});
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
