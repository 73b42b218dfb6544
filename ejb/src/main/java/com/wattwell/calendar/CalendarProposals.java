package com.wattwell.calendar;

import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Writes the days of this year and the next into the calendar of all companies, each year once in the life of an
 * installation: as announced where that is known, else what the law and the lunar calendar say, marked as reckoned. What
 * a person has made of a year is never touched again.
 */
@Stateless
public class CalendarProposals {

    private static final String ANNOUNCED = "announced-days.csv";

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    public void ensure() {
        int year = clock.instant().atZone(ZoneOffset.UTC).getYear();
        propose(year);
        propose(year + 1);
    }

    private void propose(int year) {
        if (database.update("insert into calendar_year (year, proposed_at) values (?, ?) on conflict do nothing", year, clock.instant()) == 0) {
            return;
        }
        List<CalendarDay> announced = announced(year);
        (announced.isEmpty() ? HolidayReckoning.of(year) : announced).forEach(day -> database.update("""
                insert into calendar_day (company_id, day, kind, name_zh, name_en, reckoned) values (null, ?, ?, ?, ?, ?) on conflict do nothing""",
                day.day(), day.kind(), day.nameZh(), day.nameEn(), day.reckoned()));
    }

    static List<CalendarDay> announced(int year) {
        try (InputStream file = CalendarProposals.class.getResourceAsStream(ANNOUNCED)) {
            return CalendarLines.read(new String(file.readAllBytes(), StandardCharsets.UTF_8)).stream()
                    .map(CalendarLines.Line::day).filter(day -> day.day().getYear() == year).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
