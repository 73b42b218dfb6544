package com.wattwell.simulator;

import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * What a water meter of CJ/T 188 can be asked and told: volumes, settlement day, reading day, prices, purchases and time.
 * Each item is what stands behind DI and SER.
 */
final class Cjt188Registers {

    private static final int LITRES = 0x29;
    private static final int CUBIC_METRES = 0x2C;
    private static final int MONTHS = 12;
    private static final int VALUE_BYTES = 4;
    private static final int TIME_BYTES = 7;
    /** price1 3, volume1 3, price2 3, volume2 3, price3 3 */
    private static final int PRICE_TABLE_BYTES = 15;
    private static final int LAST_SETTLEMENT_DAY = 28;
    private static final int CENTURY = 20;

    private final VirtualMeter meter;
    private int settlementDay = 1;
    private int readingDay = 1;
    private int keyVersion;
    private byte[] prices = WireData.decimal(new byte[PRICE_TABLE_BYTES], 0, 3, 300);
    private int purchaseNumber;
    private long purchased;
    private long purchasedInAll;
    /** Volume in ml at the first purchase, from which on water is paid from it. */
    private long paidFrom;

    Cjt188Registers(VirtualMeter meter) {
        this.meter = meter;
    }

    /** @return {@code null} when the meter has no such item */
    synchronized byte[] read(int identifier, byte[] status, long at) {
        int month = identifier - 0xD120;
        if (month >= 0 && month < MONTHS) {
            return volume(settled(month + 1, at), false);
        }
        return switch (identifier) {
            case 0x901F -> metering(status, at);
            case 0x8102 -> prices;
            case 0x8103 -> new byte[] {WireData.bcd(settlementDay)};
            case 0x8104 -> new byte[] {WireData.bcd(readingDay)};
            case 0x8105 -> WireData.join(purchase(at), status);
            default -> null;
        };
    }

    synchronized byte[] keyVersion() {
        return new byte[] {(byte) keyVersion};
    }

    /** @return what stands in the answer, or {@code null} when the meter refuses */
    synchronized byte[] write(int identifier, byte[] data, byte[] status, long at) {
        return switch (identifier) {
            case 0xA010 -> setPrices(data) ? status : null;
            case 0xA011 -> {
                int day = day(data);
                settlementDay = day > 0 ? day : settlementDay;
                yield day > 0 ? new byte[0] : null;
            }
            case 0xA012 -> {
                int day = day(data);
                readingDay = day > 0 ? day : readingDay;
                yield day > 0 ? new byte[0] : null;
            }
            case 0xA013 -> purchase(data, at);
            case 0xA014 -> {
                boolean key = data.length == 9;
                keyVersion = key ? data[0] & 0xFF : keyVersion;
                yield key ? keyVersion() : null;
            }
            case 0xA015 -> setTime(data, at) ? new byte[0] : null;
            case 0xA019 -> new byte[0];
            default -> null;
        };
    }

    /** Value 4 and its unit: where the register stands from now on. */
    boolean setTotal(byte[] data, long at) {
        long value = data.length == VALUE_BYTES + 1 ? WireData.number(data, 0, VALUE_BYTES) : -1;
        int unit = value < 0 ? 0 : data[VALUE_BYTES];
        if (unit != CUBIC_METRES && unit != LITRES) {
            return false;
        }
        meter.setTotal(unit == LITRES ? value * 10 : value * 10_000, at);
        return true;
    }

    /** Current 4+1, settlement 4+1, time 7, ST 2. */
    private byte[] metering(byte[] status, long at) {
        byte[] settlement = volume(settled(1, at), meter.has(Quirk.NO_SETTLEMENT));
        byte[] volumes = WireData.join(volume(at, false), settlement);
        return WireData.join(WireData.join(volumes, time(at)), status);
    }

    /** The settlement so many months ago: 1 = the last one. */
    private long settled(int monthsAgo, long at) {
        LocalDateTime now = meter.localTime(at);
        LocalDateTime day = now.toLocalDate().withDayOfMonth(settlementDay).atStartOfDay();
        return meter.millisOf((day.isAfter(now) ? day.minusMonths(1) : day).minusMonths(monthsAgo - 1L));
    }

    private byte[] volume(long at, boolean absent) {
        boolean litres = meter.has(Quirk.LITRES);
        byte[] value = absent || !meter.counted(at) ? WireData.absent(VALUE_BYTES)
                : WireData.decimal(new byte[VALUE_BYTES], 0, VALUE_BYTES, total(at) / (litres ? 10 : 10_000));
        byte[] unit = {(byte) (litres ? LITRES : CUBIC_METRES)};
        return meter.has(Quirk.UNIT_FIRST) ? WireData.join(unit, value) : WireData.join(value, unit);
    }

    /** In ml. */
    private long total(long at) {
        return WireData.sum(meter.energies(at));
    }

    /** ss mm hh DD MM YY CC, or the other way round. */
    private byte[] time(long at) {
        byte[] time = WireData.join(WireData.time(meter.localTime(at)), new byte[] {WireData.bcd(CENTURY)});
        return meter.has(Quirk.TIME_AS_WRITTEN) ? turned(time) : time;
    }

    private boolean setTime(byte[] data, long at) {
        byte[] wire = meter.has(Quirk.TIME_AS_WRITTEN) ? turned(data) : data;
        LocalDateTime time = data.length == TIME_BYTES && wire[TIME_BYTES - 1] == WireData.bcd(CENTURY) ? WireData.time(wire, 0) : null;
        if (time != null) {
            meter.setClock(time, at);
        }
        return time != null;
    }

    private static byte[] turned(byte[] data) {
        byte[] turned = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            turned[i] = data[data.length - 1 - i];
        }
        return turned;
    }

    private boolean setPrices(byte[] data) {
        if (data.length != PRICE_TABLE_BYTES + 1 || WireData.number(data, 0, 9) < 0 || WireData.number(data, 9, 7) < 0) {
            return false;
        }
        prices = Arrays.copyOf(data, PRICE_TABLE_BYTES);
        return true;
    }

    /** A day of the month that every month has; 0 when it is none. */
    private static int day(byte[] data) {
        long day = data.length == 1 ? WireData.number(data, 0, 1) : 0;
        return day >= 1 && day <= LAST_SETTLEMENT_DAY ? (int) day : 0;
    }

    /** Number 1, this purchase 4, in all 4, remaining 4; money in 0.01 yuan, at the first price. */
    private byte[] purchase(long at) {
        byte[] data = new byte[13];
        data[0] = (byte) purchaseNumber;
        WireData.decimal(data, 1, 4, purchased);
        WireData.decimal(data, 5, 4, purchasedInAll);
        long price = WireData.number(prices, 0, 3);
        long used = purchasedInAll == 0 ? 0 : (total(at) - paidFrom) * price / 1_000_000;
        WireData.decimal(data, 9, 4, Math.max(0, purchasedInAll - used));
        return data;
    }

    /** Number 1, amount 4: each purchase counts once. The answer repeats the request. */
    private byte[] purchase(byte[] data, long at) {
        long amount = data.length == 5 ? WireData.number(data, 1, 4) : -1;
        int number = amount < 0 ? 0 : data[0] & 0xFF;
        if (amount < 0 || number != purchaseNumber && number != (purchaseNumber + 1 & 0xFF)) {
            return null;
        }
        if (number != purchaseNumber) {
            paidFrom = purchasedInAll == 0 ? total(at) : paidFrom;
            purchaseNumber = number;
            purchased = amount;
            purchasedInAll += amount;
        }
        return data;
    }
}
