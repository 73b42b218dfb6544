package com.wattwell.connector.ra.socket;

import com.wattwell.connector.ra.line.Alarm;
import com.wattwell.connector.ra.line.Loop;

/** An alarm whose clock stands still while the socket is not read. */
final class Deadline {

    private final Alarm alarm;
    private long nanos;
    private boolean set;
    private boolean standing;

    Deadline(Loop loop, Runnable action) {
        this.alarm = loop.alarm(() -> {
            set = false;
            action.run();
        });
    }

    void at(long when) {
        nanos = when;
        set = true;
        if (!standing) {
            alarm.at(when);
        }
    }

    void clear() {
        set = false;
        alarm.clear();
    }

    void release() {
        set = false;
        alarm.release();
    }

    void stand() {
        standing = true;
        alarm.clear();
    }

    /** @param stoodNanos how long the clock stood */
    void goOn(long stoodNanos) {
        standing = false;
        if (set) {
            at(nanos + stoodNanos);
        }
    }
}
