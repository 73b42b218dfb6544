package com.wattwell.connector.ra.line;

import java.time.Instant;

/**
 * The one thread on which a socket and its lines live, with its time. All that happens on a line happens here, so that
 * no line ever waits for a lock or for another thread.
 */
public interface Loop {

    /** Time that only runs forward, for durations. */
    long nanos();

    /** Time of day, for what is told to the application. */
    Instant now();

    /** A new alarm, not set. */
    Alarm alarm(Runnable action);

    /** Runs the task on this thread, soon. The only method that other threads may call. */
    void execute(Runnable task);
}
