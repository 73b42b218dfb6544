package com.wattwell.portal.state;

import com.wattwell.portal.Chart;
import com.wattwell.portal.Texts;
import com.wattwell.portal.control.Story;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Blocks of a load profile as a table and as curves, at the times of the meter's own clock.
 *
 * @param columns what was recorded, with its unit
 * @param rows    one a block
 */
public record Profile(List<Column> columns, List<Row> rows) {

    /** A quantity. */
    public record Column(String nameEn, String nameZh, String unit) {
    }

    /** A block; {@code cells} in the order of the columns, {@code null} where the meter has none. */
    public record Row(String time, LocalDateTime at, List<String> cells) {
    }

    private static final String TIME = "time";
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuuMMddHHmm").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** @param values of the answer, one block behind the other, each beginning with its time */
    static Profile of(List<Story.Value> values) {
        Map<String, Column> columns = new LinkedHashMap<>();
        values.stream().filter(value -> !value.nameEn().equals(TIME)).forEach(value ->
                columns.putIfAbsent(value.nameEn(), new Column(value.nameEn(), value.nameZh(), value.unit())));
        List<Row> rows = new ArrayList<>();
        Map<String, String> cells = new LinkedHashMap<>();
        LocalDateTime at = null;
        for (Story.Value value : values) {
            if (value.nameEn().equals(TIME)) {
                add(rows, at, cells, columns);
                at = time(value.value());
                cells = new LinkedHashMap<>();
            } else {
                cells.put(value.nameEn(), value.value());
            }
        }
        add(rows, at, cells, columns);
        return new Profile(List.copyOf(columns.values()), rows);
    }

    private static void add(List<Row> rows, LocalDateTime at, Map<String, String> cells, Map<String, Column> columns) {
        if (at != null) {
            List<String> row = new ArrayList<>();
            columns.keySet().forEach(name -> row.add(cells.get(name)));
            rows.add(new Row(SHOWN.format(at), at, row));
        }
    }

    private static LocalDateTime time(String digits) {
        try {
            return digits == null ? null : LocalDateTime.parse("20" + digits, WRITTEN);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A chart for each unit, where there are two blocks or more. */
    List<String> charts(Texts texts, ZoneId zone) {
        if (rows.size() < 2) {
            return List.of();
        }
        Map<String, List<Integer>> byUnit = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            int index = i;
            if (rows.stream().anyMatch(row -> row.cells().get(index) != null)) {
                byUnit.computeIfAbsent(columns.get(i).unit(), unit -> new ArrayList<>()).add(i);
            }
        }
        return byUnit.entrySet().stream().map(entry -> chart(entry.getKey(), entry.getValue(), texts, zone)).toList();
    }

    private String chart(String unit, List<Integer> indexes, Texts texts, ZoneId zone) {
        Chart chart = Chart.lines(instant(rows.getFirst(), zone), instant(rows.getLast(), zone), zone).unit(unit).group("profile");
        for (int index : indexes) {
            Chart.Series line = chart.line(texts.type(columns.get(index).nameEn(), columns.get(index).nameZh()));
            rows.stream().filter(row -> row.cells().get(index) != null).forEach(row -> line.point(instant(row, zone), new BigDecimal(row.cells().get(index))));
        }
        return chart.json();
    }

    private static Instant instant(Row row, ZoneId zone) {
        return row.at().atZone(zone).toInstant();
    }
}
