package com.wattwell.parameters;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One item as it should be.
 *
 * @param values in the item's own order, each as the item is read
 */
public record ParameterEntry(String item, List<String> values) implements Serializable {

    private static final Pattern DAY_TABLE = Pattern.compile("0401000[1-8]|0402000[1-8]");
    private static final Pattern YEAR_ZONES = Pattern.compile("04010000|04020000");
    /** Rows of one table (DL/T 645-2007): 54 bytes with identifier, password and operator, of the 200 that a frame may have. */
    private static final int MOST_ROWS = 14;
    private static final Pattern ROW = Pattern.compile("(\\d{1,2})[:.-](\\d{2})\\s+(\\d{1,2})");

    public ParameterEntry {
        values = List.copyOf(values);
    }

    /** Whether it says from when on in a day which tariff holds (日时段表). */
    public static boolean isDayTable(String item) {
        return DAY_TABLE.matcher(item).matches();
    }

    /** Whether it says from which day of the year on which day table holds (时区表). */
    public static boolean isYearZones(String item) {
        return YEAR_ZONES.matcher(item).matches();
    }

    /** A table whose rows a meter fills up by repeating the last. */
    public static boolean isTable(String item) {
        return isDayTable(item) || isYearZones(item);
    }

    /** What a person wrote, one value a line; rows of tariff tables as {@code 08:00 2} or {@code 05-01 3}. */
    public static ParameterEntry written(String item, String text) {
        List<String> values = new ArrayList<>();
        for (String line : (text == null ? "" : text).split("\\R")) {
            String value = line.strip();
            Matcher row = ROW.matcher(value);
            if (isTable(item) && row.matches()) {
                value = two(row.group(1)) + row.group(2) + two(row.group(3));
            }
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
        return new ParameterEntry(item, values);
    }

    private static String two(String digits) {
        return digits.length() == 1 ? "0" + digits : digits;
    }

    /** As {@link #written} takes it. */
    public String text() {
        return String.join("\n", shown(item, values));
    }

    /** Values as people read them: {@code 08:00 2} for {@code 080002}, without the rows that only repeat the last. */
    public static List<String> shown(String item, List<String> values) {
        return !isTable(item) ? values : trimmed(values).stream().map(value -> value.matches("\\d{6}")
                ? value.substring(0, 2) + (isDayTable(item) ? ":" : "-") + value.substring(2, 4) + " " + Integer.parseInt(value, 4, 6, 10) : value).toList();
    }

    private static List<String> trimmed(List<String> values) {
        int end = values.size();
        while (end > 1 && values.get(end - 1).equals(values.get(end - 2))) {
            end--;
        }
        return values.subList(0, end);
    }

    /** Whether a meter stands so: numbers by their value, tables without the rows that only repeat the last. */
    public boolean same(List<String> is) {
        List<String> should = isTable(item) ? trimmed(values) : values;
        List<String> found = isTable(item) ? trimmed(is) : is;
        if (should.size() != found.size()) {
            return false;
        }
        for (int i = 0; i < should.size(); i++) {
            if (!same(should.get(i), found.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(String should, String is) {
        if (should.equals(is)) {
            return true;
        }
        try {
            return new BigDecimal(should).compareTo(new BigDecimal(is)) == 0;
        } catch (NumberFormatException e) {
            return false; // one of them is no number
        }
    }

    /** What is written to a meter whose table has this many rows: filled up with the last row. */
    public List<String> filled(int rows) {
        List<String> filled = new ArrayList<>(isTable(item) ? trimmed(values) : values);
        while (isTable(item) && filled.size() < Math.min(rows, MOST_ROWS)) {
            filled.add(filled.getLast());
        }
        return filled;
    }
}
