package com.wattwell.control;

/** What can be done on a whole line. */
public enum LineOrderKind {
    /** Tell every meter the time (广播校时); none answers. */
    BROADCAST_TIME(new BroadcastTimeErrand()),
    /** Find out which meters hang there. */
    SEARCH(new SearchErrand());

    private final LineErrand errand;

    LineOrderKind(LineErrand errand) {
        this.errand = errand;
    }

    LineErrand errand() {
        return errand;
    }
}
