package com.wattwell.simulator;

/** The present values of class 02 of DL/T 645-2007: voltage, current, powers, power factor, frequency. */
final class Variables {

    private static final int ALL = 0xFF;

    private final Grid grid;

    private Variables(Grid grid) {
        this.grid = grid;
    }

    static byte[] read(VirtualMeter meter, int di2, int di1, int di0, long at) {
        Grid grid = new Grid(meter, at);
        Variables now = new Variables(grid);
        if (di2 == 0x80) {
            return di1 == 0 && di0 == 2 ? WireData.decimal(new byte[2], 0, 2, grid.frequency()) : null;
        }
        boolean ofPhase = di1 >= 1 && di1 <= Grid.PHASES || di1 == ALL;
        if (di0 != 0 || !ofPhase && (di1 != 0 || di2 < 3)) {
            return null;
        }
        return switch (di2) {
            case 1 -> now.block(di1, 1, 2, grid::volts);
            case 2 -> now.block(di1, 1, 3, grid::amperes);
            case 3 -> now.block(di1, 0, 3, phase -> grid.power(phase) / 100);
            case 4 -> now.block(di1, 0, 3, phase -> Math.round(grid.reactive(phase) / 100));
            case 5 -> now.block(di1, 0, 3, phase -> Math.round(grid.apparent(phase) / 100));
            case 6 -> now.block(di1, 0, 2, grid::powerFactor);
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
        for (int phase = firstPhase; phase <= Grid.PHASES; phase++) {
            block = WireData.join(block, figure(phase, bytes, figure));
        }
        return block;
    }

    /** A single-phase meter has nothing to say of phases B and C. */
    private byte[] figure(int phase, int bytes, Figure figure) {
        return grid.wired(phase) ? WireData.decimal(new byte[bytes], 0, bytes, figure.of(phase)) : WireData.absent(bytes);
    }
}
