package com.wattwell.simulator;

import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * The identifiers of DL/T 645-1997 that the town's meters know, each computed at the moment it is asked for. Data come in
 * wire order, low byte first, without the offset of 33H. What is not wired reads 0 in this edition.
 */
final class Registers1997 {

    private static final int ENERGY_BYTES = 4;
    private static final int BLOCK = 0x0F;

    private Registers1997() {
    }

    /** The item's data, or {@code null} when this meter does not have it. */
    static byte[] read(VirtualMeter meter, int identifier, long at) {
        int x = identifier >> 8 & 0x0F;
        int y = identifier >> 4 & 0x0F;
        int z = identifier & 0x0F;
        return switch (identifier >> 12) {
            case 0x9 -> energy(meter, x, y, z, at);
            case 0xA -> y == 1 && z == 0 && x % 4 == 0 && x <= 8
                    ? WireData.decimal(new byte[3], 0, 3, Demand.ofMonth(meter, x / 4, at).milliwatts() / 100) : null;
            case 0xB -> x == 6 ? variable(new Grid(meter, at), y, z) : history(meter, x, y, z, at);
            case 0xC -> parameter(meter, identifier, at);
            default -> null;
        };
    }

    /** X: 0, 4, 8 active energy of now, last month and the month before, 1, 5, 9 reactive; Y: kind; Z: tariff or block. */
    private static byte[] energy(VirtualMeter meter, int x, int y, int z, long at) {
        boolean reactive = x % 4 == 1;
        if (x % 4 > 1 || x > 9 || y < 1 || y > (reactive ? 6 : 2) || z > TariffDay.TARIFFS && z != BLOCK) {
            return null;
        }
        long when = Registers.settled(meter, x / 4, at);
        boolean counts = reactive ? y == 1 || y == 3 : y == 1;
        long[] sums = meter.counted(when) && counts ? meter.energies(when) : new long[TariffDay.TARIFFS];
        if (reactive) {
            double factor = meter.load().powerFactor();
            double tangent = Math.sqrt(1 - factor * factor) / factor;
            Arrays.setAll(sums, tariff -> Math.round(sums[tariff] * tangent));
        }
        byte[] data = new byte[z == BLOCK ? (TariffDay.TARIFFS + 1) * ENERGY_BYTES : ENERGY_BYTES];
        for (int tariff = 0; tariff <= TariffDay.TARIFFS; tariff++) {
            if (z == BLOCK || z == tariff) {
                long value = tariff == 0 ? WireData.sum(sums) : sums[tariff - 1];
                WireData.decimal(data, z == BLOCK ? tariff * ENERGY_BYTES : 0, ENERGY_BYTES, WireData.hundredths(value));
            }
        }
        return data;
    }

    /** Y: 1 voltage, 2 current, 3 active and 4 reactive power, 5 power factor, 7 apparent power, 8 frequency; Z: phase or block. */
    private static byte[] variable(Grid grid, int y, int z) {
        if (z > Grid.PHASES && z != BLOCK || y <= 2 && z == 0) {
            return null;
        }
        return switch (y) {
            case 1 -> figures(grid, z, 1, 2, phase -> Math.round(grid.volts(phase) / 10.0));
            case 2 -> figures(grid, z, 1, 2, phase -> Math.round(grid.amperes(phase) / 10.0));
            case 3 -> figures(grid, z, 0, 3, phase -> grid.power(phase) / 100);
            case 4 -> figures(grid, z, 0, 2, phase -> Math.round(grid.reactive(phase) / 10_000));
            case 5 -> figures(grid, z, 0, 2, grid::powerFactor);
            case 7 -> z == BLOCK ? null : figures(grid, z, 0, 3, phase -> Math.round(grid.apparent(phase) / 100));
            case 8 -> z == 0 ? WireData.decimal(new byte[2], 0, 2, grid.frequency()) : null;
            default -> null;
        };
    }

    /** A figure of one phase, or of phase 0, the total. */
    private interface Figure {
        long of(int phase);
    }

    private static byte[] figures(Grid grid, int z, int first, int bytes, Figure figure) {
        int from = z == BLOCK ? first : z;
        int to = z == BLOCK ? Grid.PHASES : z;
        byte[] data = new byte[(to - from + 1) * bytes];
        for (int phase = from; phase <= to; phase++) {
            WireData.decimal(data, (phase - from) * bytes, bytes, grid.wired(phase) ? figure.of(phase) : 0);
        }
        return data;
    }

    /** B0, B4, B8: when the greatest demand was, MMDDhhmm; B2: programming and battery; B3: phase failures, of which there were none. */
    private static byte[] history(VirtualMeter meter, int x, int y, int z, long at) {
        if (x % 4 == 0 && x <= 8 && y == 1 && z == 0) {
            return shortTime(Demand.ofMonth(meter, x / 4, at).at());
        }
        if (x == 2 && y == 1) {
            return switch (z) {
                case 0, 1 -> shortTime(Registers.month(meter, at).withDayOfYear(1).plusHours(9).plusMinutes(30));
                case 2, 3 -> WireData.decimal(new byte[2], 0, 2, 1);
                case 4 -> new byte[3];
                default -> null;
            };
        }
        if (x == 3 && y >= 1 && y <= 2 && (z <= Grid.PHASES || z == BLOCK)) {
            return new byte[(y == 1 ? 2 : 3) * (z == BLOCK ? Grid.PHASES + 1 : 1)];
        }
        return null;
    }

    private static byte[] parameter(VirtualMeter meter, int identifier, long at) {
        LocalDateTime now = meter.localTime(at);
        return switch (identifier) {
            case 0xC010 -> WireData.date(now);
            case 0xC011 -> Arrays.copyOf(WireData.time(now), 3);
            case 0xC01F -> WireData.join(WireData.date(now), Arrays.copyOf(WireData.time(now), 3));
            case 0xC020, 0xC021 -> new byte[1];
            case 0xC022 -> new byte[] {0x7F};
            case 0xC030, 0xC031 -> WireData.decimal(new byte[3], 0, 3, 1200);
            case 0xC032, 0xC033 -> WireData.address(meter.address());
            case 0xC034 -> new byte[6];
            case 0xC111 -> new byte[] {WireData.bcd(15)};
            case 0xC112 -> new byte[] {WireData.bcd(1)};
            case 0xC115, 0xC116 -> new byte[] {WireData.bcd(2)};
            case 0xC117 -> WireData.decimal(new byte[2], 0, 2, 100);
            case 0xC310, 0xC311 -> new byte[] {WireData.bcd(1)};
            case 0xC312 -> new byte[] {WireData.bcd(TariffDay.table().length / 3)};
            case 0xC313 -> new byte[] {WireData.bcd(TariffDay.TARIFFS)};
            case 0xC314 -> new byte[1];
            case 0xC33F -> TariffDay.table();
            default -> null;
        };
    }

    /** mm hh DD MM. */
    private static byte[] shortTime(LocalDateTime time) {
        return Arrays.copyOfRange(WireData.time(time), 1, 5);
    }
}
