package com.wattwell.collector;

import com.wattwell.connector.Admission;
import com.wattwell.connector.CollectorEvent;
import com.wattwell.platform.CollectorGate;
import com.wattwell.platform.Database;
import com.wattwell.platform.Node;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What logins and losses do to the rows. A batch is worked set-based, so that ten thousand boxes may come back at once.
 * Every login that is let in raises the collector's owner epoch; whatever still comes from an older epoch is refused.
 */
@ApplicationScoped
public class CollectorLogins {

    /** A displaced live socket is nothing rare; this many within {@link #SWAP_WINDOW} mean two boxes with one id. */
    static final int MAX_SWAPS = 6;
    static final Duration SWAP_WINDOW = Duration.ofMinutes(10);

    @Inject
    private Database database;
    @Inject
    private CollectorGate gate;
    @Inject
    private Quarantine quarantine;
    @Inject
    private WaitingWork waitingWork;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;

    /** A collector as a login finds it. */
    private record Known(int id, int companyId, String code, Collector.State state, LoginProfile profile, String heartbeat, String answer,
                         int idleSeconds, boolean online, int swaps, Instant swapsSince) {
    }

    /** A collector that came or went. */
    private record Whose(int id, int companyId, String code) {
    }

    /** One batch of events; those of one collector never contradict each other within it, because each names its epoch. */
    public void happened(List<CollectorEvent> events) {
        List<CollectorEvent.Heard> heard = new ArrayList<>();
        List<Whose> gone = new ArrayList<>();
        Map<String, CollectorEvent.LoginRequested> logins = new LinkedHashMap<>();
        for (CollectorEvent event : events) {
            switch (event) {
                case CollectorEvent.Started started -> nodeStarted(started.at());
                case CollectorEvent.Lost lost -> lost(lost).ifPresent(gone::add);
                case CollectorEvent.Left left -> quarantine.left(left.socketId());
                case CollectorEvent.Heard sign -> heard.add(sign);
                case CollectorEvent.LoginRequested login -> {
                    CollectorEvent.LoginRequested older = logins.put(login.registrationId(), login);
                    if (older != null) {
                        gate.use(connection -> connection.refuse(older.socketId(), "a newer login came"));
                    }
                }
            }
        }
        heard(heard);
        if (!gone.isEmpty()) {
            tell(Notices.Severity.WARNING, "lost", gone, events.getLast().at());
        }
        if (!logins.isEmpty()) {
            judge(logins);
        }
    }

    private void nodeStarted(Instant at) {
        List<Whose> gone = database.list("""
                update collector set online = false, since = ?, socket_id = null where owner_node = ? and online returning id, company_id, code""",
                CollectorLogins::whose, at, Node.NAME);
        tell(Notices.Severity.WARNING, "lost", gone, at);
        database.update("update collector_session set ended_at = ?, end_reason = 'the server restarted' where node = ? and ended_at is null", at, Node.NAME);
        quarantine.nodeStarted();
        waitingWork.nodeStarted();
        pulse.changed("dashboard", "collectors");
    }

    private Optional<Whose> lost(CollectorEvent.Lost lost) {
        database.update("update collector_session set ended_at = ?, end_reason = ? where collector_id = ? and owner_epoch = ? and ended_at is null",
                lost.at(), lost.reason(), lost.collectorId(), lost.ownerEpoch());
        Optional<Whose> gone = database.first("""
                update collector set online = false, since = ?, socket_id = null where id = ? and owner_epoch = ? and online returning id, company_id, code""",
                CollectorLogins::whose, lost.at(), lost.collectorId(), lost.ownerEpoch());
        if (gone.isPresent()) {
            pulse.changed("dashboard", "collectors", "collector:" + lost.collectorId());
        }
        return gone;
    }

    /** A line for each company, however many there are. */
    private void tell(Notices.Severity severity, String kind, List<Whose> collectors, Instant at) {
        collectors.stream().collect(Collectors.groupingBy(Whose::companyId)).forEach((company, ours) ->
                notices.tally(severity, kind, company, ours.getFirst().id(), at, ours.getFirst().code(), ours.size()));
    }

