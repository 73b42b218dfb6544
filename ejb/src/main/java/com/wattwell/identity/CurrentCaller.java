package com.wattwell.identity;

import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The signed-in caller of this request, from the container's principal and our row of that name. It is read anew at each
 * request, so that whoever is disabled or loses a right is stopped at the next one.
 */
@RequestScoped
public class CurrentCaller {

    private final Database database;
    private final Principal principal;
    private final Clock clock;
    private Standing standing;

    /**
     * How the caller's account stands now.
     *
     * @param oneTime      the password was given by an administrator; until another is chosen nothing else may be done
     * @param sessionsFrom sessions that began before have ended, or {@code null}
     */
    public record Standing(Caller caller, boolean oneTime, Instant sessionsFrom) {
    }

    @Inject
    public CurrentCaller(Database database, Principal principal, Clock clock) {
        this.database = database;
        this.principal = principal;
        this.clock = clock;
    }

    protected CurrentCaller() {
        this(null, null, null); // the container's proxy wants it
    }

    /** @throws RefusedException FORBIDDEN when the name is not (or no longer) one of ours, or has to choose a password first */
    public Caller get() {
        if (standing().oneTime()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.oneTime",
                    "Your password is a one-time password. Sign in to the portal and choose your own before anything else.");
        }
        return standing().caller();
    }

    /** For what looks after sessions and passwords. @throws RefusedException FORBIDDEN when the name is not (or no longer) one of ours */
    public Standing standing() {
        if (standing == null) {
            standing = find(principal.getName());
        }
        return standing;
    }

    private record User(Integer companyId, String name, String displayName, Instant oneTimeUntil, Instant sessionsFrom, String role) {
    }

    private Standing find(String name) {
        List<User> rows = database.list("""
                select u.company_id, u.name, u.display_name, u.one_time_until, u.sessions_from, r.role
                from app_user u join app_user_role r on r.user_id = u.id where lower(u.name) = lower(?) and u.enabled""",
                row -> new User(Database.integer(row, "company_id"), row.getString("name"), row.getString("display_name"),
                        Database.instant(row, "one_time_until"), Database.instant(row, "sessions_from"), row.getString("role")), name);
        if (rows.isEmpty()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user",
                    "refused.user", "You are not signed in, or your account is disabled.");
        }
        User user = rows.getFirst();
        if (user.oneTimeUntil() != null && user.oneTimeUntil().isBefore(clock.instant())) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user",
                    "refused.oneTimeOver", "Your one-time password is too old. Ask an administrator for another.");
        }
        Set<String> roles = new HashSet<>();
        rows.forEach(row -> roles.add(row.role()));
        Caller caller = new Caller(user.name(), user.displayName(), new Scope(user.companyId()), Set.copyOf(roles));
        return new Standing(caller, user.oneTimeUntil() != null, user.sessionsFrom());
    }
}
