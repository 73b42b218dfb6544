package com.wattwell.simulator;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * The identifiers of DL/T 645-2007 that the town's meters know, each computed from the meter at the moment it is asked.
 * Data come in wire order, low byte first, without the offset of 33H.
 */
final class Registers {

    private static final int SETTLEMENTS = 12;
    private static final int DAILY_FREEZES = 62;
    private static final int ENERGY_BYTES = 4;
    private static final int ALL = 0xFF;

    private Registers() {
    }

    /** The item's data, or {@code null} when this meter does not have it. */
    static byte[] read(VirtualMeter meter, int identifier, long at) {
        int di3 = identifier >>> 24;
        int di2 = identifier >> 16 & 0xFF;
        int di1 = identifier >> 8 & 0xFF;
        int di0 = identifier & 0xFF;
        return switch (di3) {
            case 0x00 -> energy(meter, di2, di1, di0, at);
            case 0x02 -> Variables.read(meter, di2, di1, di0, at);
            case 0x03 -> identifier == DayTables.IDENTIFIER ? DayTables.read(meter, at) : null;
            case 0x04 -> parameter(meter, identifier, at);
            case 0x05 -> di2 == 0x06 ? dailyFreeze(meter, di1, di0, at) : null;
            default -> null;
        };
    }

    /** 00 combined (here the same as forward), 01 forward, 02 reverse; DI1 tariff or FF, DI0 settlement day or FF. */
    private static byte[] energy(VirtualMeter meter, int kind, int tariff, int settlement, long at) {
        boolean tariffs = tariff <= TariffDay.TARIFFS || tariff == ALL;
        if (kind > 2 || !tariffs || settlement > SETTLEMENTS && settlement != ALL || tariff == ALL && settlement == ALL) {
            return null;
        }
        if (settlement != ALL) {
            return energyAt(meter, kind, tariff, settled(meter, settlement, at));
        }
        byte[] block = new byte[(SETTLEMENTS + 1) * ENERGY_BYTES];
        for (int i = 0; i <= SETTLEMENTS; i++) {
            System.arraycopy(energyAt(meter, kind, tariff, settled(meter, i, at)), 0, block, i * ENERGY_BYTES, ENERGY_BYTES);
        }
        return block;
    }

    /** Midnight of the first of a month, so many settlements ago; 0 = now. */
    private static long settled(VirtualMeter meter, int settlement, long at) {
        LocalDateTime now = meter.localTime(at);
        return settlement == 0 ? at : meter.millisOf(now.toLocalDate().withDayOfMonth(1).minusMonths(settlement - 1L).atStartOfDay());
    }

    private static byte[] dailyFreeze(VirtualMeter meter, int kind, int daysAgo, long at) {
        if (daysAgo < 1 || daysAgo > DAILY_FREEZES || kind > 2) {
            return null;
        }
        LocalDateTime midnight = meter.localTime(at).toLocalDate().minusDays(daysAgo - 1L).atStartOfDay();
        if (kind > 0) {
            return energyAt(meter, kind, ALL, meter.millisOf(midnight));
        }
        byte[] time = time(midnight);
        return meter.counted(meter.millisOf(midnight)) ? Arrays.copyOfRange(time, 1, time.length) : absent(time.length - 1);
    }

    /** One energy or, for tariff FF, total and tariffs; all FF before the register began. */
    private static byte[] energyAt(VirtualMeter meter, int kind, int tariff, long at) {
        byte[] data = new byte[tariff == ALL ? (TariffDay.TARIFFS + 1) * ENERGY_BYTES : ENERGY_BYTES];
        if (!meter.counted(at)) {
            return absent(data.length);
        }
        long[] sums = kind == 2 ? new long[TariffDay.TARIFFS] : meter.energies(at);
        if (tariff == ALL || tariff == 0) {
            decimal(data, 0, ENERGY_BYTES, hundredths(sum(sums)));
        }
        for (int i = 0; i < TariffDay.TARIFFS; i++) {
            if (tariff == ALL || tariff == i + 1) {
                decimal(data, tariff == ALL ? (i + 1) * ENERGY_BYTES : 0, ENERGY_BYTES, hundredths(sums[i]));
            }
        }
        return data;
    }

    private static byte[] parameter(VirtualMeter meter, int identifier, long at) {
        return switch (identifier) {
            case 0x04000101 -> date(meter.localTime(at));
            case 0x04000102 -> Arrays.copyOf(time(meter.localTime(at)), 3);
            case 0x0400010C -> join(Arrays.copyOf(time(meter.localTime(at)), 3), date(meter.localTime(at)));
            case 0x04000401, 0x04000402 -> address(meter.address());
            case 0x04000404 -> ascii("220.0V", 6);
            case 0x04000407 -> ascii("2.0", 4);
            case 0x04000409 -> decimal(new byte[3], 0, 3, 1200);
            case 0x04000501, 0x04000502, 0x04000504, 0x04000505, 0x04000506, 0x04000507 -> new byte[2];
            case 0x04000503 -> operation(meter, at);
            case 0x040005FF -> {
                byte[] words = new byte[14];
                System.arraycopy(operation(meter, at), 0, words, 4, 2);
                yield words;
            }
            default -> null;
        };
    }

    /** Running-state word 3: bit 4 relay open, bit 6 command open, bit 7 alarm, bit 12 keep power. */
    private static byte[] operation(VirtualMeter meter, long at) {
        int word = (meter.relayOpen(at) ? 1 << 4 : 0) | (meter.commandOpen() ? 1 << 6 : 0)
                | (meter.alarm() ? 1 << 7 : 0) | (meter.keepPower() ? 1 << 12 : 0);
        return new byte[] {(byte) word, (byte) (word >> 8)};
    }

    /** WW DD MM YY, Sunday is 0. */
    private static byte[] date(LocalDateTime time) {
        return join(new byte[] {(byte) (time.getDayOfWeek().getValue() % 7)}, Arrays.copyOfRange(time(time), 3, 6));
    }

    /** ss mm hh DD MM YY. */
    static byte[] time(LocalDateTime time) {
        return new byte[] {bcd(time.getSecond()), bcd(time.getMinute()), bcd(time.getHour()), bcd(time.getDayOfMonth()),
                bcd(time.getMonthValue()), bcd(time.getYear() % 100)};
    }

    /** Six bytes, low pair first. */
    static byte[] address(String address) {
        return decimal(new byte[6], 0, 6, Long.parseLong(address));
    }

    /** Text travels from its last character to its first; zeros fill it up. */
    private static byte[] ascii(String text, int length) {
        byte[] data = new byte[length];
        byte[] characters = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < characters.length; i++) {
            data[length - 1 - i] = characters[i];
        }
        return data;
    }

    static byte[] absent(int length) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) 0xFF);
        return data;
    }

    /** Packed decimal digits, low pair first; digits that do not fit fall off, as on a register that rolls over. */
    static byte[] decimal(byte[] data, int from, int length, long value) {
        long rest = value;
        for (int i = from; i < from + length; i++) {
            data[i] = bcd((int) (rest % 100));
            rest /= 100;
        }
        return data;
    }

    static byte bcd(int value) {
        return (byte) (value / 10 << 4 | value % 10);
    }

    static long sum(long[] sums) {
        long sum = 0;
        for (long each : sums) {
            sum += each;
        }
        return sum;
    }

    /** mWh as the 0.01 kWh that a register shows. */
    static long hundredths(long milliwattHours) {
        return milliwattHours / 10_000;
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
