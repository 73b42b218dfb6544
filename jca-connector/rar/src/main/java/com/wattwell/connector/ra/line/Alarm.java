package com.wattwell.connector.ra.line;

/** One thing that is to happen at a moment which moves often. Used on the thread of its {@link Loop} only. */
public interface Alarm {

    /** Sets the alarm, or moves it. {@code nanos} is a moment of {@link Loop#nanos()}; a past one rings as soon as possible. */
    void at(long nanos);

    /** Stops it until it is set again. */
    void clear();

    /** Stops it and lets go of whatever would have rung it; it may be set again. */
    void release();
}
