package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ResourceTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The identifier table of CJ/T 188, {@code cjt188-di.csv} beside this class. */
final class DataIdentifiers {

    static final int METERING_DATA = 0x901F;
    static final int ADDRESS = 0x810A;
    static final int WRITE_KEY = 0xA014;
    static final int WRITE_PURCHASE = 0xA013;
    static final int WRITE_TIME = 0xA015;
    static final int SYNCHRONISE = 0xA016;
    static final int VALVE = 0xA017;
    static final int WRITE_ADDRESS = 0xA018;

    private static final String RESOURCE = "cjt188-di.csv";
    private static final List<ItemRow> ROWS = new ArrayList<>();
    private static final ItemRow[] NONE = {};
    private static final ItemRow[][] BY_CODE = new ItemRow[1 << 16][];

    static {
        List<List<String>> table = ResourceTable.read(DataIdentifiers.class, RESOURCE);
        Map<String, String[]> names = new HashMap<>();
        for (List<String> row : table) {
            if (row.getFirst().startsWith(".")) {
                names.put(row.getFirst().substring(1), new String[] {row.get(1), row.get(2)});
            }
        }
        for (List<String> row : table) {
            if (!row.getFirst().startsWith(".")) {
                add(ItemRow.parse(row, names));
            }
        }
    }

    private DataIdentifiers() {
    }

    private static void add(ItemRow row) {
        ROWS.add(row);
        for (int code = row.first(); code <= row.last(); code++) {
            ItemRow[] rows = at(code);
            BY_CODE[code] = Arrays.copyOf(rows, rows.length + 1);
            BY_CODE[code][rows.length] = row;
        }
    }

    /** The lines of the table, in its order. */
    static List<ItemRow> rows() {
        return List.copyOf(ROWS);
    }

    static boolean known(int code) {
        return BY_CODE[code] != null;
    }

    /** The rows of an identifier; none for one that the table does not have. */
    private static ItemRow[] at(int code) {
        return BY_CODE[code] == null ? NONE : BY_CODE[code];
    }

    /** As the standard writes it: {@code 901F}. */
    static String written(int code) {
        return Hex.of(code >> 8) + Hex.of(code);
    }

    /** The row of an identifier whose data in this direction have {@code length} bytes; the first of its rows when none fits. */
    static ItemRow of(int code, boolean fromMeter, int length) {
        ItemRow[] rows = at(code);
        for (ItemRow row : rows) {
            if (row.layout(fromMeter).length() == length) {
                return row;
            }
        }
        return rows.length == 0 ? ItemRow.UNKNOWN : rows[0];
    }

    /** The longest data that a reply about this item has behind DI and SER; -1 when the table does not say. */
    static int longestReply(int code) {
        int longest = -1;
        for (ItemRow row : at(code)) {
            boolean told = row.writable() || code == ADDRESS || !row.layout().fields().isEmpty();
            longest = told ? Math.max(longest, row.layout(true).length()) : longest;
        }
        return longest;
    }
}
