package com.wattwell.calendar;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calendars as they stand: one for all companies, and what each company has otherwise. */
@Stateless
public class Calendars {

    /** Years before and after this one that reckoning looks at. */
    private static final int YEARS_BACK = 1;
    private static final int YEARS_AHEAD = 5;

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /** @param own whether it stands in the calendar that is looked at, and not in the one for all companies */
    public record Entry(CalendarDay day, boolean own) {
    }

    /**
     * What was last done to a calendar and can be taken back.
     *
     * @param kind MARK, REMOVE, IMPORT or CONFIRM
     * @param days how many days it touched, {@code first} to {@code last}
     */
    public record Change(long id, String kind, String changedBy, Instant at, int days, LocalDate first, LocalDate last) {
    }

    /** The working days of a company, from last year to five years ahead; beyond that Monday to Friday. */
    public WorkingDays workingDays(int companyId) {
        int year = clock.instant().atZone(ZoneOffset.UTC).getYear();
        Map<LocalDate, CalendarDay.Kind> exceptions = new HashMap<>();
        effective(companyId, LocalDate.of(year - YEARS_BACK, 1, 1), LocalDate.of(year + YEARS_AHEAD, 12, 31))
                .forEach(entry -> exceptions.put(entry.day().day(), entry.day().kind()));
        return new WorkingDays(exceptions);
    }

    /** The days of a year that are marked, in order. @param companyId {@code null} for the calendar of all companies */
    public List<Entry> year(Integer companyId, int year) {
        return effective(companyId, LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    private List<Entry> effective(Integer companyId, LocalDate from, LocalDate to) {
        return database.list("""
                        select distinct on (d.day) d.*, d.company_id is not distinct from cast(? as int) as own
                        from calendar_day d where (d.company_id is null or d.company_id = cast(? as int)) and d.day between ? and ?
                        order by d.day, d.company_id nulls last""",
                row -> new Entry(day(row), row.getBoolean("own")), companyId, companyId, from, to);
    }

    static CalendarDay day(ResultSet row) throws SQLException {
        return new CalendarDay(row.getObject("day", LocalDate.class), CalendarDay.Kind.valueOf(row.getString("kind")), row.getString("name_zh"),
                row.getString("name_en"), row.getBoolean("reckoned"));
    }

    /** The newest change of a calendar. @param companyId {@code null} for the calendar of all companies */
    public Optional<Change> lastChange(Integer companyId) {
        return database.first("""
                        select c.id, c.kind, c.changed_by, c.at, count(d.day) as days, min(d.day) as first_day, max(d.day) as last_day
                        from calendar_change c join calendar_change_day d on d.change_id = c.id
                        where c.id = (select max(id) from calendar_change where company_id is not distinct from cast(? as int))
                        group by c.id""",
                row -> new Change(row.getLong("id"), row.getString("kind"), row.getString("changed_by"), Database.instant(row, "at"), row.getInt("days"),
                        row.getObject("first_day", LocalDate.class), row.getObject("last_day", LocalDate.class)), companyId);
    }

    /**
     * Next year, from 1 November on, while one of the companies has no day of it that was announced, entered or confirmed:
     * the State Council announces each November, and make-up working days can only be known from there.
     */
    public Optional<Year> unconfirmed(Scope scope) {
        return database.one("""
                        select min(y.next) from company c
                        cross join lateral (select cast(? as timestamptz) at time zone c.time_zone as local) l
                        cross join lateral (select extract(year from l.local)::int + 1 as next) y
                        where extract(month from l.local) >= 11%s and not exists (
                            select 1 from calendar_day d where (d.company_id is null or d.company_id = c.id) and not d.reckoned
                                and d.day between make_date(y.next, 1, 1) and make_date(y.next, 12, 31))""".formatted(scope.and("c.id")),
                row -> Optional.ofNullable(row.getObject(1, Integer.class)).map(Year::of), clock.instant());
    }
}
