package com.wattwell.portal.calendar;

import com.wattwell.calendar.CalendarDay;
import com.wattwell.calendar.CalendarLines;
import com.wattwell.calendar.CalendarService;
import com.wattwell.calendar.Calendars;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Language;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A year at a glance: which days are off or worked instead; and, for admins, what is done to it. */
@Named
@ViewScoped
public class CalendarPage implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;

    @Inject
    private Calendars calendars;
    @Inject
    private CalendarService service;
    @Inject
    private Visitor visitor;
    @Inject
    private Language language;
    @Inject
    private Attempt attempt;
    @Inject
    private Clock clock;

    private String yearWritten;
    private String dayChosen;
    private int year;
    private String from;
    private String to;
    private CalendarDay.Kind kind = CalendarDay.Kind.HOLIDAY;
    private String name;
    private String nameEn;
    private String lines;
    private boolean read;
    private transient List<Calendars.Entry> entries;
    private transient List<CalendarMonth> months;
    private transient Calendars.Change lastChange;

    /** When the page is opened, with a year and perhaps a day that somebody touched. */
    public void open() {
        LocalDate chosen = date(dayChosen);
        year = chosen != null ? chosen.getYear() : yearWritten == null ? getToday().getYear() : number(yearWritten);
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw RefusedException.notFound("calendar", year);
        }
        if (chosen != null) {
            from = chosen.toString();
            to = from;
            calendars.year(companyId(), year).stream().map(Calendars.Entry::day).filter(day -> day.day().equals(chosen)).findFirst().ifPresent(day -> {
                kind = day.kind();
                name = day.nameZh();
                nameEn = day.nameEn().equals(day.nameZh()) ? null : day.nameEn();
            });
        }
    }

    private static int number(String written) {
        try {
            return Integer.parseInt(written);
        } catch (NumberFormatException e) {
            throw RefusedException.notFound("calendar", written);
        }
    }

    /** Before each time the page, or a part of it, is shown. */
    public void refresh() {
        entries = calendars.year(companyId(), year);
        Map<LocalDate, Calendars.Entry> marked = entries.stream().collect(Collectors.toMap(entry -> entry.day().day(), Function.identity()));
        months = Stream.of(Month.values()).map(month -> CalendarMonth.of(YearMonth.of(year, month), marked, getToday())).toList();
        lastChange = calendars.lastChange(companyId()).orElse(null);
    }

    public void mark() {
        if (attempt.to(() -> service.mark(visitor.caller(), companyId(), date(from), date(blank(to) ? from : to), kind, name, nameEn))) {
            name = null;
            nameEn = null;
        }
    }

    public void remove() {
        attempt.to(() -> service.remove(visitor.caller(), companyId(), date(from), date(blank(to) ? from : to)));
    }

    public void confirm() {
        attempt.to(() -> service.confirm(visitor.caller(), companyId(), year));
    }

    public void takeBack(long change) {
        attempt.to(() -> service.takeBack(visitor.caller(), companyId(), change));
    }

    /** Only looks at what was pasted. */
    public void check() {
        read = true;
    }

    public void takeOver() {
        read = true;
        if (attempt.to(() -> service.takeOver(visitor.caller(), companyId(), lines))) {
            lines = null;
            read = false;
        }
    }

    /** What the pasted lines say, once somebody asked for it. */
    public List<CalendarLines.Line> getReadLines() {
        return read ? CalendarLines.read(lines) : List.of();
    }

    public long getWrongLines() {
        return getReadLines().stream().filter(line -> line.mistake() != null).count();
    }

    /** Whose calendar it is: that of the company that is looked at, or for staff of the installation that of all. */
    private Integer companyId() {
        return visitor.scope().companyId();
    }

    public boolean isOfAll() {
        return companyId() == null;
    }

    public boolean isEditable() {
        return visitor.isAdministrator();
    }

    public String getCompanyName() {
        return companyId() == null ? "" : visitor.companyName(companyId());
    }

    /** The next year while it is November or later and nobody confirmed it, or {@code null}. */
    public String getUnconfirmed() {
        return calendars.unconfirmed(visitor.scope()).map(Year::toString).orElse(null);
    }

    /** Whether days of the shown year, in this very calendar, wait to be confirmed. */
    public boolean isConfirmable() {
        return isEditable() && getEntries().stream().anyMatch(entry -> entry.own() && entry.day().reckoned());
    }

    /** In the language of the page. */
    public String nameOf(CalendarDay day) {
        return language.isChinese() ? day.nameZh() : day.nameEn();
    }

    public String monthName(int number) {
        return Month.of(number).getDisplayName(TextStyle.FULL_STANDALONE, language.getLocale());
    }

    public String weekday(LocalDate day) {
        return day.getDayOfWeek().getDisplayName(TextStyle.SHORT, language.getLocale());
    }

    public List<String> getWeekdays() {
        return Stream.of(DayOfWeek.values()).map(day -> day.getDisplayName(TextStyle.NARROW_STANDALONE, language.getLocale())).toList();
    }

    private LocalDate getToday() {
        return clock.instant().atZone(visitor.getZone()).toLocalDate();
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private static LocalDate date(String text) {
        try {
            return blank(text) ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Years as texts, since a number would be shown with a comma in it. */
    public String getYear() {
        return String.valueOf(year);
    }

    public String getYearBefore() {
        return year > FIRST_YEAR ? String.valueOf(year - 1) : null;
    }

    public String getYearAfter() {
        return year < LAST_YEAR ? String.valueOf(year + 1) : null;
    }

    public CalendarDay.Kind[] getKinds() {
        return CalendarDay.Kind.values();
    }

    public List<CalendarMonth> getMonths() {
        looked();
        return months;
    }

    public List<Calendars.Entry> getEntries() {
        looked();
        return entries;
    }

    public Calendars.Change getLastChange() {
        looked();
        return lastChange;
    }

    /** What is shown does not travel with the session to another node: there it is looked up again before a form is read. */
    private void looked() {
        if (entries == null) {
            refresh();
        }
    }

    public String getYearWritten() {
        return yearWritten;
    }

    public void setYearWritten(String yearWritten) {
        this.yearWritten = yearWritten;
    }

    public String getDayChosen() {
        return dayChosen;
    }

    public void setDayChosen(String dayChosen) {
        this.dayChosen = dayChosen;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public CalendarDay.Kind getKind() {
        return kind;
    }

    public void setKind(CalendarDay.Kind kind) {
        this.kind = kind;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getNameEn() {
        return nameEn;
    }

    public void setNameEn(String nameEn) {
        this.nameEn = nameEn;
    }

    public String getLines() {
        return lines;
    }

    public void setLines(String lines) {
        this.lines = lines;
    }
}
