package com.wattwell.identity;

import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** What was done to users, by whom and when. It only grows, and no password is ever in it. */
@ApplicationScoped
public class UserLog {

    /** What was done. */
    public enum Act {
        CREATED, CHANGED, DISABLED, ENABLED, DELETED, RESET, PASSWORD_CHANGED
    }

    /** What of a user can change. */
    public enum Field {
        DISPLAY_NAME, COMPANY, ROLES
    }

    /** One line: {@code field}, {@code was} and {@code became} are {@code null} where the act says it all; roles stand with commas between. */
    public record Entry(long id, Instant at, String actor, Act act, Field field, String was, String became) {
    }

    /** Who makes the first account. */
    static final String INSTALLATION = "installation";

    private static final int SHOWN = 200;

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /** An act that says it all. */
    public void write(int userId, String actor, Act act) {
        write(userId, actor, act, null, null, null);
    }

    /** What became of a field. */
    public void write(int userId, String actor, Act act, Field field, String was, String became) {
        database.update("insert into app_user_event (user_id, at, actor, act, field, was, became) values (?, ?, ?, ?, ?, ?, ?)",
                userId, clock.instant(), actor, act, field, was, became);
    }

    /** The last entries of a user that the scope includes, the newest first. */
    public List<Entry> of(Scope scope, int userId) {
        return database.list("""
                        select e.id, e.at, e.actor, e.act, e.field, e.was, e.became from app_user_event e join app_user u on u.id = e.user_id
                        where e.user_id = ?""" + scope.and("u.company_id") + " order by e.id desc limit " + SHOWN,
                row -> new Entry(row.getLong("id"), Database.instant(row, "at"), row.getString("actor"), Act.valueOf(row.getString("act")),
                        row.getString("field") == null ? null : Field.valueOf(row.getString("field")), row.getString("was"), row.getString("became")), userId);
    }
}
