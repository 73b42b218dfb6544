package com.wattwell.connector.ra.line;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A loop whose time stands still until a test moves it. */
public final class VirtualLoop implements Loop {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final List<VirtualAlarm> alarms = new ArrayList<>();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private long nanos = -5_000_000_000L; // nanoTime may be negative

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos + 5_000_000_000L);
    }

    @Override
    public Alarm alarm(Runnable action) {
        VirtualAlarm alarm = new VirtualAlarm(action);
        alarms.add(alarm);
        return alarm;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    public void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Lets time pass, ringing each alarm at its moment. */
    public void advance(Duration duration) {
        long until = nanos + duration.toNanos();
        runTasks();
        for (VirtualAlarm next = next(until); next != null; next = next(until)) {
            nanos = Math.max(nanos, next.at);
            next.set = false;
            next.action.run();
            runTasks();
        }
        nanos = until;
    }

    public void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }

    private VirtualAlarm next(long until) {
        VirtualAlarm next = null;
        for (VirtualAlarm alarm : alarms) {
            if (alarm.set && alarm.at <= until && (next == null || alarm.at < next.at)) {
                next = alarm;
            }
        }
        return next;
    }

    private static final class VirtualAlarm implements Alarm {

        private final Runnable action;
        private boolean set;
        private long at;

        VirtualAlarm(Runnable action) {
            this.action = action;
        }

        @Override
        public void at(long nanos) {
            set = true;
            at = nanos;
        }

        @Override
        public void clear() {
            set = false;
        }

        @Override
        public void release() {
            set = false;
        }
    }
}
