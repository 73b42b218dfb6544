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
 * it; a box that uses the id of a known collector, or of one that was replaced, is seen by that collector's company too.
 */
@Stateless
public class QuarantineQueries {

    /**
     * @param collectorId the known collector with this id, or {@code null}
     * @param waiting     whether its socket is parked, so that adopting it takes effect at once
     * @param replacedId  the collector at whose place it was until {@code replacedAt}, or {@code null}
     */
    public record Box(int id, String registrationId, Quarantine.Reason reason, String detail, Instant firstSeen, Instant lastSeen, int attempts,
                      String remoteAddress, boolean waiting, Integer collectorId, String collector,
                      Integer replacedId, String replaced, Instant replacedAt) {
    }

    private static final String FROM = """
            from quarantine q left join collector c on c.code = q.registration_id
            left join lateral (select p.id, p.name, p.company_id, r.at from collector_replacement r join collector p on p.id = r.collector_id
                where r.old_code = q.registration_id and c.id is null order by r.at desc limit 1) old on true
            """;
    private static final String COLUMNS = "select q.*, c.id as collector_id, c.name as collector, old.id as replaced_id, old.name as replaced, old.at as replaced_at ";
    private static final String COMPANY = "coalesce(c.company_id, old.company_id)";

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
        Conditions where = new Conditions(scope.and(COMPANY));
        if (text != null && !text.isBlank()) {
            String pattern = Conditions.containing(text);
            where.and("q.registration_id ilike ? or q.remote_address ilike ?", pattern, pattern);
        }
        long total = database.one("select count(*) " + FROM + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(COLUMNS + FROM + where.sql()
                + " order by q.last_seen desc, q.id limit ? offset ?", QuarantineQueries::read, where.parameters(page.size(), page.offset())),
                page.page(), page.size(), total);
    }

    public Optional<Box> byId(Scope scope, int id) {
        return database.first(COLUMNS + FROM + "where q.id = ?" + scope.and(COMPANY),
                QuarantineQueries::read, id);
    }

    public int count(Scope scope) {
        return database.one("select count(*) " + FROM + "where true" + scope.and(COMPANY), row -> row.getInt(1));
    }

    private static Box read(ResultSet row) throws SQLException {
        return new Box(row.getInt("id"), row.getString("registration_id"), Quarantine.Reason.valueOf(row.getString("reason")), row.getString("detail"),
                Database.instant(row, "first_seen"), Database.instant(row, "last_seen"), row.getInt("attempts"), row.getString("remote_address"),
                row.getObject("socket_id") != null, Database.integer(row, "collector_id"), row.getString("collector"),
                Database.integer(row, "replaced_id"), row.getString("replaced"), Database.instant(row, "replaced_at"));
    }
}
