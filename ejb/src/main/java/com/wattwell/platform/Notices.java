package com.wattwell.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/** Writes down what a person should see: the latest events of the dashboard. */
@ApplicationScoped
public class Notices {

    /** How much a notice matters. */
    public enum Severity {
        INFO, WARNING, ALARM
    }

    /** What happens to many within this time of each other is one line. */
    public static final Duration TOGETHER = Duration.ofMinutes(10);

    @Inject
    private Database database;
    @Inject
    private Pulse pulse;

    /**
     * @param kind   key of the portal's texts below {@code notice.}
     * @param detail the one argument of that text
     */
    public void write(Severity severity, String kind, Integer companyId, Integer collectorId, Integer meterId, Instant at, String detail) {
        database.update("insert into notice_event (company_id, at, severity, kind, collector_id, meter_id, detail) values (?, ?, ?, ?, ?, ?, ?)",
                companyId, at, severity, kind, collectorId, meterId, detail);
        pulse.changed("dashboard");
    }

    /**
     * Writes what may happen to many at once. The first is a line of its own; those that follow soon make it one line of
     * the kind {@code <kind>Many}, whose argument is how often it happened.
     *
     * @param companyId   {@code null} for what only staff of the installation see
     * @param collectorId {@code null} when it is about none, or about several
     * @param detail      the one argument of the text while it happened once
     * @param times       how often it happened, at least once
     */
    public void tally(Severity severity, String kind, Integer companyId, Integer collectorId, Instant at, String detail, int times) {
        String many = kind + "Many";
        int joined = database.update("""
                update notice_event set at = ?, collector_id = null, detail = ((case when kind = ? then detail::int else 1 end) + ?)::text, kind = ?
                where id = (select id from notice_event where company_id is not distinct from ?::int and at > ? and kind in (?, ?) order by at desc limit 1)""",
                at, many, times, many, companyId, at.minus(TOGETHER), kind, many);
        if (joined > 0) {
            pulse.changed("dashboard");
        } else if (times > 1) {
            write(severity, many, companyId, null, null, at, Integer.toString(times));
        } else {
            write(severity, kind, companyId, collectorId, null, at, detail);
        }
    }
}
