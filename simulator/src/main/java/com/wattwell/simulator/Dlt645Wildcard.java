package com.wattwell.simulator;

/** Addresses of DL/T 645 with pairs AA left open. */
final class Dlt645Wildcard {

    private Dlt645Wildcard() {
    }

    /** Whether a pair is left open, and the others are those of {@code address}. */
    static boolean fits(String wildcard, String address) {
        boolean open = false;
        for (int i = 0; i < wildcard.length(); i += 2) {
            if (wildcard.startsWith("AA", i)) {
                open = true;
            } else if (!wildcard.regionMatches(i, address, i, 2)) {
                return false;
            }
        }
        return open;
    }
}
