package com.wattwell.simulator;

/** Time as a line has it: one thread, tasks at absolute moments, so that lateness of the one is not handed on to the next. */
interface Timeline {

    /** Now, in nanoseconds of a clock that only goes forward. */
    long nanoTime();

    /** Runs a task at a moment of {@link #nanoTime}, or soon after; tasks of one moment in the order they came. */
    void at(long nanoTime, Runnable task);
}
