package com.wattwell.simulator;

import java.util.PriorityQueue;

/** A timeline that a test moves. */
final class ManualTimeline implements Timeline {

    private record Task(long at, long number, Runnable task) {
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>((a, b) ->
            a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.number(), b.number()));
    private long now;
    private long numbers;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void at(long nanoTime, Runnable task) {
        tasks.add(new Task(nanoTime, numbers++, task));
    }

    double millis() {
        return now / 1e6;
    }

    /** Runs everything that is due until then. */
    void until(double millis) {
        long end = Math.round(millis * 1e6);
        while (!tasks.isEmpty() && tasks.peek().at() <= end) {
            Task next = tasks.remove();
            now = Math.max(now, next.at());
            next.task().run();
        }
        now = end;
    }
}
