package com.wattwell.simulator;

import java.util.HashMap;
import java.util.Map;

/**
 * Parameters of DL/T 645-2007 that a meter of the town keeps as they were written, and reads back. They are kept only: the
 * meter's tariffs and limits stay those of the town. Guarded by its meter.
 */
final class Parameters {

    private static final int ROW_BYTES = 3;
    private static final int DAY_TABLE_BYTES = 14 * ROW_BYTES;
    private static final Map<Integer, byte[]> FACTORY = new HashMap<>();

    static {
        FACTORY.put(0x04000103, new byte[] {WireData.bcd(15)});
        FACTORY.put(0x04000104, new byte[] {WireData.bcd(1)});
        FACTORY.put(0x04000403, new byte[32]);
        for (int limit = 1; limit <= 5; limit++) {
            FACTORY.put(0x04001000 | limit, new byte[4]);
        }
        for (int limit = 1; limit <= 4; limit++) {
            FACTORY.put(0x04000F00 | limit, new byte[4]);
        }
        for (int table = 1; table <= 8; table++) {
            FACTORY.put(0x04010000 | table, dayTable());
        }
    }

    /** Fourteen rows; the last change of the day fills those that are not needed. */
    private static byte[] dayTable() {
        byte[] changes = TariffDay.table();
        byte[] table = new byte[DAY_TABLE_BYTES];
        for (int i = 0; i < table.length; i++) {
            table[i] = i < changes.length ? changes[i] : changes[changes.length - ROW_BYTES + i % ROW_BYTES];
        }
        return table;
    }

    /** Only what differs from the factory's. */
    private Map<Integer, byte[]> written = Map.of();

    /** Whether the meter keeps this item. */
    static boolean has(int identifier) {
        return FACTORY.containsKey(identifier);
    }

    /** The item's data, or {@code null} when the meter does not have it. */
    byte[] read(int identifier) {
        return written.getOrDefault(identifier, FACTORY.get(identifier));
    }

    /** @return whether the data have the item's length; a day table may be shorter, and its last row fills it up */
    boolean write(int identifier, byte[] data) {
        int length = FACTORY.get(identifier).length;
        boolean rows = length == DAY_TABLE_BYTES && data.length > 0 && data.length < length && data.length % ROW_BYTES == 0;
        if (data.length != length && !rows) {
            return false;
        }
        byte[] whole = new byte[length];
        for (int i = 0; i < length; i++) {
            whole[i] = i < data.length ? data[i] : data[data.length - ROW_BYTES + i % ROW_BYTES];
        }
        Map<Integer, byte[]> changed = new HashMap<>(written);
        changed.put(identifier, whole);
        written = changed;
        return true;
    }
}
