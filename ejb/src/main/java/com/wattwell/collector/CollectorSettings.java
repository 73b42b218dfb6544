package com.wattwell.collector;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.CollectorGate;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a person may change of a collector that is there. How it beats and its lines hold from its next login on. */
@Stateless
public class CollectorSettings {

    @Inject
    private Database database;
    @Inject
    private Places places;
    @Inject
    private CollectorKinds kinds;
    @Inject
    private CollectorGate gate;
    @Inject
    private Pulse pulse;

    /**
     * A line and what it is set to.
     *
     * @param number           1 to 16
     * @param firstReplyMillis how long to wait for a meter of unknown timing
     */
    public record LineSetting(int number, int baud, int firstReplyMillis) {
    }

    /**
     * The settings of a collector, or those that are to be changed: {@code null} leaves what is there.
     *
     * @param place           up to three levels; blank for none
     * @param kindId          id of a {@link CollectorKind}; 0 for none
     * @param heartbeat       {@code text:…} or {@code hex:…}; blank for none
     * @param lines           every line it is to have; one that is left out is removed if no meter hangs on it
     */
    public record Settings(String name, String place, Integer kindId, String heartbeat, String heartbeatAnswer, Integer idleSeconds,
                           List<LineSetting> lines) {
    }

    public Settings of(Scope scope, int collectorId) {
        List<LineSetting> lines = database.list("""
                        select number, baud, first_reply_millis from line l where l.collector_id = ?%s order by number""".formatted(scope.and("l.company_id")),
                row -> new LineSetting(row.getInt(1), row.getInt(2), row.getInt(3)), collectorId);
        return database.first("""
                        select c.name, a.path, coalesce(c.kind_id, 0) as kind, c.heartbeat, c.heartbeat_answer, c.idle_seconds
                        from collector c left join area a on a.id = c.area_id where c.id = ?""" + scope.and("c.company_id"),
                row -> new Settings(row.getString("name"), row.getString("path"), row.getInt("kind"), row.getString("heartbeat"),
                        row.getString("heartbeat_answer"), row.getInt("idle_seconds"), lines), collectorId)
                .orElseThrow(() -> RefusedException.notFound("collector", collectorId));
    }

    /**
     * @param reconnect whether its connection is closed, so that the box dials in again and the settings hold at once
     * @throws RefusedException naming the field that is wrong; nothing is done then
     */
    public void change(Caller caller, int collectorId, Settings wanted, boolean reconnect) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not change collectors.");
        }
        record Known(int companyId, String code, long epoch) {
        }
        Known known = database.first("select c.company_id, c.code, c.owner_epoch from collector c where c.id = ?" + caller.scope().and("c.company_id") + " for update",
                        row -> new Known(row.getInt(1), row.getString(2), row.getLong(3)), collectorId)
                .orElseThrow(() -> RefusedException.notFound("collector", collectorId));
        Settings now = of(caller.scope(), collectorId);
        String name = wanted.name() == null ? now.name() : CollectorRules.name(wanted.name(), known.code());
        int kind = wanted.kindId() == null ? now.kindId() : wanted.kindId();
        if (kind != 0) {
            kinds.named(known.companyId(), kind);
        }
        String heartbeat = CollectorRules.bytes("heartbeat", wanted.heartbeat() == null ? now.heartbeat() : wanted.heartbeat());
        String answer = CollectorRules.bytes("heartbeatAnswer", wanted.heartbeatAnswer() == null ? now.heartbeatAnswer() : wanted.heartbeatAnswer());
        int idle = CollectorRules.idleSeconds(wanted.idleSeconds() == null ? now.idleSeconds() : wanted.idleSeconds());
        Area area = places.find(known.companyId(), wanted.place() == null ? now.place() : wanted.place());
        database.update("""
                        update collector set name = ?, area_id = ?::int, kind_id = nullif(?, 0), heartbeat = ?, heartbeat_answer = ?, idle_seconds = ?
                        where id = ?""", name, area == null ? null : area.id(), kind, heartbeat, answer, idle, collectorId);
        if (wanted.lines() != null) {
            setLines(collectorId, known.companyId(), wanted.lines());
        }
        if (reconnect) {
            gate.use(connection -> connection.disconnect(collectorId, known.epoch(), "its settings were changed"));
        }
        pulse.changed("collector:" + collectorId, "collectors");
    }

    private void setLines(int collectorId, int companyId, List<LineSetting> lines) {
        Set<Integer> numbers = new HashSet<>();
        for (LineSetting line : lines) {
            CollectorRules.baud(line.baud());
            CollectorRules.firstReplyMillis(line.firstReplyMillis());
            if (line.number() < 1 || line.number() > CollectorRules.MAX_LINES || !numbers.add(line.number())) {
                throw RefusedException.invalid("lines", "refused.lineNumbers",
                        "lines are numbered from 1 to " + CollectorRules.MAX_LINES + ", each number once.", CollectorRules.MAX_LINES);
            }
        }
        if (lines.isEmpty()) {
            throw RefusedException.invalid("lines", "refused.lineCount", "lines must be from 1 to " + CollectorRules.MAX_LINES + ".", CollectorRules.MAX_LINES);
        }
        int[] kept = numbers.stream().mapToInt(Integer::intValue).toArray();
        database.first("""
                        select l.number from line l where l.collector_id = ? and not l.number = any (?)
                        and (exists (select 1 from meter m where m.line_id = l.id) or exists (select 1 from line_task t where t.line_id = l.id))
                        order by 1""", row -> row.getInt(1), collectorId, kept)
                .ifPresent(number -> {
                    throw new RefusedException(RefusedException.Kind.CONFLICT, "lines", "refused.lineUsed", "Meters hang on line " + number + ", or did.", number);
                });
        database.update("delete from line where collector_id = ? and not number = any (?)", collectorId, kept);
        for (LineSetting line : lines) {
            database.update("""
                            insert into line (company_id, collector_id, number, baud, first_reply_millis) values (?, ?, ?, ?, ?)
                            on conflict (collector_id, number) do update set baud = excluded.baud, first_reply_millis = excluded.first_reply_millis""",
                    companyId, collectorId, line.number(), line.baud(), line.firstReplyMillis());
        }
    }
}
