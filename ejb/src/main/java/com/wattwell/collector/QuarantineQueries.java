package com.wattwell.collector;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Boxes that knocked and were not let in. An unknown box belongs to no company yet, so only staff of the installation see
 * it; a box that uses the id of a known collector is seen by that collector's company too.
 */
@Stateless
public class QuarantineQueries {

    /**
     * @param collectorId the known collector with this id, or {@code null}
     * @param waiting     whether its socket is parked, so that adopting it takes effect at once
     */
    public record Box(int id, String registrationId, Quarantine.Reason reason, String detail, Instant firstSeen, Instant lastSeen, int attempts,
                      String remoteAddress, boolean waiting, Integer collectorId, String collector) {
    }

    private static final String FROM = "from quarantine q left join collector c on c.code = q.registration_id ";

    private final Database database;

    @Inject
    public QuarantineQueries(Database database) {
        this.database = database;
    }

    protected QuarantineQueries() {
        this(null); // the container's proxy wants it
    }

    /**
     * The last that knocked first.
     *
     * @param text anywhere in the registration id or remote address; {@code null} or blank for all
     */
    public Page<Box> list(Scope scope, String text, Page.Request page) {
        Conditions where = new Conditions(scope.and("c.company_id"));
        if (text != null && !text.isBlank()) {
            String pattern = Conditions.containing(text);
            where.and("q.registration_id ilike ? or q.remote_address ilike ?", pattern, pattern);
        }
        long total = database.one("select count(*) " + FROM + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list("select q.*, c.id as collector_id, c.name as collector " + FROM + where.sql()
                + " order by q.last_seen desc, q.id limit ? offset ?", QuarantineQueries::read, where.parameters(page.size(), page.offset())),
                page.page(), page.size(), total);
    }

    public Optional<Box> byId(Scope scope, int id) {
        return database.first("select q.*, c.id as collector_id, c.name as collector " + FROM + "where q.id = ?" + scope.and("c.company_id"),
                QuarantineQueries::read, id);
    }

    public int count(Scope scope) {
        return database.one("select count(*) " + FROM + "where true" + scope.and("c.company_id"), row -> row.getInt(1));
    }

    private static Box read(ResultSet row) throws SQLException {
        return new Box(row.getInt("id"), row.getString("registration_id"), Quarantine.Reason.valueOf(row.getString("reason")), row.getString("detail"),
                Database.instant(row, "first_seen"), Database.instant(row, "last_seen"), row.getInt("attempts"), row.getString("remote_address"),
                row.getObject("socket_id") != null, Database.integer(row, "collector_id"), row.getString("collector"));
    }
}
