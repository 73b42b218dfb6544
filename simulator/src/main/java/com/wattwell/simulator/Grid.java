package com.wattwell.simulator;

/**
 * The present values at an electricity meter. Power is the slope of the energy register; the rest follows from it and from
 * a voltage that wanders a little. Phases are 1 to 3; 0 is the total.
 */
final class Grid {

    static final int PHASES = 3;
    private static final long WANDER_MILLIS = 20_000;

    private final VirtualMeter meter;
    private final long at;

    Grid(VirtualMeter meter, long at) {
        this.meter = meter;
        this.at = at;
    }

    /** Whether the meter has this phase. */
    boolean wired(int phase) {
        return phase <= meter.load().phases();
    }

    /** In 0.1 V. */
    long volts(int phase) {
        return 2200 + Math.round(60 * wander(phase) - 15 * Math.min(1, meter.power(at) / 1e7));
    }

    /** In mA. */
    long amperes(int phase) {
        return Math.round(power(phase) / factor() * 10 / volts(phase));
    }

    /** In mW; a phase's share of the total is the meter's own, and the shares make the total. */
    long power(int phase) {
        long total = meter.power(at);
        if (phase == 0 || meter.load().phases() == 1) {
            return total;
        }
        long a = Math.round(total * (0.28 + 0.1 * Chance.unit(Chance.bits(meter.seed(), 31))));
        long b = Math.round(total * (0.28 + 0.1 * Chance.unit(Chance.bits(meter.seed(), 32))));
        return phase == 1 ? a : phase == 2 ? b : total - a - b;
    }

    /** In mvar. */
    double reactive(int phase) {
        double factor = factor();
        return power(phase) * Math.sqrt(1 - factor * factor) / factor;
    }

    /** In mVA. */
    double apparent(int phase) {
        return power(phase) / factor();
    }

    /** In thousandths; of nothing it is 1. */
    long powerFactor(int phase) {
        return power(phase) == 0 ? 1000 : Math.round(factor() * 1000);
    }

    /** In 0.01 Hz. */
    long frequency() {
        return 5000 + Math.round(3 * wander(5));
    }

    private double factor() {
        return meter.load().powerFactor() + 0.02 * wander(4);
    }

    /** Between -1 and 1, another every twenty seconds. */
    private double wander(int what) {
        return 2 * Chance.unit(Chance.bits(meter.seed() + what, at / WANDER_MILLIS)) - 1;
    }
}
