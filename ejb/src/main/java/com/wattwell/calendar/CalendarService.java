package com.wattwell.calendar;

import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * What admins do to a calendar: mark days, give them back to their day of the week, take over what was announced, and take
 * back the last change. The calendar of all companies ({@code companyId} null) is for staff of the installation.
 */
@Stateless
public class CalendarService {

    /** Days that may be marked at once: the longest school holiday. */
    public static final int MAX_RANGE = 92;
    /** Changes of one calendar that can be taken back, one after the other. */
    private static final int CHANGES_KEPT = 20;

    @Inject
    private Database database;
    @Inject
    private Event<CalendarChanged> changed;
    @Inject
    private Clock clock;

    /**
     * Marks the days from the first to the last; what was there is replaced.
     *
     * @param nameEn {@code null} or blank for the known translation, or else the same name
     * @throws RefusedException naming the field that is wrong; nothing is done then
     */
    public void mark(Caller caller, Integer companyId, LocalDate from, LocalDate to, CalendarDay.Kind kind, String name, String nameEn) {
        begin(caller, companyId);
        List<LocalDate> days = range(from, to);
        if (kind == null) {
            throw RefusedException.invalid("kind", "refused.dayKind", "kind must be HOLIDAY or WORKING_DAY.");
        }
        String called = name == null ? "" : name.strip();
        String english = nameEn == null || nameEn.isBlank() ? HolidayNames.english(called) : nameEn.strip();
        checkName("name", called);
        checkName("nameEn", english);
        change(caller, companyId, "MARK", days);
        days.forEach(day -> write(companyId, new CalendarDay(day, kind, called, english, false)));
        tell(companyId);
    }

    /**
     * Takes the marks of the days from the first to the last away: they are again what their day of the week, or for a
     * company the calendar of all companies, says.
     *
     * @throws RefusedException naming the field that is wrong, or when none of them is marked
     */
    public void remove(Caller caller, Integer companyId, LocalDate from, LocalDate to) {
        begin(caller, companyId);
        range(from, to);
        List<LocalDate> marked = database.list("select day from calendar_day where company_id is not distinct from cast(? as int) and day between ? and ?",
                row -> row.getObject(1, LocalDate.class), companyId, from, to);
        if (marked.isEmpty()) {
            throw RefusedException.invalid("from", "refused.nothingMarked", "from: none of these days is marked in this calendar.");
        }
        change(caller, companyId, "REMOVE", marked);
        database.update("delete from calendar_day where company_id is not distinct from cast(? as int) and day between ? and ?", companyId, from, to);
        tell(companyId);
    }

    /**
     * Takes over days that were written one a line.
     *
     * @return how many days they are
     * @throws RefusedException naming the first line that is wrong; nothing is done then
     */
    public int takeOver(Caller caller, Integer companyId, String text) {
        begin(caller, companyId);
        List<CalendarLines.Line> lines = CalendarLines.read(text);
        lines.stream().filter(line -> line.mistake() != null).findFirst().ifPresent(wrong -> {
            throw RefusedException.invalid("lines", "refused.calendarLine", "lines: line " + wrong.number() + " is wrong (" + wrong.mistake() + "): " + wrong.text(),
                    wrong.number(), wrong.text());
        });
        if (lines.isEmpty()) {
            throw RefusedException.invalid("lines", "refused.noLines", "lines: there is no line such as 2027-01-01,HOLIDAY,元旦.");
        }
        change(caller, companyId, "IMPORT", lines.stream().map(line -> line.day().day()).toList());
        lines.forEach(line -> write(companyId, line.day()));
        tell(companyId);
        return lines.size();
    }

    /** Takes what was reckoned of a year as right: it was compared with what is announced. */
    public void confirm(Caller caller, Integer companyId, int year) {
        begin(caller, companyId);
        List<CalendarDay> reckoned = database.list("""
                select d.* from calendar_day d where d.reckoned and company_id is not distinct from cast(? as int) and day between make_date(?, 1, 1) and make_date(?, 12, 31)""",
                Calendars::day, companyId, year, year);
        if (reckoned.isEmpty()) {
            throw RefusedException.invalid("year", "refused.nothingReckoned", "year: no day of it waits to be confirmed in this calendar.");
        }
        change(caller, companyId, "CONFIRM", reckoned.stream().map(CalendarDay::day).toList());
        reckoned.forEach(day -> write(companyId, new CalendarDay(day.day(), day.kind(), day.nameZh(), day.nameEn(), false)));
        tell(companyId);
    }

