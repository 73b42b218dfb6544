package com.wattwell.simulator;

import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;

/**
 * The records of a water meter in the variable structure (EN 13757-3).
 *
 * <pre>
 *   0C 78  fabrication number      0C 13  volume, l            0B 3B  flow, l/h        0A 5A  water temperature, 0.1 °C
 *   04 6D  date and time           4C 13  volume of the last settlement, 42 6C  its date
 *   02 FD 17  error flags          01 FD 1F  remote control: 0 valve closed, 1 open
 *   1F     where another telegram follows, with the settlements before: storage 2 to 13
 * </pre>
 */
final class MbusRecords {

    private static final int ML_PER_LITRE = 1000;
    private static final int OLDEST_SETTLEMENT = 13;
    private static final int VALVE_ERROR = 0x08;
    private static final int BATTERY_ERROR = 0x04;

    private final VirtualMeter meter;
    private final byte[] fabricationNumber;

    MbusRecords(VirtualMeter meter, byte[] fabricationNumber) {
        this.meter = meter;
        this.fabricationNumber = fabricationNumber;
    }

    byte[] first(boolean moreFollows, long at) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        record(out, fabricationNumber, 0x0C, 0x78);
        decimal(out, litres(at), 4, 0x0C, 0x13);
        decimal(out, meter.power(at) / ML_PER_LITRE, 3, 0x0B, 0x3B);
        decimal(out, tenthsOfDegrees(at), 2, 0x0A, 0x5A);
        record(out, MbusTime.dateTime(meter.localTime(at)), 0x04, 0x6D);
        settlement(out, 1, at);
        int errors = (meter.has(Quirk.VALVE_STUCK) ? VALVE_ERROR : 0) | (meter.has(Quirk.BATTERY_LOW) ? BATTERY_ERROR : 0);
        record(out, new byte[] {(byte) errors, 0}, 0x02, 0xFD, 0x17);
        if (!meter.has(Quirk.NO_VALVE)) {
            out.writeBytes(valve(at));
        }
        if (moreFollows) {
            out.write(0x1F);
        }
        return out.toByteArray();
    }

    /** The settlements before the last one. */
    byte[] second(long at) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int storage = 2; storage <= OLDEST_SETTLEMENT; storage++) {
            settlement(out, storage, at);
        }
        return out.toByteArray();
    }

    byte[] valve(long at) {
        return new byte[] {0x01, (byte) 0xFD, 0x1F, (byte) (meter.relayOpen(at) ? 0 : 1)};
    }

    /** Volume and date of the first of a month: bit 6 of DIF is the lowest of the storage number, DIFE holds the others. */
    private void settlement(ByteArrayOutputStream out, int storage, long at) {
        LocalDateTime first = Registers.month(meter, at).minusMonths(storage - 1L);
        long settled = meter.millisOf(first);
        int low = (storage & 1) << 6;
        byte[] volume = meter.counted(settled) ? WireData.decimal(new byte[4], 0, 4, litres(settled)) : WireData.absent(4);
        if (storage == 1) {
            record(out, volume, 0x0C | low, 0x13);
            record(out, MbusTime.date(first.toLocalDate()), 0x02 | low, 0x6C);
        } else {
            record(out, volume, 0x8C | low, storage >> 1, 0x13);
            record(out, MbusTime.date(first.toLocalDate()), 0x82 | low, storage >> 1, 0x6C);
        }
    }

    private long litres(long at) {
        return WireData.sum(meter.energies(at)) / ML_PER_LITRE;
    }

    /** Water in the pipe: cold in February, warm in August. */
    private long tenthsOfDegrees(long at) {
        int day = meter.localTime(at).getDayOfYear();
        return 140 + Math.round(80 * Math.sin(2 * Math.PI * (day - 135) / 365.25) + 15 * Chance.unit(Chance.bits(meter.seed(), 73, day)));
    }

    private static void decimal(ByteArrayOutputStream out, long value, int bytes, int... head) {
        record(out, WireData.decimal(new byte[bytes], 0, bytes, value), head);
    }

    private static void record(ByteArrayOutputStream out, byte[] data, int... head) {
        for (int each : head) {
            out.write(each);
        }
        out.writeBytes(data);
    }
}
