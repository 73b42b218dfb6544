package com.wattwell.simulator;

/** How a collector reaches the server, with the timing one usually finds there. */
public enum NetworkKind {

    GPRS(300, 120, 100),
    ETHERNET(50, 10, 20),
    WIFI(60, 40, 20),
    FIBRE(12, 4, 20);

    private final int roundTripMillis;
    private final int jitterMillis;
    private final int packingGapMillis;

    NetworkKind(int roundTripMillis, int jitterMillis, int packingGapMillis) {
        this.roundTripMillis = roundTripMillis;
        this.jitterMillis = jitterMillis;
        this.packingGapMillis = packingGapMillis;
    }

    int roundTripMillis() {
        return roundTripMillis;
    }

    int jitterMillis() {
        return jitterMillis;
    }

    int packingGapMillis() {
        return packingGapMillis;
    }
}
