package com.wattwell.feecontrol;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The companies' settings of fee control; each change is a row of its own with who made it and why. */
@Stateless
public class FeeControlRules {

    private static final int MAX_LEVELS = 5;
    private static final long MOST_FEN = 100_000_000;

    @Inject
    private Database database;
    @Inject
    private Event<FeeControlChanged> changed;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** A change of the setting. */
    public record Change(FeeControlRule rule, String by, Instant at, String reason) {
    }

    public FeeControlRule of(int companyId) {
        return database.first("select * from fee_control_setting where company_id = ? order by id desc limit 1", FeeControlRules::rule, companyId).orElse(FeeControlRule.NOBODY_IS_CUT);
    }

    /** Of every company that has one. */
    public Map<Integer, FeeControlRule> all() {
        Map<Integer, FeeControlRule> rules = new HashMap<>();
        database.list("select distinct on (company_id) * from fee_control_setting order by company_id, id desc", row -> rules.put(row.getInt("company_id"), rule(row)));
        return rules;
    }

    /** The newest first. */
    public List<Change> history(Scope scope, int companyId) {
        return database.list("select s.* from fee_control_setting s where s.company_id = ?" + scope.and("s.company_id") + " order by s.id desc limit 20",
                row -> new Change(rule(row), row.getString("changed_by"), Database.instant(row, "changed_at"), row.getString("reason")), companyId);
    }

    /** @throws RefusedException naming the field that is wrong; nothing is changed then */
    public void change(Caller caller, Integer companyId, FeeControlRule rule, String why) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators change fee control.");
        }
        int company = caller.scope().companyForWriting(companyId);
        check(rule);
        String told = Written.reason(why);
        database.update("""
                insert into fee_control_setting (company_id, enabled, warn_fen, trip_below_fen, restore_from_fen, grace_minutes, cut_from, cut_until, cut_on_rest_days, restore_by, late_seconds,
                    changed_by, changed_at, reason) values (?, ?, ?, ?, ?, ?, ?::time, ?::time, ?, ?, ?, ?, ?, ?)""", company, rule.enabled(),
                rule.warnFen().stream().mapToLong(Long::longValue).toArray(), rule.tripBelowFen(), rule.restoreFromFen(), rule.graceMinutes(),
                rule.cutFrom() == null ? null : rule.cutFrom().toString(), rule.cutUntil() == null ? null : rule.cutUntil().toString(), rule.cutOnRestDays(),
                rule.permitOnly() ? "PERMIT_CLOSE" : "CLOSE", rule.lateSeconds(),
                caller.name(), clock.instant(), told);
        changed.fire(new FeeControlChanged(company));
        pulse.changed("fee-control");
    }

    private static void check(FeeControlRule rule) {
        List<Long> levels = rule.warnFen();
        for (int i = 0; i < levels.size(); i++) {
            if (Math.abs(levels.get(i)) > MOST_FEN || i > 0 && levels.get(i) >= levels.get(i - 1)) {
                throw RefusedException.invalid("warn", "refused.levels", "warn must be at most " + MAX_LEVELS + " amounts that fall.", MAX_LEVELS);
            }
        }
        if (levels.size() > MAX_LEVELS) {
            throw RefusedException.invalid("warn", "refused.levels", "warn must be at most " + MAX_LEVELS + " amounts that fall.", MAX_LEVELS);
        }
        if (Math.abs(rule.tripBelowFen()) > MOST_FEN) {
            throw RefusedException.invalid("tripBelow", "refused.amount", "tripBelow must be from -1000000 to 1000000 yuan.", "-1000000", "1000000");
        }
        if (rule.restoreFromFen() < rule.tripBelowFen() || rule.restoreFromFen() > MOST_FEN) {
            throw RefusedException.invalid("restoreFrom", "refused.restoreFrom", "restoreFrom must not be less than tripBelow.");
        }
        if (rule.graceMinutes() < 0 || rule.graceMinutes() > 43_200) {
            throw RefusedException.invalid("grace", "refused.grace", "grace must be from 0 to 43200 minutes.");
        }
        if ((rule.cutFrom() == null) != (rule.cutUntil() == null) || rule.cutFrom() != null && rule.cutFrom().equals(rule.cutUntil())) {
            throw RefusedException.invalid("cutUntil", "refused.hours", "Give both hours, or none; they must differ.");
        }
        if (rule.lateSeconds() < 5 || rule.lateSeconds() > 86_400) {
            throw RefusedException.invalid("late", "refused.late", "late must be from 5 to 86400 seconds.");
        }
    }

    private static FeeControlRule rule(ResultSet row) throws SQLException {
        return new FeeControlRule(row.getBoolean("enabled"), Arrays.asList((Long[]) row.getArray("warn_fen").getArray()), row.getLong("trip_below_fen"), row.getLong("restore_from_fen"),
                row.getInt("grace_minutes"), row.getObject("cut_from", LocalTime.class), row.getObject("cut_until", LocalTime.class), row.getBoolean("cut_on_rest_days"),
                row.getString("restore_by").equals("PERMIT_CLOSE"), row.getInt("late_seconds"));
    }
}
