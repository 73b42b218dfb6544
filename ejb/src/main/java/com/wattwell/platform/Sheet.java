package com.wattwell.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;

/** The first sheet of an Excel file, or a CSV file in UTF-8 or GB 18030, as rows of texts. The first row is the heading. */
public final class Sheet {

    public static final int MAX_BYTES = 5 * 1024 * 1024;
    public static final int MAX_ROWS = 5_000;
    private static final int MAX_COLUMNS = 40;
    private static final int MAX_CELL = 500;
    private static final int MAX_DIGITS = 40;
    /** What a packed file may unpack to: more is no list of ours. */
    private static final long MAX_UNPACKED = 100L * 1024 * 1024;

    private Sheet() {
    }

    /**
     * @param number as a spreadsheet counts, the heading is 1
     * @param cells  stripped, never {@code null}
     */
    public record Row(int number, List<String> cells) {

        /** The cell of a column from 0, or an empty text. */
        public String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }

        /** The row's beginning, for people. */
        public String shown() {
            String text = String.join(" | ", cells);
            return text.length() > 120 ? text.substring(0, 120) + "…" : text;
        }

        boolean blank() {
            return cells.stream().allMatch(String::isEmpty);
        }
    }

    /** @throws RefusedException when it is too big, has too many rows, or is no such file; the field is {@code file} */
    public static List<Row> read(byte[] file) {
        if (file == null || file.length == 0) {
            throw RefusedException.invalid("file", "refused.fileMissing", "Choose a file.");
        }
        if (file.length > MAX_BYTES) {
            throw RefusedException.invalid("file", "refused.fileSize", "The file must have at most 5 MB.");
        }
        try {
            List<Row> rows = file.length > 4 && file[0] == 'P' && file[1] == 'K' ? excel(file) : csv(file);
            return rows.stream().filter(row -> row.number() > 1 && !row.blank()).toList();
        } catch (IOException | RuntimeException e) {
            if (e instanceof RefusedException refused) {
                throw refused;
            }
            throw RefusedException.invalid("file", "refused.fileKind", "This is neither an Excel file (.xlsx) nor CSV.");
        }
    }

    private static List<Row> excel(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("wattwell", ".xlsx");
        try {
            Files.write(file, bytes);
            unpacksToSomethingSmall(file);
            return excel(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static List<Row> excel(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (ReadableWorkbook book = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false));
             Stream<org.dhatim.fastexcel.reader.Row> stream = book.getFirstSheet().openStream()) {
            for (Iterator<org.dhatim.fastexcel.reader.Row> each = stream.iterator(); each.hasNext();) {
                org.dhatim.fastexcel.reader.Row row = each.next();
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < Math.min(row.getCellCount(), MAX_COLUMNS); i++) {
                    cells.add(row.getOptionalCell(i).map(Sheet::text).orElse(""));
                }
                add(rows, new Row(row.getRowNum(), cells));
            }
        }
        return rows;
    }

    private static void unpacksToSomethingSmall(Path file) throws IOException {
        long unpacked = 0;
        byte[] buffer = new byte[64 * 1024];
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (InputStream stream = zip.getInputStream(entry)) {
                    for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                        unpacked += read;
                        if (unpacked > MAX_UNPACKED) {
                            throw RefusedException.invalid("file", "refused.fileSize", "The file unpacks to more than any list of ours.");
                        }
                    }
                }
            }
        }
    }

    private static String text(Cell cell) {
        if (cell.getType() == CellType.NUMBER) {
            String format = cell.getDataFormatString();
            if (format != null && !format.contains("#") && (format.contains("yy") || format.contains("d") || format.contains("h:"))) {
                return cell.asDate().toString();
            }
            return plain(cell.getRawValue());
        }
        return cut(cell.getText());
    }

    /** A number without its exponent, unless it would be long then. */
    static String plain(String raw) {
        if (raw.length() > MAX_DIGITS) {
            return cut(raw);
        }
        BigDecimal number = new BigDecimal(raw);
        return Math.abs((long) number.scale()) > MAX_DIGITS ? raw : number.stripTrailingZeros().toPlainString();
    }

    private static List<Row> csv(byte[] file) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        } catch (CharacterCodingException e) {
            text = Charset.forName("GB18030").newDecoder().decode(ByteBuffer.wrap(file)).toString();
        }
        List<Row> rows = new ArrayList<>();
        int number = 0;
        for (String line : text.replace("\uFEFF", "").replace("\0", "").split("\\R", MAX_ROWS + 3)) {
            add(rows, new Row(++number, Stream.of(line.split("[,，\t;]", MAX_COLUMNS)).map(cell -> cut(cell.replace("\"", ""))).toList()));
        }
        return rows;
    }

    private static void add(List<Row> rows, Row row) {
        if (!row.blank()) {
            rows.add(row);
        }
        if (rows.size() > MAX_ROWS + 1) {
            throw RefusedException.invalid("file", "refused.fileRows", "The file has more than " + MAX_ROWS + " rows: part it.", MAX_ROWS);
        }
    }

    private static String cut(String text) {
        String stripped = text == null ? "" : text.strip();
        return stripped.length() > MAX_CELL ? stripped.substring(0, MAX_CELL) : stripped;
    }

    /** An Excel file with a heading and a few rows, to be filled in. */
    public static byte[] template(String name, List<String> heading, List<List<String>> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "Wattwell", "1.0")) {
            Worksheet sheet = book.newWorksheet(name);
            for (int column = 0; column < heading.size(); column++) {
                sheet.value(0, column, heading.get(column));
                sheet.style(0, column).bold().set();
                sheet.width(column, 20);
                for (int row = 0; row < rows.size(); row++) {
                    sheet.value(row + 1, column, rows.get(row).get(column));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** All of a stream, and one byte more than is allowed when there is more. */
    public static byte[] bytes(InputStream stream) throws IOException {
        return stream.readNBytes(MAX_BYTES + 1);
    }
}
