package com.wattwell.identity;

import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who may sign in, as lists and pages show it. */
@Stateless
public class UserQueries {

    /** Whether somebody may sign in. */
    public enum State {
        ENABLED, DISABLED, DELETED
    }

    /**
     * A user.
     *
     * @param companyId    {@code null} for staff of the installation, and so are its code and name
     * @param roles        the farthest-reaching first
     * @param oneTimeUntil until when the one-time password is good, or {@code null} when the person has chosen one
     * @param version      rises with each change
     */
    public record Row(int id, Integer companyId, String company, String companyName, String name, String displayName, List<String> roles, State state,
                      Instant oneTimeUntil, Instant createdAt, int version) {
    }

    /** @param state {@code null} for all that are not deleted; each of the others {@code null} for any */
    public record Filter(String text, String role, State state) {
        public static final Filter NONE = new Filter(null, null, null);
    }

    private static final String SELECT = """
            select u.id, u.company_id, c.code, c.name as company_name, u.name, u.display_name, u.enabled, u.deleted_at, u.one_time_until, u.created_at, u.version,
                   (select array_agg(r.role) from app_user_role r where r.user_id = u.id) as roles
            from app_user u left join company c on c.id = u.company_id\s""";

    @Inject
    private Database database;

    /** @throws RefusedException FORBIDDEN when the caller may not see users */
    public Page<Row> list(Caller caller, Scope scope, Filter filter, Page.Request page) {
        maySee(caller);
        Conditions conditions = new Conditions(caller.scope().and("u.company_id") + scope.and("u.company_id"));
        if (filter.text() != null && !filter.text().isBlank()) {
            String pattern = Conditions.containing(filter.text());
            conditions.and("u.name ilike ? or u.display_name ilike ?", pattern, pattern);
        }
        if (filter.role() != null) {
            conditions.and("exists (select 1 from app_user_role r where r.user_id = u.id and r.role = ?)", filter.role());
        }
        conditions.and(switch (filter.state()) {
            case null -> "u.deleted_at is null";
            case ENABLED -> "u.enabled";
            case DISABLED -> "not u.enabled and u.deleted_at is null";
            case DELETED -> "u.deleted_at is not null";
        });
        long total = database.one("select count(*) from app_user u " + conditions.sql(), row -> row.getLong(1), conditions.parameters());
        List<Row> rows = database.list(SELECT + conditions.sql() + " order by lower(u.name) limit ? offset ?", UserQueries::row,
                conditions.parameters(page.size(), page.offset()));
        return new Page<>(rows, page.page(), page.size(), total);
    }

    /** @throws RefusedException FORBIDDEN when the caller may not see users */
    public Optional<Row> byId(Caller caller, int id) {
        maySee(caller);
        return database.first(SELECT + "where u.id = ?" + caller.scope().and("u.company_id"), UserQueries::row, id);
    }

    private static void maySee(Caller caller) {
        if (!caller.maySeeUsers()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators and auditors see who may sign in.");
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        List<String> roles = Database.texts(row, "roles");
        State state = row.getObject("deleted_at") != null ? State.DELETED : row.getBoolean("enabled") ? State.ENABLED : State.DISABLED;
        return new Row(row.getInt("id"), Database.integer(row, "company_id"), row.getString("code"), row.getString("company_name"), row.getString("name"),
                row.getString("display_name"), Caller.ROLES.stream().filter(roles::contains).toList(), state, Database.instant(row, "one_time_until"),
                Database.instant(row, "created_at"), row.getInt("version"));
    }
}
