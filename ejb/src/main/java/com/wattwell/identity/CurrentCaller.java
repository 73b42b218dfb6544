package com.wattwell.identity;

import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.security.Principal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The signed-in caller of this request, from the container's principal and our row of that name. */
@RequestScoped
public class CurrentCaller {

    private final Database database;
    private final Principal principal;
    private Caller caller;

    @Inject
    public CurrentCaller(Database database, Principal principal) {
        this.database = database;
        this.principal = principal;
    }

    protected CurrentCaller() {
        this(null, null); // the container's proxy wants it
    }

    /** @throws RefusedException FORBIDDEN when the name is not (or no longer) one of ours */
    public Caller get() {
        if (caller == null) {
            caller = find(principal.getName());
        }
        return caller;
    }

    private record User(Integer companyId, String name, String displayName, String role) {
    }

    private Caller find(String name) {
        List<User> rows = database.list("""
                select u.company_id, u.name, u.display_name, r.role from app_user u join app_user_role r on r.user_id = u.id
                where lower(u.name) = lower(?) and u.enabled""",
                row -> new User(Database.integer(row, "company_id"), row.getString("name"), row.getString("display_name"), row.getString("role")),
                name);
        if (rows.isEmpty()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user",
                    "refused.user", "You are not signed in, or your account is disabled.");
        }
        Set<String> roles = new HashSet<>();
        rows.forEach(row -> roles.add(row.role()));
        User user = rows.getFirst();
        return new Caller(user.name(), user.displayName(), new Scope(user.companyId()), Set.copyOf(roles));
    }
}