    private static Whose whose(ResultSet row) throws SQLException {
        return new Whose(row.getInt("id"), row.getInt("company_id"), row.getString("code"));
    }

    private void heard(List<CollectorEvent.Heard> signs) {
        if (signs.isEmpty()) {
            return;
        }
        database.update("""
                update collector c set last_seen = greatest(c.last_seen, to_timestamp(h.seconds))
                from unnest(?, ?, ?) as h (id, epoch, seconds) where c.id = h.id and c.owner_epoch = h.epoch""",
                signs.stream().mapToLong(CollectorEvent.Heard::collectorId).toArray(),
                signs.stream().mapToLong(CollectorEvent.Heard::ownerEpoch).toArray(),
                signs.stream().mapToLong(sign -> sign.at().getEpochSecond()).toArray());
        pulse.changed("collectors");
    }

    private void judge(Map<String, CollectorEvent.LoginRequested> logins) {
        Map<String, Known> known = database.list("""
                        select id, company_id, code, state, login_profile, login_address_range::text, login_token_hash, login_certificate, heartbeat,
                        heartbeat_answer, idle_seconds, online, swaps, swaps_since from collector where code = any (?) order by id for update""",
                CollectorLogins::known, (Object) logins.keySet().toArray(String[]::new)).stream()
                .collect(Collectors.toMap(Known::code, Function.identity()));
        List<Known> admitted = new ArrayList<>();
        List<CollectorEvent.LoginRequested> knocked = new ArrayList<>();
        Map<String, Instant> replaced = replaced(logins.keySet().stream().filter(code -> !known.containsKey(code)).toArray(String[]::new));
        for (CollectorEvent.LoginRequested login : logins.values()) {
            Known collector = known.get(login.registrationId());
            if (collector == null && replaced.containsKey(login.registrationId())) {
                quarantine.park(login, Quarantine.Reason.REPLACED, "replaced at " + replaced.get(login.registrationId()));
            } else if (collector == null) {
                if (quarantine.park(login, Quarantine.Reason.UNKNOWN, null)) {
                    knocked.add(login);
                }
            } else if (mayEnter(collector, login)) {
                admitted.add(collector);
            }
        }
        if (!knocked.isEmpty()) {
            notices.tally(Notices.Severity.INFO, "knocked", null, null, knocked.getLast().at(), knocked.getLast().registrationId(), knocked.size());
        }
        if (!admitted.isEmpty()) {
            admit(admitted, logins);
        }
        pulse.changed("dashboard", "collectors", "quarantine");
    }

