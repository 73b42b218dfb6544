package com.wattwell.payment;

import java.time.Duration;

/** Growing pauses between one question and the next. */
final class Delays {

    private static final Duration LONGEST = Duration.ofMinutes(30);

    private Delays() {
    }

    /** 3 s, 6 s, 12 s … half an hour. @param before how often it was asked */
    static Duration afterQueries(int before) {
        Duration pause = Duration.ofSeconds(3L << Math.min(before, 12));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
