package com.wattwell.platform;

import com.wattwell.identity.Scope;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The things a person should see: what the dashboard calls latest events. */
@Stateless
public class NoticeQueries {

    /** Most rows of one answer. */
    public static final int MAX_LATEST = 200;

    /**
     * One event, with the names of what it is about.
     *
     * @param kind        key of the portal's texts below {@code notice.}; {@code detail} is its one argument
     * @param collectorId id, or {@code null}; {@code collector} is its name
     * @param meterId     id, or {@code null}; {@code meter} is its name
     */
    public record Notice(long id, Instant at, Notices.Severity severity, String kind, Integer collectorId, String collector, Integer meterId, String meter,
                         String detail) {
    }

    private final Database database;

    @Inject
    public NoticeQueries(Database database) {
        this.database = database;
    }

    protected NoticeQueries() {
        this(null); // the container's proxy wants it
    }

    /** The newest first, at most {@link #MAX_LATEST}. Events of no company are for staff of the installation only. */
    public List<Notice> latest(Scope scope, int count) {
        return database.list("""
                select n.*, c.name as collector, m.name as meter
                from (select * from notice_event n where true%s order by n.at desc limit ?) n
                left join collector c on c.id = n.collector_id left join meter m on m.id = n.meter_id
                order by n.at desc, n.id desc""".formatted(scope.and("n.company_id")), NoticeQueries::read, Math.clamp(count, 1, MAX_LATEST));
    }

    private static Notice read(ResultSet row) throws SQLException {
        return new Notice(row.getLong("id"), Database.instant(row, "at"), Notices.Severity.valueOf(row.getString("severity")), row.getString("kind"),
                Database.integer(row, "collector_id"), row.getString("collector"), Database.integer(row, "meter_id"), row.getString("meter"),
                row.getString("detail"));
    }
}