    /** When the boxes with these ids, which no collector has any more, were replaced; see {@link CollectorReplacements}. */
    private Map<String, Instant> replaced(String[] unknown) {
        return unknown.length == 0 ? Map.of() : database.list("select old_code, max(at) as at from collector_replacement where old_code = any (?) group by 1",
                row -> Map.entry(row.getString("old_code"), Database.instant(row, "at")), (Object) unknown).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private boolean mayEnter(Known collector, CollectorEvent.LoginRequested login) {
        if (collector.state() == Collector.State.DISABLED) {
            quarantine.refuse(login, Quarantine.Reason.DISABLED, "the collector is disabled");
            return false;
        }
        var refusal = collector.profile().refusal(login.remoteAddress(), login.token(), login.certificateSubject());
        if (refusal.isPresent()) {
            if (quarantine.refuse(login, Quarantine.Reason.PROFILE, refusal.get())) {
                notices.tally(Notices.Severity.WARNING, "profile", collector.companyId(), collector.id(), login.at(), login.remoteAddress(), 1);
            }
            return false;
        }
        if (collector.state() == Collector.State.QUARANTINED) {
            quarantine.park(login, Quarantine.Reason.SWAPPING, "two boxes seem to use this id");
            return false;
        }
        if (collector.online() && swaps(collector, login.at()) > MAX_SWAPS) {
            database.update("update collector set state = 'QUARANTINED', state_reason = ? where id = ?", Collector.Reason.SWAPPING, collector.id());
            quarantine.park(login, Quarantine.Reason.SWAPPING, "two boxes seem to use this id");
            notices.write(Notices.Severity.ALARM, "swapping", collector.companyId(), collector.id(), null, login.at(), collector.code());
            return false;
        }
        return true;
    }

    private static int swaps(Known collector, Instant now) {
        boolean inWindow = collector.swapsSince() != null && collector.swapsSince().plus(SWAP_WINDOW).isAfter(now);
        return inWindow ? collector.swaps() + 1 : 1;
    }

    private void admit(List<Known> collectors, Map<String, CollectorEvent.LoginRequested> logins) {
        int[] ids = collectors.stream().mapToInt(Known::id).toArray();
        long[] sockets = collectors.stream().mapToLong(collector -> logins.get(collector.code()).socketId()).toArray();
        String[] addresses = collectors.stream().map(collector -> logins.get(collector.code()).remoteAddress()).toArray(String[]::new);
        Instant at = logins.values().iterator().next().at();
        Instant windowStart = at.minus(SWAP_WINDOW);
        database.update("""
                update collector_session s set ended_at = ?, end_reason = 'a newer login took its place'
                from collector c where c.id = any (?) and s.collector_id = c.id and s.owner_epoch = c.owner_epoch and s.ended_at is null""", at, ids);
        Map<Integer, Long> epochs = database.list("""
                update collector c set owner_epoch = c.owner_epoch + 1, owner_node = ?, socket_id = l.socket, remote_address = l.address,
                    since = case when c.online then c.since else ? end, online = true, last_seen = ?,
                    swaps = case when not c.online then c.swaps when c.swaps_since > ? then c.swaps + 1 else 1 end,
                    swaps_since = case when c.online and (c.swaps_since is null or c.swaps_since <= ?) then ? else c.swaps_since end
                from unnest(?, ?, ?) as l (id, socket, address) where c.id = l.id
                returning c.id, c.owner_epoch""",
                row -> Map.entry(row.getInt("id"), row.getLong("owner_epoch")), Node.NAME, at, at, windowStart, windowStart, at, ids, sockets, addresses)
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        database.update("""
                insert into collector_session (company_id, collector_id, owner_epoch, node, remote_address, began_at)
                select company_id, id, owner_epoch, ?, remote_address, ? from collector where id = any (?)""", Node.NAME, at, ids);
        tell(Notices.Severity.INFO, "came", collectors.stream().filter(collector -> !collector.online())
                .map(collector -> new Whose(collector.id(), collector.companyId(), collector.code())).toList(), at);
        quarantine.entered(collectors.stream().map(Known::code).toArray(String[]::new));
        waitingWork.collectorsCame(ids, at);
        Map<Integer, List<Admission.LineSettings>> lines = lines(ids);
        List<Admission> admissions = collectors.stream().map(collector -> new Admission(logins.get(collector.code()).socketId(), collector.id(),
                collector.code(), epochs.get(collector.id()), new Admission.Heartbeat(ByteText.parse("heartbeat", collector.heartbeat()),
                ByteText.parse("heartbeatAnswer", collector.answer()), collector.idleSeconds()), lines.getOrDefault(collector.id(), List.of()))).toList();
        gate.use(connection -> connection.admit(admissions));
        for (int id : ids) {
            pulse.changed("collector:" + id);
        }
    }

    private Map<Integer, List<Admission.LineSettings>> lines(int[] collectorIds) {
        return database.list("select collector_id, number, baud, first_reply_millis from line where collector_id = any (?) order by number",
                row -> Map.entry(row.getInt("collector_id"),
                        new Admission.LineSettings(row.getInt("number"), row.getInt("baud"), row.getInt("first_reply_millis"))), collectorIds)
                .stream().collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Known known(ResultSet row) throws SQLException {
        LoginProfile profile = new LoginProfile(LoginProfile.Kind.valueOf(row.getString("login_profile")), row.getString("login_address_range"),
                row.getBytes("login_token_hash"), row.getString("login_certificate"));
        return new Known(row.getInt("id"), row.getInt("company_id"), row.getString("code"), Collector.State.valueOf(row.getString("state")), profile,
                row.getString("heartbeat"), row.getString("heartbeat_answer"), row.getInt("idle_seconds"), row.getBoolean("online"),
                row.getInt("swaps"), Database.instant(row, "swaps_since"));
    }
}
