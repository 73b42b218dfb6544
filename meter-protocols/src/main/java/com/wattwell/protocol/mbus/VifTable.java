package com.wattwell.protocol.mbus;

import com.wattwell.protocol.ItemEntry;
import com.wattwell.protocol.ResourceTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The VIF and VIFE codes of EN 13757-3: one array of 128 codes for each table of {@code mbus-vif.csv}. */
final class VifTable {

    private static final int CODES = 128;
    private static final ValueInformationBlock RESERVED =
            ValueInformationBlock.of(new ValueInformation("Reserved", "保留", "", 0, 1, Coding.NUMBER));
    private static final ValueInformation UNKNOWN_VIFE = new ValueInformation("reserved VIFE", "", "", 0, 1, Coding.NOTE);

    private static final ValueInformationBlock[] PRIMARY = reserved();
    private static final ValueInformationBlock[] FIRST_EXTENSION = reserved();
    private static final ValueInformationBlock[] SECOND_EXTENSION = reserved();
    private static final ValueInformation[] COMBINABLE = unknown();
    private static final ValueInformation[] COMBINABLE_EXTENSION = unknown();

    static {
        ResourceTable.read(VifTable.class, "mbus-vif.csv").forEach(VifTable::put);
    }

    private VifTable() {
    }

    /** @param code a VIF without its extension bit; codes that lead elsewhere (7B, 7C, 7D) are reserved here */
    static ValueInformationBlock primary(int code) {
        return PRIMARY[code];
    }

    /** The code that follows VIF FB (EN 13757-3, first extension table). */
    static ValueInformationBlock afterFb(int code) {
        return FIRST_EXTENSION[code];
    }

    /** The code that follows VIF FD (EN 13757-3, second extension table). */
    static ValueInformationBlock afterFd(int code) {
        return SECOND_EXTENSION[code];
    }

    /** The code that follows VIF EF: a table of the 2013 edition that is not at hand. */
    static ValueInformationBlock afterEf() {
        return RESERVED;
    }

    /** A VIFE behind a complete VIF. */
    static ValueInformation combinable(int code) {
        return COMBINABLE[code];
    }

    /** The code that follows VIFE FC. */
    static ValueInformation combinableExtension(int code) {
        return COMBINABLE_EXTENSION[code];
    }

    /** Every quantity that a record may have, once, in the order of the tables; nothing that may not be shown. */
    static List<ItemEntry> quantities() {
        Map<String, ItemEntry> quantities = new LinkedHashMap<>();
        for (ValueInformationBlock[] table : List.of(PRIMARY, FIRST_EXTENSION, SECOND_EXTENSION)) {
            for (ValueInformationBlock each : table) {
                if (each != RESERVED && !each.isSecret()) {
                    quantities.putIfAbsent(each.quantity(), new ItemEntry(each.quantity(), each.quantity(), each.quantityZh(), each.unit(), true));
                }
            }
        }
        return List.copyOf(quantities.values());
    }

    private static void put(List<String> cells) {
        int from = Integer.parseInt(cells.get(1), 16);
        int to = Integer.parseInt(cells.get(2), 16);
        for (int code = from; code <= to; code++) {
            ValueInformation line = new ValueInformation(cells.get(3).intern(), cells.get(4).intern(), cells.get(5).intern(),
                    Integer.parseInt(cells.get(6)) + code - from, Integer.parseInt(cells.get(7)), Coding.named(cells.get(8)));
            switch (cells.get(0)) {
                case "VIF" -> PRIMARY[code] = ValueInformationBlock.of(line);
                case "FB" -> FIRST_EXTENSION[code] = ValueInformationBlock.of(line);
                case "FD" -> SECOND_EXTENSION[code] = ValueInformationBlock.of(line);
                case "VIFE" -> COMBINABLE[code] = line;
                case "VIFE-FC" -> COMBINABLE_EXTENSION[code] = line;
                default -> throw new IllegalStateException("mbus-vif.csv has no table " + cells.get(0));
            }
        }
    }

    private static ValueInformationBlock[] reserved() {
        ValueInformationBlock[] table = new ValueInformationBlock[CODES];
        Arrays.fill(table, RESERVED);
        return table;
    }

    private static ValueInformation[] unknown() {
        ValueInformation[] table = new ValueInformation[CODES];
        Arrays.fill(table, UNKNOWN_VIFE);
        return table;
    }
}
