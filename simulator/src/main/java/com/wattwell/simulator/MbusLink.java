package com.wattwell.simulator;

import com.wattwell.protocol.mbus.MbusFrame;

/**
 * The frame count bit that a meter remembers: one for its primary address and one for the time in which it is selected
 * (EN 13757-2). The same bit again means that the answer was lost.
 */
final class MbusLink {

    private boolean last;
    private MbusFrame answer;

    /** The next request counts with 1. */
    void reset() {
        last = false;
        answer = null;
    }

    boolean repeats(boolean bit) {
        return answer != null && bit == last;
    }

    MbusFrame lastAnswer() {
        return answer;
    }

    void answered(boolean bit, MbusFrame given) {
        last = bit;
        answer = given;
    }
}
