package com.wattwell.simulator;

/**
 * The day of the four tariffs: 1 sharp (尖), 2 peak (峰), 3 flat (平), 4 valley (谷). Every meter of the town keeps the
 * same day, the whole year round.
 */
final class TariffDay {

    static final int TARIFFS = 4;
    /** Tariff of each hour of the day. */
    private static final String HOURS = "444444433222333333211224";

    private TariffDay() {
    }

    /** @return the tariff, counted from 0, of a half-hour slot */
    static int tariff(int slot) {
        return HOURS.charAt(slot / 2) - '1';
    }

    /** Whether this slot and the one before it have one tariff, so that consumption may move between them. */
    static boolean flowsInto(int slot) {
        return slot > 0 && slot < Load.SLOTS && tariff(slot - 1) == tariff(slot);
    }

    /** Each change of tariff within the day, as DL/T 645 writes it: tariff, mm, hh. */
    static byte[] table() {
        byte[] table = {};
        for (int slot = 0; slot < Load.SLOTS; slot++) {
            if (slot == 0 || tariff(slot) != tariff(slot - 1)) {
                table = WireData.join(table, new byte[] {WireData.bcd(tariff(slot) + 1),
                        WireData.bcd(slot % 2 * 30), WireData.bcd(slot / 2)});
            }
        }
        return table;
    }
}