    /**
     * Takes the last change of a calendar back.
     *
     * @param changeId the change that is meant
     * @throws RefusedException when it is not the last one any more
     */
    public void takeBack(Caller caller, Integer companyId, long changeId) {
        begin(caller, companyId);
        long last = database.one("select coalesce(max(id), 0) from calendar_change where company_id is not distinct from cast(? as int)",
                row -> row.getLong(1), companyId);
        if (last != changeId) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "change", "refused.notLast", "The calendar has been changed since: look at it again.");
        }
        database.update("""
                delete from calendar_day d using calendar_change_day b
                where b.change_id = ? and d.day = b.day and d.company_id is not distinct from cast(? as int)""", changeId, companyId);
        database.update("""
                insert into calendar_day (company_id, day, kind, name_zh, name_en, reckoned)
                select cast(? as int), day, kind, name_zh, name_en, reckoned from calendar_change_day where change_id = ? and kind is not null""", companyId, changeId);
        database.update("delete from calendar_change where id = ?", changeId);
        tell(companyId);
    }

    /** Writes down what stands on these days now, before it is changed. */
    private void change(Caller caller, Integer companyId, String kind, List<LocalDate> days) {
        long id = database.one("insert into calendar_change (company_id, at, changed_by, kind) values (cast(? as int), ?, ?, ?) returning id",
                row -> row.getLong(1), companyId, clock.instant(), caller.name(), kind);
        database.update("""
                insert into calendar_change_day (change_id, day, kind, name_zh, name_en, reckoned)
                select ?, w.day, d.kind, d.name_zh, d.name_en, d.reckoned from unnest(cast(? as date[])) as w (day)
                left join calendar_day d on d.day = w.day and d.company_id is not distinct from cast(? as int)""",
                id, days.stream().map(LocalDate::toString).toArray(String[]::new), companyId);
        database.update("""
                delete from calendar_change where company_id is not distinct from cast(? as int) and id not in (
                    select id from calendar_change where company_id is not distinct from cast(? as int) order by id desc limit ?)""",
                companyId, companyId, CHANGES_KEPT);
    }

    /** Who may not is refused; who may changes calendars alone until the transaction ends. */
    private void begin(Caller caller, Integer companyId) {
        mayChange(caller, companyId);
        database.one("select pg_advisory_xact_lock(hashtext('wattwell.calendar'))", row -> true);
    }

    private void write(Integer companyId, CalendarDay day) {
        database.update("""
                insert into calendar_day (company_id, day, kind, name_zh, name_en, reckoned) values (cast(? as int), ?, ?, ?, ?, ?)
                on conflict (company_id, day) do update
                set kind = excluded.kind, name_zh = excluded.name_zh, name_en = excluded.name_en, reckoned = excluded.reckoned""",
                companyId, day.day(), day.kind(), day.nameZh(), day.nameEn(), day.reckoned());
    }

    private void tell(Integer companyId) {
        changed.fire(new CalendarChanged(companyId));
    }

    private static List<LocalDate> range(LocalDate from, LocalDate to) {
        checkDay("from", from);
        checkDay("to", to);
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= MAX_RANGE) {
            throw RefusedException.invalid("to", "refused.dayRange", "to must be the same day as from or after it, and at most " + MAX_RANGE + " days in all.", MAX_RANGE);
        }
        return Stream.iterate(from, day -> !day.isAfter(to), day -> day.plusDays(1)).toList();
    }

    private static void checkDay(String field, LocalDate day) {
        if (day == null || day.isBefore(CalendarLines.EARLIEST) || day.isAfter(CalendarLines.LATEST)) {
            throw RefusedException.invalid(field, "refused.day", field + " must be a day from 2000-01-01 to 2100-12-31.");
        }
    }

    private static void checkName(String field, String name) {
        if (!CalendarLines.isName(name)) {
            throw RefusedException.invalid(field, "refused.name100", field + " must have 1 to " + CalendarLines.MAX_NAME + " characters.");
        }
    }

    private static void mayChange(Caller caller, Integer companyId) {
        if (!caller.mayAdminister() || (companyId == null && caller.scope().companyId() != null)) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not change this calendar.");
        }
        if (companyId != null && !caller.scope().includes(companyId)) {
            throw RefusedException.notFound("company", companyId);
        }
    }
}
