package com.wattwell.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Writes down what a person should see: the latest events of the dashboard. */
@ApplicationScoped
public class Notices {

    /** How much a notice matters. */
    public enum Severity {
        INFO, WARNING, ALARM
    }

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
}
