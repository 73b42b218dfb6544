package com.wattwell.connector;

/** The two queues of a line. Everything waiting in {@link #PRIORITY} goes before anything in {@link #READING}. */
public enum Lane {
    PRIORITY, READING
}
