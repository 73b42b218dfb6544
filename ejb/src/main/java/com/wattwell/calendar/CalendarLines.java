package com.wattwell.calendar;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Days written one a line: {@code 2027-02-05,HOLIDAY,春节} and, if wanted, a comma and the name in English. Commas may be
 * Chinese ones or tabs; the kind may be 休 or 班. Empty lines and those that begin with # say nothing.
 */
public final class CalendarLines {

    /** Lines of one import: two years of days, twice over. */
    public static final int MAX_LINES = 1_500;
    public static final int MAX_NAME = 100;
    static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    static final LocalDate LATEST = LocalDate.of(2100, 12, 31);

    private static final int MAX_SHOWN = 60;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-M-d").withResolverStyle(ResolverStyle.STRICT);
    private static final Map<String, CalendarDay.Kind> KINDS = Map.of("HOLIDAY", CalendarDay.Kind.HOLIDAY, "休", CalendarDay.Kind.HOLIDAY,
            "节假日", CalendarDay.Kind.HOLIDAY, "WORKING_DAY", CalendarDay.Kind.WORKING_DAY, "班", CalendarDay.Kind.WORKING_DAY,
            "调休上班", CalendarDay.Kind.WORKING_DAY);

    private CalendarLines() {
    }

    /** What is wrong with a line. */
    public enum Mistake {
        FIELDS, DATE, YEAR, KIND, NAME, TWICE, TOO_MANY
    }

    /**
     * One line that says something.
     *
     * @param number  from 1, empty lines counted
     * @param text    as it was written, its beginning when it is long
     * @param day     what it says, or {@code null} when it is wrong
     * @param mistake what is wrong with it, or {@code null}
     */
    public record Line(int number, String text, CalendarDay day, Mistake mistake) {
    }

    /** Reads at most {@value #MAX_LINES} lines; the first beyond them is a mistake, and nothing behind it is looked at. */
    public static List<Line> read(String text) {
        List<Line> lines = new ArrayList<>();
        Set<LocalDate> seen = new HashSet<>();
        int number = 0;
        for (String raw : (text == null ? "" : text).split("\\R", MAX_LINES + 2)) {
            String line = raw.strip();
            if (++number > MAX_LINES) {
                lines.add(wrong(number, line, Mistake.TOO_MANY));
                break;
            }
            if (!line.isEmpty() && !line.startsWith("#")) {
                lines.add(read(number, line, seen));
            }
        }
        return lines;
    }

    private static Line read(int number, String line, Set<LocalDate> seen) {
        String[] fields = line.split("[,，\\t]", 5);
        if (fields.length < 3 || fields.length > 4) {
            return wrong(number, line, Mistake.FIELDS);
        }
        LocalDate day;
        try {
            day = LocalDate.parse(fields[0].strip(), DATE);
        } catch (DateTimeParseException e) {
            return wrong(number, line, Mistake.DATE);
        }
        if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
            return wrong(number, line, Mistake.YEAR);
        }
        CalendarDay.Kind kind = KINDS.get(fields[1].strip().toUpperCase(Locale.ROOT));
        if (kind == null) {
            return wrong(number, line, Mistake.KIND);
        }
        String name = fields[2].strip();
        String english = fields.length == 4 && !fields[3].isBlank() ? fields[3].strip() : HolidayNames.english(name);
        if (!isName(name) || !isName(english)) {
            return wrong(number, line, Mistake.NAME);
        }
        if (!seen.add(day)) {
            return wrong(number, line, Mistake.TWICE);
        }
        return new Line(number, shown(line), new CalendarDay(day, kind, name, english, false), null);
    }

    /** Whether a day may be called that: no control characters, and nothing that turns the words around it. */
    static boolean isName(String name) {
        return !name.isBlank() && name.length() <= MAX_NAME
                && name.codePoints().noneMatch(each -> Character.isISOControl(each) || Character.getType(each) == Character.FORMAT);
    }

    private static Line wrong(int number, String line, Mistake mistake) {
        return new Line(number, shown(line), null, mistake);
    }

    private static String shown(String line) {
        return line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "…" : line;
    }
}
