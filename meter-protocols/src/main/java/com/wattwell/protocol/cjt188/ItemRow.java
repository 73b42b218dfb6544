package com.wattwell.protocol.cjt188;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.ItemEntry;
import java.util.List;
import java.util.Map;

/**
 * One line of the identifier table.
 *
 * @param first  the lowest identifier of the row, {@code 0xD120}
 * @param last   the highest
 * @param layout of the reply where the row is read, of the request where it is written
 * @param reply  of a write's reply
 * @param access R or W
 * @param source edition, and what of the row is unconfirmed
 */
record ItemRow(int first, int last, String nameZh, String nameEn, Layout layout, Layout reply, String access, String source) {

    /** What is known of an identifier that the table does not have. */
    static final ItemRow UNKNOWN = parse(List.of("0000", "", "", "", "", "", "", ""), Map.of());

    static ItemRow parse(List<String> cells, Map<String, String[]> fieldNames) {
        String di = cells.get(0);
        int high = Integer.parseInt(di.substring(0, 2), 16) << 8;
        boolean range = di.charAt(2) == '[';
        int at = range ? 3 : 2;
        int low = Integer.parseInt(di, at, at + 2, 16);
        int last = range ? Integer.parseInt(di, at + 3, at + 5, 16) : low;
        return new ItemRow(high | low, high | last, cells.get(1), cells.get(2),
                Layout.parse(cells.get(3), cells.get(5), fieldNames), Layout.parse(cells.get(4), cells.get(5), fieldNames),
                cells.get(6), cells.get(7));
    }

    ItemEntry entry() {
        String pattern = first == last ? Hex.of(first >> 8) + Hex.of(first) : Hex.of(first >> 8) + "[" + Hex.of(first) + "-" + Hex.of(last) + "]";
        return new ItemEntry(pattern, nameEn, nameZh, "", !writable());
    }

    boolean writable() {
        return access.equals("W");
    }

    /** The layout of what travels behind DI and SER in a frame of this direction. */
    Layout layout(boolean fromMeter) {
        return writable() ? fromMeter ? reply : layout : fromMeter ? layout : UNKNOWN.layout;
    }
}
