package com.wattwell.simulator;

import java.util.List;

/**
 * What a meter counts, and the relay or valve by which it can stop it. Amounts are in mWh or ml, see {@link Commodity}.
 * Guarded by its meter.
 */
final class Supply {

    private final Consumption consumption;
    private Relay relay;
    private int relayMillis;
    /** By what the register was set off, in the first tariff. */
    private long correction;

    Supply(Consumption consumption, int relayMillis) {
        this.consumption = consumption;
        this.relayMillis = relayMillis;
    }

    /** What the four tariffs have counted until then. */
    long[] amounts(long at) {
        long[] sums = new long[TariffDay.TARIFFS];
        consumption.addAmounts(at, 1, sums);
        if (relay != null) {
            relay.subtractUnserved(at, consumption, sums);
        }
        sums[0] += correction;
        return sums;
    }

    /** Sets the sum of all tariffs; earlier moments move along. */
    void setTotal(long total, long at) {
        correction += total - WireData.sum(amounts(at));
    }

    /** What is taken at that moment, in an hour. */
    long rate(long at) {
        return open(at) ? 0 : consumption.rate(at);
    }

    /** Whether the registers had begun to count by then. */
    boolean counted(long at) {
        return consumption.counted(at);
    }

    /** Whether the contact is open, or the valve closed: there is no supply. */
    boolean open(long at) {
        return relay != null && relay.open(at);
    }

    boolean powered() {
        return relay == null || relay.powered();
    }

    void setPowered(boolean powered, long at) {
        if (relay == null) {
            relay = new Relay();
        }
        relay.setPowered(powered, at, consumption);
    }

    boolean commandOpen() {
        return relay != null && relay.commandOpen();
    }

    int executions() {
        return relay == null ? 0 : relay.executions();
    }

    List<String> log() {
        return relay == null ? List.of() : relay.log().stream().map(done -> done.at() + " " + done.action()).toList();
    }

    void execute(Relay.Action action, long at) {
        if (relay == null) {
            relay = new Relay();
        }
        relay.execute(action, at, relayMillis, consumption);
    }

    boolean pressKey(long at) {
        return relay != null && relay.pressKey(at, relayMillis, consumption);
    }

    /** @param millis from the acceptance of a command until the contact or valve has moved */
    void setRelayMillis(int millis) {
        relayMillis = millis;
    }
}
