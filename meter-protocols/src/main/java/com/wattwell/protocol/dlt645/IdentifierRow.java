package com.wattwell.protocol.dlt645;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * One line of the identifier table: a pattern of identifiers that share name and layout.
 *
 * @param pattern the identifier's digits, {@code [01-3F]} for a range of one byte or {@code [1-E]} of one digit
 * @param access  R, RW, W, or C(03H) for function 03
 */
record IdentifierRow(String pattern, String nameZh, String nameEn, String length, String format, String unit,
                     String access, Layout layout) {

    private static final int COLUMNS = 7;

    /** What is known of an identifier that the table does not have. */
    static final IdentifierRow UNKNOWN = new IdentifierRow("", "", "", "", "", "", "", Layout.BYTES);

    /** @throws IllegalArgumentException when the cells are none of the table */
    static IdentifierRow of(List<String> cells) {
        if (cells.size() != COLUMNS) {
            throw new IllegalArgumentException("expected " + COLUMNS + " columns, found " + cells.size() + " in: " + cells);
        }
        return new IdentifierRow(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5),
                cells.get(6), Layout.of(cells.get(4), cells.get(3), cells.get(5)));
    }

    /** Bytes of the item; 0 where they depend on the meter. */
    int width() {
        return !length.isEmpty() && length.chars().allMatch(Character::isDigit) ? Integer.parseInt(length) : 0;
    }

    /** Calls {@code visitor} with every identifier of the pattern. */
    void forEach(IntConsumer visitor) {
        visit(0, 0, visitor);
    }

    private void visit(int at, int prefix, IntConsumer visitor) {
        if (at == pattern.length()) {
            visitor.accept(prefix);
            return;
        }
        if (pattern.charAt(at) != '[') {
            visit(at + 1, prefix << 4 | Character.digit(pattern.charAt(at), 16), visitor);
            return;
        }
        int dash = pattern.indexOf('-', at);
        int end = pattern.indexOf(']', at);
        int last = Integer.parseInt(pattern, dash + 1, end, 16);
        for (int value = Integer.parseInt(pattern, at + 1, dash, 16); value <= last; value++) {
            visit(end + 1, prefix << 4 * (end - dash - 1) | value, visitor);
        }
    }
}
