package com.wattwell.collector;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.CollectorGate;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Another box takes the place of a broken one (更换采集器). Lines, meters and history stay with the collector; only the id by which
 * its box registers becomes another. The old id belongs to nobody from then on: when the old box knocks, it is quarantined as
 * replaced, until somebody adopts it elsewhere.
 */
@Stateless
public class CollectorReplacements {

    @Inject
    private Database database;
    @Inject
    private ParkedSweep parked;
    @Inject
    private CollectorGate gate;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * A box that was replaced.
     *
     * @param at when the boxes changed places
     * @param by who wrote it down
     */
    public record Replacement(int id, Instant at, String oldCode, String newCode, String reason, String by, Instant recordedAt) {
    }

    /**
     * @param code   the id in the new box's registration
     * @param at     when the boxes changed places, not in the future; {@code null} for now
     * @param token  what the new box must show; {@code null} as the old one
     */
    public record NewBox(String code, Instant at, String reason, String token) {
    }

    /** The latest first. */
    public List<Replacement> list(Scope scope, int collectorId) {
        return database.list("select r.* from collector_replacement r where r.collector_id = ?" + scope.and("r.company_id") + " order by r.at desc, r.id desc",
                CollectorReplacements::read, collectorId);
    }

    /**
     * If the new box waits in quarantine it comes to life at once.
     *
     * @throws RefusedException naming the field that is wrong; nothing is done then
     */
    public Replacement replace(Caller caller, int collectorId, NewBox wanted) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not replace collectors.");
        }
        record Known(int companyId, String code, long epoch) {
        }
        Known known = database.first("select c.company_id, c.code, c.owner_epoch from collector c where c.id = ?" + caller.scope().and("c.company_id") + " for update",
                        row -> new Known(row.getInt(1), row.getString(2), row.getLong(3)), collectorId)
                .orElseThrow(() -> RefusedException.notFound("collector", collectorId));
        String code = CollectorRules.code("code", wanted.code());
        if (code.equals(known.code())) {
            throw RefusedException.invalid("code", "refused.sameCode", "The new box has the id of the old one; nothing is to be changed then.");
        }
        if (database.one("select exists (select 1 from collector where code = ?)", row -> row.getBoolean(1), code)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "code", "refused.taken", "There is already a collector " + code + ".", code);
        }
        String told = Written.reason(wanted.reason());
        Instant now = clock.instant();
        Instant at = wanted.at() == null ? now : wanted.at();
        if (at.isAfter(now)) {
            throw RefusedException.invalid("at", "refused.future", "at must not lie in the future.");
        }
        database.first("select at from collector_replacement where collector_id = ? order by at desc limit 1", row -> Database.instant(row, 1), collectorId)
                .filter(last -> !at.isAfter(last)).ifPresent(last -> {
                    throw RefusedException.invalid("at", "refused.beforeLast", "at must lie after the last replacement, " + last + ".", last.toString());
                });
        byte[] token = wanted.token() == null || wanted.token().isBlank() ? null : CollectorRules.tokenHash(wanted.token());
        Replacement made = database.one("""
                        insert into collector_replacement (company_id, collector_id, at, old_code, new_code, reason, replaced_by, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?) returning *""", CollectorReplacements::read,
                known.companyId(), collectorId, at, known.code(), code, told, caller.name(), now);
        database.update("""
                        update collector set code = ?, name = case when name = code then ? else name end, swaps = 0, swaps_since = null,
                            state = case state when 'QUARANTINED' then 'ACTIVE' else state end,
                            state_reason = case state when 'QUARANTINED' then null else state_reason end
                        where id = ?""", code, code, collectorId);
        if (token != null) {
            database.update("update collector set login_profile = 'TOKEN', login_token_hash = ? where id = ?", token, collectorId);
        }
        gate.use(connection -> connection.disconnect(collectorId, known.epoch(), "another box takes its place"));
        parked.letIn(code);
        notices.write(Notices.Severity.INFO, "collectorReplaced", known.companyId(), collectorId, null, now, caller.name());
        pulse.changed("collector:" + collectorId, "collectors", "quarantine", "dashboard");
        return made;
    }

    private static Replacement read(ResultSet row) throws SQLException {
        return new Replacement(row.getInt("id"), Database.instant(row, "at"), row.getString("old_code"), row.getString("new_code"), row.getString("reason"),
                row.getString("replaced_by"), Database.instant(row, "recorded_at"));
    }
}
