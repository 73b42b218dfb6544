package com.wattwell.metering;

/** What becomes of a value that a run missed. Some words have what the meter said behind them, after a colon. */
public enum GapEnd {
    /** It has come since. */
    FILLED,
    /** A part of it has come since; the rest is nowhere. */
    PARTLY,
    /** The schedule does not fill gaps. */
    OFF,
    /** The schedule does not ask this of the meter any more. */
    NO_LONGER_ASKED,
    /** The device of then is not there any more. */
    REPLACED_METER,
    /** The meter's model remembers nothing of it. */
    NO_MEMORY,
    /** The model remembers other moments. */
    NO_SUCH_MOMENT,
    /** The model remembers fewer than there have been since. */
    TOO_LONG_AGO,
    /** The meter's own time of it is another; it is kept under that. */
    OTHER_TIME,
    /** The meter settles on another day, or on several. */
    OTHER_SETTLEMENT_DAY,
    /** The meter has nothing there. */
    ABSENT,
    /** The meter does not answer. */
    NO_ANSWER,
    REFUSED_BY_METER, UNEXPECTED, MALFORMED
}
