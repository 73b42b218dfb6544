package com.wattwell.simulator;

import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * The identifiers of DL/T 645-2007 that the town's meters know, each computed from the meter at the moment it is asked.
 * Data come in wire order, low byte first, without the offset of 33H.
 */
final class Registers {

    private static final int SETTLEMENTS = 12;
    private static final int DAILY_FREEZES = 62;
    private static final int HOURLY_FREEZES = 254;
    private static final int ENERGY_BYTES = 4;
    private static final int PRICE = 0x02800020;
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
            case 0x00 -> di2 == 0x90 ? money(meter, di1, di0, at) : energy(meter, di2, di1, di0, at);
            case 0x01 -> demand(meter, di2, di1, di0, at);
            case 0x02 -> identifier == PRICE && meter.prepaid()
                    ? WireData.decimal(new byte[4], 0, 4, meter.settings().prepayment().tenThousandthsYuan())
                    : Variables.read(meter, di2, di1, di0, at);
            case 0x03 -> {
                byte[] purchase = meter.lastPurchase(identifier);
                yield purchase != null ? purchase : identifier == DayTables.IDENTIFIER ? DayTables.read(meter, at) : meter.event(identifier);
            }
            case 0x1D, 0x1E -> meter.event(identifier);
            case 0x06 -> LoadProfile.read(meter, identifier, new byte[0], at);
            case 0x04 -> parameter(meter, identifier, at);
            case 0x05 -> switch (di2) {
                case 0x01 -> meter.instantFreezes().read(meter, di1, di0);
                case 0x04 -> hourlyFreeze(meter, di1, di0, at);
                case 0x06 -> dailyFreeze(meter, di1, di0, at);
                default -> null;
            };
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

    /** 00900200 what is left, 00900201 what is overdrawn, in 0.01 yuan. */
    private static byte[] money(VirtualMeter meter, int di1, int di0, long at) {
        if (!meter.prepaid() || di1 != 2 || di0 > 1) {
            return null;
        }
        long balance = meter.balance(at);
        return WireData.decimal(new byte[4], 0, 4, Math.max(0, di0 == 0 ? balance : -balance));
    }

    /** 00 time, 01 forward and 02 reverse total, FF all three, at the n-th last full hour. */
    private static byte[] hourlyFreeze(VirtualMeter meter, int kind, int hoursAgo, long at) {
        if (hoursAgo < 1 || hoursAgo > HOURLY_FREEZES || kind > 2 && kind != ALL) {
            return null;
        }
        LocalDateTime hour = meter.localTime(at).withMinute(0).withSecond(0).withNano(0).minusHours(hoursAgo - 1L);
        long when = meter.millisOf(hour);
        byte[] time = meter.counted(when) ? Arrays.copyOfRange(WireData.time(hour), 1, 6) : WireData.absent(5);
        return switch (kind) {
            case 0 -> time;
            case 1, 2 -> energyAt(meter, kind, 0, when);
            default -> WireData.join(time, WireData.join(energyAt(meter, 1, 0, when), energyAt(meter, 2, 0, when)));
        };
    }

    /** Only of the total: value 3, time YYMMDDhhmm 5. */
    private static byte[] demand(VirtualMeter meter, int kind, int tariff, int settlement, long at) {
        if (kind != 1 && kind != 2 || tariff != 0 || settlement > SETTLEMENTS) {
            return null;
        }
        byte[] data = new byte[8];
        if (kind == 1) {
            Demand demand = Demand.ofMonth(meter, settlement, at);
            WireData.decimal(data, 0, 3, demand.milliwatts() / 100);
            System.arraycopy(WireData.time(demand.at()), 1, data, 3, 5);
        }
        return data;
    }

    /** Midnight of the first of a month, so many settlements ago; 0 = now. */
    static long settled(VirtualMeter meter, int settlement, long at) {
        return settlement == 0 ? at : meter.millisOf(month(meter, at).minusMonths(settlement - 1L));
    }

    /** When this month began by the meter's clock. */
    static LocalDateTime month(VirtualMeter meter, long at) {
        return meter.localTime(at).toLocalDate().withDayOfMonth(1).atStartOfDay();
    }

    private static byte[] dailyFreeze(VirtualMeter meter, int kind, int daysAgo, long at) {
        if (daysAgo < 1 || daysAgo > DAILY_FREEZES || kind > 2) {
            return null;
        }
        LocalDateTime midnight = meter.localTime(at).toLocalDate().minusDays(daysAgo - 1L).atStartOfDay();
        if (kind > 0) {
            return energyAt(meter, kind, ALL, meter.millisOf(midnight));
        }
        byte[] time = WireData.time(midnight);
        return meter.counted(meter.millisOf(midnight)) ? Arrays.copyOfRange(time, 1, time.length) : WireData.absent(time.length - 1);
    }

    /** One energy or, for tariff FF, total and tariffs; all FF before the register began. */
    static byte[] energyAt(VirtualMeter meter, int kind, int tariff, long at) {
        byte[] data = new byte[tariff == ALL ? (TariffDay.TARIFFS + 1) * ENERGY_BYTES : ENERGY_BYTES];
        if (!meter.counted(at)) {
            return WireData.absent(data.length);
        }
        long[] sums = kind == 2 ? new long[TariffDay.TARIFFS] : meter.energies(at);
        if (tariff == ALL || tariff == 0) {
            WireData.decimal(data, 0, ENERGY_BYTES, WireData.hundredths(WireData.sum(sums)));
        }
        for (int i = 0; i < TariffDay.TARIFFS; i++) {
            if (tariff == ALL || tariff == i + 1) {
                WireData.decimal(data, tariff == ALL ? (i + 1) * ENERGY_BYTES : 0, ENERGY_BYTES, WireData.hundredths(sums[i]));
            }
        }
        return data;
    }

    private static byte[] parameter(VirtualMeter meter, int identifier, long at) {
        return switch (identifier) {
            case 0x04000101 -> WireData.date(meter.localTime(at));
            case 0x04000102 -> Arrays.copyOf(WireData.time(meter.localTime(at)), 3);
            case 0x0400010C -> WireData.join(Arrays.copyOf(WireData.time(meter.localTime(at)), 3), WireData.date(meter.localTime(at)));
            case 0x04000401, 0x04000402 -> WireData.address(meter.address());
            case 0x04000404 -> WireData.ascii("220.0V", 6);
            case 0x04000407 -> WireData.ascii("2.0", 4);
            case 0x04000409 -> WireData.decimal(new byte[3], 0, 3, 1200);
            case 0x04000501, 0x04000502, 0x04000504, 0x04000505, 0x04000506, 0x04000507 -> new byte[2];
            case 0x04000503 -> operation(meter, at);
            case 0x040005FF -> {
                byte[] words = new byte[14];
                System.arraycopy(operation(meter, at), 0, words, 4, 2);
                yield words;
            }
            default -> meter.parameter(identifier);
        };
    }

    /** Running-state word 3: bit 4 relay open, bit 6 command open, bit 7 alarm, bit 9 prepaid in money, bit 12 keep power, bit 13 authenticated. */
    private static byte[] operation(VirtualMeter meter, long at) {
        int word = (meter.relayOpen(at) ? 1 << 4 : 0) | (meter.commandOpen() ? 1 << 6 : 0)
                | (meter.alarm() ? 1 << 7 : 0) | (meter.prepaid() ? 1 << 9 : 0) | (meter.keepPower() ? 1 << 12 : 0)
                | (meter.authenticated(at) ? 1 << 13 : 0);
        return new byte[] {(byte) word, (byte) (word >> 8)};
    }
}
