package com.wattwell.protocol.cjt188;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chooses SER, by which a late answer is told from the one that is waited for. The master may take any number 0..255.
 *
 * <p>Asking for the valve and asking for the metering data are the same read of 901F. The meter sends SER back, so the
 * sixteen highest numbers are kept for the former, and the bytes of an exchange tell by themselves what was asked.
 */
final class Sequence {

    private static final int FIRST_OF_SUPPLY = 0xF0;
    private static final int OF_SUPPLY = 0x10;

    private final AtomicInteger next = new AtomicInteger();

    int any() {
        return Math.floorMod(next.getAndIncrement(), FIRST_OF_SUPPLY);
    }

    int ofSupply() {
        return FIRST_OF_SUPPLY + Math.floorMod(next.getAndIncrement(), OF_SUPPLY);
    }

    static boolean isOfSupply(int sequence) {
        return sequence >= FIRST_OF_SUPPLY;
    }
}
