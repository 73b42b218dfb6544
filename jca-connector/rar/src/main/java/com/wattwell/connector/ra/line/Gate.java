package com.wattwell.connector.ra.line;

import com.wattwell.connector.Lane;

/** Back-pressure, seen from a line: whether it may ask, so that the answer has a place to go. */
public interface Gate {

    boolean mayAsk(Lane lane);

    /** Calls {@code line} on any thread, once, when the lane is (or already was) opened again. */
    void whenOpen(Lane lane, Runnable line);

    /** Whoever waits with this does not wait any more. */
    void forget(Runnable line);
}
