package com.wattwell.simulator;

/**
 * The present values of class 02: voltage, current, powers, power factor, frequency. Power is the slope of the energy
 * register; the rest follows from it and from a voltage that wanders a little.
 */
final class Variables {

    private static final int ALL = 0xFF;
    private static final int PHASES = 3;
    private static final long WANDER_MILLIS = 20_000;

    private final VirtualMeter meter;
    private final long at;

    private Variables(VirtualMeter meter, long at) {
        this.meter = meter;
        this.at = at;
    }

    static byte[] read(VirtualMeter meter, int di2, int di1, int di0, long at) {
        Variables now = new Variables(meter, at);
        if (di2 == 0x80) {
            return di1 == 0 && di0 == 2 ? Registers.decimal(new byte[2], 0, 2, now.frequency()) : null;
        }
        boolean ofPhase = di1 >= 1 && di1 <= PHASES || di1 == ALL;
        if (di0 != 0 || !ofPhase && (di1 != 0 || di2 < 3)) {
            return null;
        }
        return switch (di2) {
            case 1 -> now.block(di1, 1, 2, now::volts);
            case 2 -> now.block(di1, 1, 3, now::amperes);
            case 3 -> now.block(di1, 0, 3, phase -> now.power(phase) / 100);
            case 4 -> now.block(di1, 0, 3, phase -> Math.round(now.power(phase) * now.tangent() / 100));
            case 5 -> now.block(di1, 0, 3, phase -> Math.round(now.power(phase) / now.factor() / 100));
            case 6 -> now.block(di1, 0, 2, phase -> now.power(phase) == 0 ? 1000 : Math.round(now.factor() * 1000));
            default -> null;
        };
    }

    /** A figure of one phase, or of phase 0, the total. */
    private interface Figure {
        long of(int phase);
    }

    private byte[] block(int di1, int firstPhase, int bytes, Figure figure) {
        if (di1 != ALL) {
            return figure(di1, bytes, figure);
        }
        byte[] block = {};
        for (int phase = firstPhase; phase <= PHASES; phase++) {
            block = Registers.join(block, figure(phase, bytes, figure));
        }
        return block;
    }

    private byte[] figure(int phase, int bytes, Figure figure) {
        return phase > meter.load().phases() ? Registers.absent(bytes)
                : Registers.decimal(new byte[bytes], 0, bytes, figure.of(phase));
    }

    /** In 0.1 V. */
    private long volts(int phase) {
        return 2200 + Math.round(60 * wander(phase) - 15 * Math.min(1, meter.power(at) / 1e7));
    }

    /** In mA. */
    private long amperes(int phase) {
        return Math.round(power(phase) / factor() * 10 / volts(phase));
    }

    /** In mW; a phase's share of the total is the meter's own, and the shares make the total. */
    private long power(int phase) {
        long total = meter.power(at);
        if (phase == 0 || meter.load().phases() == 1) {
            return total;
        }
        long a = Math.round(total * (0.28 + 0.1 * Chance.unit(Chance.bits(meter.seed(), 31))));
        long b = Math.round(total * (0.28 + 0.1 * Chance.unit(Chance.bits(meter.seed(), 32))));
        return phase == 1 ? a : phase == 2 ? b : total - a - b;
    }

    private double factor() {
        return meter.load().powerFactor() + 0.02 * wander(4);
    }

    private double tangent() {
        double factor = factor();
        return Math.sqrt(1 - factor * factor) / factor;
    }

    /** In 0.01 Hz. */
    private long frequency() {
        return 5000 + Math.round(3 * wander(5));
    }

    /** Between -1 and 1, another every twenty seconds. */
    private double wander(int what) {
        return 2 * Chance.unit(Chance.bits(meter.seed() + what, at / WANDER_MILLIS)) - 1;
    }
}
