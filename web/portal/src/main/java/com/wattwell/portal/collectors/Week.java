package com.wattwell.portal.collectors;

import com.wattwell.collector.OnlineQueries;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A week of one collector: for each local day, when it was online. */
public record Week(List<Day> days) {

    public static final int DAYS = 7;

    /**
     * A stretch of a day.
     *
     * @param left  where it begins, in per cent of the day
     * @param width how long it is, in per cent of the day
     */
    public record Stretch(double left, double width, Instant from, Instant to) {
    }

    /**
     * @param share   part of the day in which it was online, 0 to 1, so far and since it became known; {@code null} before that
     * @param unknown before it became known, or {@code null}
     * @param later   where the day has not come to yet, or {@code null}
     */
    public record Day(LocalDate date, List<Stretch> online, Double share, Stretch unknown, Stretch later) {
    }

    /** Where the week begins that ends with today. */
    public static Instant from(Instant now, ZoneId zone) {
        return now.atZone(zone).toLocalDate().minusDays(DAYS - 1).atStartOfDay(zone).toInstant();
    }

    /** The newest day first. @param known since when the collector is known */
    public static Week of(List<OnlineQueries.Spell> spells, Instant known, Instant now, ZoneId zone) {
        List<Day> days = new ArrayList<>();
        LocalDate today = now.atZone(zone).toLocalDate();
        for (int back = 0; back < DAYS; back++) {
            days.add(day(today.minusDays(back), spells, known, now, zone));
        }
        return new Week(days);
    }

    private static Day day(LocalDate date, List<OnlineQueries.Spell> spells, Instant known, Instant now, ZoneId zone) {
        Instant from = date.atStartOfDay(zone).toInstant();
        Instant to = date.plusDays(1).atStartOfDay(zone).toInstant();
        Instant soFar = to.isBefore(now) ? to : now;
        Instant since = known.isBefore(from) ? from : known.isAfter(to) ? to : known;
        List<Stretch> online = new ArrayList<>();
        double millis = 0;
        for (OnlineQueries.Spell spell : spells) {
            Instant began = spell.beganAt().isBefore(from) ? from : spell.beganAt();
            Instant ended = spell.endedAt() == null || spell.endedAt().isAfter(soFar) ? soFar : spell.endedAt();
            if (began.isBefore(ended)) {
                online.add(stretch(began, ended, from, to));
                millis += Duration.between(began, ended).toMillis();
            }
        }
        long length = Duration.between(since, soFar).toMillis();
        return new Day(date, online, length <= 0 ? null : Double.valueOf(Math.min(1, millis / length)),
                from.isBefore(since) ? stretch(from, since, from, to) : null, soFar.isBefore(to) ? stretch(soFar, to, from, to) : null);
    }

    private static Stretch stretch(Instant began, Instant ended, Instant from, Instant to) {
        double day = Duration.between(from, to).toMillis();
        return new Stretch(100 * Duration.between(from, began).toMillis() / day, 100 * Duration.between(began, ended).toMillis() / day, began, ended);
    }
}
