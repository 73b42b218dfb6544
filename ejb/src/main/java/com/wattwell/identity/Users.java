package com.wattwell.identity;

import com.wattwell.identity.UserLog.Act;
import com.wattwell.identity.UserLog.Field;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.RefusedException.Kind;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Adds, changes and takes away the people who sign in. Administrators of a company do so for their own company's people and
 * give no role beyond their own; system admins do so for everybody. Acts on users wait for each other, so that two admins
 * who disable each other at the same moment leave one.
 */
@Stateless
public class Users {

    /** How long a one-time password is good. */
    public static final Duration ONE_TIME = Duration.ofHours(72);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{1,63}");
    private static final int MAX_DISPLAY_NAME = 100;
    /** Fits no guess. */
    private static final String NO_PASSWORD = "*";

    @Inject
    private Database database;
    @Inject
    private UserLog log;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * What an administrator says of a user.
     *
     * @param companyId {@code null} for staff of the installation, which only system admins make
     */
    public record Definition(String displayName, Integer companyId, Set<String> roles) {
    }

    /** A user that was added, and the password to hand over: nobody can read it again. */
    public record Made(int id, String oneTimePassword) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Made[id=" + id + "]";
        }
    }

    private record User(int id, String name, String displayName, Integer companyId, boolean enabled, boolean deleted, int version, Set<String> roles) {
        boolean isSystemAdmin() {
            return enabled && companyId == null && roles.contains(Caller.SYSTEM_ADMIN);
        }
    }

    /**
     * @param name to sign in with: 2 to 64 letters, digits or one of {@code . _ @ -}; never one that somebody else had
     * @throws RefusedException naming the field that is wrong; nothing is done then
     */
    public Made create(Caller caller, String name, Definition wanted) {
        String signIn = name == null ? "" : name.strip();
        mustAdminister(caller);
        if (!NAME.matcher(signIn).matches()) {
            throw RefusedException.invalid("name", "refused.userName", "name must be 2 to 64 letters, digits or one of . _ @ -");
        }
        Definition checked = checked(caller, wanted, Set.of());
        String oneTime = PasswordRules.oneTime();
        Integer id = database.first("""
                        insert into app_user (company_id, name, display_name, password_hash, one_time_until, created_at) values (?, ?, ?, ?, ?, ?)
                        on conflict do nothing returning id""", row -> row.getInt(1), checked.companyId(), signIn, checked.displayName(),
                PasswordHash.of(oneTime), clock.instant().plus(ONE_TIME), clock.instant()).orElseThrow(() -> new RefusedException(Kind.CONFLICT, "name",
                "refused.userTaken", "There is, or was, a user " + signIn + ". A name is not given twice.", signIn));
        give(id, checked.roles());
        log.write(id, caller.name(), Act.CREATED, Field.DISPLAY_NAME, null, checked.displayName());
        log.write(id, caller.name(), Act.CREATED, Field.COMPANY, null, code(checked.companyId()));
        log.write(id, caller.name(), Act.CREATED, Field.ROLES, null, listed(checked.roles()));
        pulse.changed("users");
        return new Made(id, oneTime);
    }

    /**
     * @param version the one that was looked at
     * @throws RefusedException CONFLICT when somebody changed the user since; otherwise naming the field that is wrong. Nothing is done then
     */
    public void change(Caller caller, int id, int version, Definition wanted) {
        User user = hold(caller, id);
        if (user.version() != version) {
            throw new RefusedException(Kind.CONFLICT, "version", "refused.changedMeanwhile", "Somebody changed this user meanwhile; load it again.");
        }
        Definition checked = checked(caller, wanted, user.roles());
        boolean rights = !Objects.equals(checked.companyId(), user.companyId()) || !checked.roles().equals(user.roles());
        if (rights && isSelf(caller, user)) {
            throw new RefusedException(Kind.FORBIDDEN, "roles", "refused.ownRights", "Nobody changes their own roles or company; another administrator does.");
        }
        if (user.isSystemAdmin() && !(checked.companyId() == null && checked.roles().contains(Caller.SYSTEM_ADMIN))) {
            mustLeaveAnAdmin(user);
        }
        database.update("update app_user set display_name = ?, company_id = ?, version = version + 1 where id = ?", checked.displayName(), checked.companyId(), id);
        database.update("delete from app_user_role where user_id = ?", id);
        give(id, checked.roles());
        note(caller, id, Field.DISPLAY_NAME, user.displayName(), checked.displayName());
        note(caller, id, Field.COMPANY, code(user.companyId()), code(checked.companyId()));
        note(caller, id, Field.ROLES, listed(user.roles()), listed(checked.roles()));
        pulse.changed("users", "user:" + id);
    }

    /** Shuts a user out: open sessions end at their next request. @throws RefusedException when that may not be, or was done already */
    public void disable(Caller caller, int id) {
        User user = holdAnother(caller, id);
        mustBe(user.enabled(), user);
        if (user.isSystemAdmin()) {
            mustLeaveAnAdmin(user);
        }
        database.update("update app_user set enabled = false, sessions_from = ?, version = version + 1 where id = ?", now(), id);
        done(caller, id, Act.DISABLED);
    }

    /** @throws RefusedException when that may not be, or was done already */
    public void enable(Caller caller, int id) {
        User user = holdAnother(caller, id);
        mustBe(!user.enabled(), user);
        database.update("update app_user set enabled = true, version = version + 1 where id = ?", id);
        done(caller, id, Act.ENABLED);
    }

    /** Takes a user away for good. The row stays, since history names it, and the name is not given again. @throws RefusedException when that may not be */
    public void delete(Caller caller, int id) {
        User user = holdAnother(caller, id);
        if (user.isSystemAdmin()) {
            mustLeaveAnAdmin(user);
        }
        database.update("update app_user set enabled = false, deleted_at = ?, sessions_from = ?, one_time_until = null, password_hash = ?, version = version + 1 where id = ?",
                now(), now(), NO_PASSWORD, id);
        done(caller, id, Act.DELETED);
    }

    /**
     * Gives a user a one-time password in the place of the one that is forgotten or known to others; open sessions end.
     *
     * @return the password to hand over: nobody can read it again
     */
    public String reset(Caller caller, int id) {
        String oneTime = PasswordRules.oneTime();
        String hash = PasswordHash.of(oneTime); // takes its time, and nobody waits for it
        holdAnother(caller, id);
        database.update("update app_user set password_hash = ?, one_time_until = ?, sessions_from = ?, version = version + 1 where id = ?",
                hash, clock.instant().plus(ONE_TIME), now(), id);
        done(caller, id, Act.RESET);
        return oneTime;
    }

    /**
     * Changes one's own password; every other session of the user ends.
     *
     * @param present the password that is good now, be it a one-time password
     * @throws RefusedException naming {@code present} or {@code wanted}; nothing is done then
     */
    public void choosePassword(Caller caller, String present, String wanted) {
        record Kept(int id, String hash) {
        }
        Kept kept = database.first("select id, password_hash from app_user where lower(name) = lower(?) and enabled for update",
                row -> new Kept(row.getInt(1), row.getString(2)), caller.name()).orElseThrow(() -> RefusedException.notFound("user", caller.name()));
        if (present == null || !PasswordHash.matches(kept.hash(), present)) {
            throw RefusedException.invalid("present", "refused.passwordPresent", "This is not your present password.");
        }
        PasswordRules.check(wanted, caller.name());
        if (wanted.equals(present)) {
            throw RefusedException.invalid("wanted", "refused.passwordSame", "The new password must not be the present one.");
        }
        database.update("update app_user set password_hash = ?, one_time_until = null, sessions_from = ?, version = version + 1 where id = ?",
                PasswordHash.of(wanted), now(), kept.id());
        done(caller, kept.id(), Act.PASSWORD_CHANGED);
    }

    private void done(Caller caller, int id, Act act) {
        log.write(id, caller.name(), act);
        pulse.changed("users", "user:" + id);
    }

    private void note(Caller caller, int id, Field field, String was, String became) {
        if (!Objects.equals(was, became)) {
            log.write(id, caller.name(), Act.CHANGED, field, was, became);
        }
    }

    /** The user as it stands, with every other act on users waiting until this one ends. */
    private User hold(Caller caller, int id) {
        mustAdminister(caller);
        database.one("select pg_advisory_xact_lock(hashtext('wattwell.users'))", row -> true);
        User user = find(caller.scope(), id).orElseThrow(() -> RefusedException.notFound("user", id));
        boolean theirs = user.companyId() != null || caller.isSystemAdmin();
        if (!theirs || !user.roles().stream().allMatch(caller::mayGive)) {
            throw new RefusedException(Kind.FORBIDDEN, "user", "refused.right", "Only a system admin may change this user.");
        }
        if (user.deleted()) {
            throw new RefusedException(Kind.CONFLICT, "user", "refused.userDeleted", "This user is deleted.");
        }
        return user;
    }

    private User holdAnother(Caller caller, int id) {
        User user = hold(caller, id);
        if (isSelf(caller, user)) {
            throw new RefusedException(Kind.FORBIDDEN, "user", "refused.ownAccount", "Nobody does this to their own account; another administrator does.");
        }
        return user;
    }

    private Optional<User> find(Scope scope, int id) {
        return database.first("""
                        select u.id, u.name, u.display_name, u.company_id, u.enabled, u.deleted_at is not null as deleted, u.version,
                               (select array_agg(r.role) from app_user_role r where r.user_id = u.id) as roles
                        from app_user u where u.id = ?""" + scope.and("u.company_id"),
                row -> new User(row.getInt("id"), row.getString("name"), row.getString("display_name"), Database.integer(row, "company_id"), row.getBoolean("enabled"),
                        row.getBoolean("deleted"), row.getInt("version"), Set.copyOf(Database.texts(row, "roles"))), id);
    }

    private Definition checked(Caller caller, Definition wanted, Set<String> held) {
        String displayName = wanted.displayName() == null ? "" : wanted.displayName().strip();
        if (displayName.isEmpty() || displayName.length() > MAX_DISPLAY_NAME || displayName.chars().anyMatch(Character::isISOControl)) {
            throw RefusedException.invalid("displayName", "refused.name100", "displayName must have 1 to 100 characters.");
        }
        Integer companyId = caller.isSystemAdmin() ? wanted.companyId() : Integer.valueOf(caller.scope().companyForWriting(wanted.companyId()));
        if (companyId != null && code(companyId) == null) {
            throw RefusedException.invalid("company", "refused.company", "There is no company " + companyId + ".", companyId);
        }
        return new Definition(displayName, companyId, checkedRoles(caller, companyId, wanted.roles() == null ? Set.of() : Set.copyOf(wanted.roles()), held));
    }

    private static Set<String> checkedRoles(Caller caller, Integer companyId, Set<String> roles, Set<String> held) {
        if (roles.isEmpty() || !Caller.ROLES.containsAll(roles)) {
            throw RefusedException.invalid("roles", "refused.roles", "roles must name at least one of " + String.join(", ", Caller.ROLES) + ".");
        }
        if (!roles.stream().allMatch(role -> held.contains(role) || caller.mayGive(role))) {
            throw new RefusedException(Kind.FORBIDDEN, "roles", "refused.roleBeyond", "You may not give a role that reaches farther than your own.");
        }
        if (companyId != null && roles.contains(Caller.SYSTEM_ADMIN)) {
            throw RefusedException.invalid("roles", "refused.roleOfInstallation", "A system admin belongs to the installation and to no company.");
        }
        if (companyId == null && roles.contains(Caller.COMPANY_ADMIN)) {
            throw RefusedException.invalid("roles", "refused.roleOfCompany", "A company admin belongs to a company.");
        }
        return roles;
    }

    /** @throws RefusedException when nobody else could do what this system admin does */
    private void mustLeaveAnAdmin(User user) {
        boolean another = database.one("""
                        select exists (select 1 from app_user u join app_user_role r on r.user_id = u.id where r.role = ? and u.company_id is null and u.enabled
                                       and (u.one_time_until is null or u.one_time_until > ?) and u.id <> ?)""",
                row -> row.getBoolean(1), Caller.SYSTEM_ADMIN, clock.instant(), user.id());
        if (!another) {
            throw new RefusedException(Kind.CONFLICT, "user", "refused.lastAdmin", "This is the last system admin who can sign in.");
        }
    }

    private static void mustAdminister(Caller caller) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(Kind.FORBIDDEN, "user", "refused.right", "Only administrators change who may sign in.");
        }
    }

    private static void mustBe(boolean asExpected, User user) {
        if (!asExpected) {
            throw new RefusedException(Kind.CONFLICT, "user", "refused.changedMeanwhile", "The user " + user.name() + " is so already; load it again.");
        }
    }

    private static boolean isSelf(Caller caller, User user) {
        return user.name().equalsIgnoreCase(caller.name());
    }

    private void give(int id, Set<String> roles) {
        roles.forEach(role -> database.update("insert into app_user_role (user_id, role) values (?, ?)", id, role));
    }

    /** @return {@code null} for the installation, and for a company that does not exist */
    private String code(Integer companyId) {
        return companyId == null ? null : database.first("select code from company where id = ?", row -> row.getString(1), companyId).orElse(null);
    }

    private static String listed(Set<String> roles) {
        List<String> ordered = Caller.ROLES.stream().filter(roles::contains).toList();
        return ordered.stream().collect(Collectors.joining(","));
    }

    /** As precise as the marks of sessions. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
