package com.wattwell.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The three latest moments at which a meter was told to freeze its registers at once (瞬时冻结). */
final class InstantFreezes {

    private static final int KEPT = 3;
    private static final int ORDER_BYTES = 4;
    private static final byte EVERY = (byte) 0x99;

    private final List<Long> moments = new ArrayList<>(0);

    /**
     * Takes mm hh DD MM of function 16.
     *
     * @return whether this is "at once", 99 throughout; these meters keep no other times
     */
    synchronized boolean order(byte[] data, long at) {
        boolean atOnce = data.length == ORDER_BYTES;
        for (byte each : data) {
            atOnce &= each == EVERY;
        }
        if (atOnce) {
            moments.addFirst(at);
            if (moments.size() > KEPT) {
                moments.removeLast();
            }
        }
        return atOnce;
    }

    /** 00 time, 01 forward and 02 reverse energies of the n-th last freeze; FF where there was none. */
    byte[] read(VirtualMeter meter, int kind, int number) {
        if (kind > 2 || number < 1 || number > KEPT) {
            return null;
        }
        Long moment = moment(number);
        if (kind == 0) {
            return moment == null ? WireData.absent(5) : Arrays.copyOfRange(WireData.time(meter.localTime(moment)), 1, 6);
        }
        return moment == null ? WireData.absent(20) : Registers.energyAt(meter, kind, 0xFF, moment);
    }

    private synchronized Long moment(int number) {
        return number <= moments.size() ? moments.get(number - 1) : null;
    }
}
