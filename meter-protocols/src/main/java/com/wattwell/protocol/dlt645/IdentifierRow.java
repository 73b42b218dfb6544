package com.wattwell.protocol.dlt645;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * One line of the identifier table: a pattern of identifiers that share name and layout.
 *
 * @param pattern DI3 DI2 DI1 DI0, {@code [01-3F]} for a range of one byte
 * @param access  R, RW, W, or C(03H) for function 03
 */
record IdentifierRow(String pattern, String nameZh, String nameEn, String length, String format, String unit,
                     String access, Layout layout) {

    private static final int COLUMNS = 7;
    private static final int BYTES = 4;

    /** What is known of an identifier that the table does not have. */
    static final IdentifierRow UNKNOWN = new IdentifierRow("", "", "", "", "", "", "", Layout.BYTES);

    /** @throws IllegalArgumentException when the line is none of the table */
    static IdentifierRow parse(String line) {
        List<String> cells = cells(line);
        if (cells.size() != COLUMNS) {
            throw new IllegalArgumentException("expected " + COLUMNS + " columns, found " + cells.size() + " in: " + line);
        }
        return new IdentifierRow(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5),
                cells.get(6), Layout.of(cells.get(4), cells.get(3), cells.get(5)));
    }

    /** Calls {@code visitor} with every identifier of the pattern. */
    void forEach(IntConsumer visitor) {
        int[] low = new int[BYTES];
        int[] high = new int[BYTES];
        int at = 0;
        for (int i = 0; i < BYTES; i++) {
            boolean range = pattern.charAt(at) == '[';
            int start = range ? at + 1 : at;
            low[i] = Integer.parseInt(pattern, start, start + 2, 16);
            high[i] = range ? Integer.parseInt(pattern, start + 3, start + 5, 16) : low[i];
            at += range ? 7 : 2;
        }
        visit(low, high, 0, 0, visitor);
    }

    private static void visit(int[] low, int[] high, int depth, int prefix, IntConsumer visitor) {
        if (depth == BYTES) {
            visitor.accept(prefix);
            return;
        }
        for (int value = low[depth]; value <= high[depth]; value++) {
            visit(low, high, depth + 1, prefix << 8 | value, visitor);
        }
    }

    /** Cells of one CSV line; quotes around a cell that has a comma. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>(COLUMNS);
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == '"') {
                quoted = !quoted;
            } else if (character == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(character);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
