package com.wattwell.simulator;

import java.time.LocalDateTime;

/**
 * The last programming of the day tables (03300501): time 6, operator 4, and 16 tables of 14 times hh mm tariff. With
 * its 682 bytes it is the item that needs follow-up frames.
 */
final class DayTables {

    static final int IDENTIFIER = 0x03300501;

    private static final int TABLES = 16;
    private static final int ROWS = 14;
    private static final int ROW_BYTES = 3;
    private static final int HEAD_BYTES = 10;

    private DayTables() {
    }

    static byte[] read(VirtualMeter meter, long at) {
        byte[] data = new byte[HEAD_BYTES + TABLES * ROWS * ROW_BYTES];
        LocalDateTime programmed = meter.localTime(at).toLocalDate().withDayOfYear(1).atTime(9, 30);
        System.arraycopy(WireData.time(programmed), 0, data, 0, 6);
        WireData.decimal(data, 6, 4, meter.seed() >>> 40);
        for (int row = 0; row < TABLES * ROWS; row++) {
            int slot = row % ROWS * Load.SLOTS / ROWS;
            int from = HEAD_BYTES + row * ROW_BYTES;
            data[from] = WireData.bcd(TariffDay.tariff(slot) + 1);
            data[from + 1] = WireData.bcd(slot % 2 * 30);
            data[from + 2] = WireData.bcd(slot / 2);
        }
        return data;
    }
}
