package com.wattwell.collector;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.TracedBytes;
import com.wattwell.identity.Caller;
import com.wattwell.platform.CollectorGate;
import com.wattwell.platform.Database;
import com.wattwell.platform.Node;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Adds, adopts and changes collectors. */
@Stateless
public class CollectorService {

    private static final Pattern CODE = Pattern.compile("[A-Z0-9:&._-]{4,32}");
    private static final int MIN_TOKEN = 8;

    @PersistenceContext
    private EntityManager entities;
    @Inject
    private Database database;
    @Inject
    private Places places;
    @Inject
    private CollectorGate gate;
    @Inject
    private CollectorLogins logins;
    @Inject
    private QuarantineQueries quarantine;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * A collector to add.
     *
     * @param code      the id in its registration; compared trimmed and in upper case
     * @param place     up to three levels, or {@code null}
     * @param token     what its registration must show besides the id, or {@code null} for none
     * @param heartbeat {@code text:…} or {@code hex:…}, or {@code null}
     * @param baud      of its line; {@code null} for 2400
     */
    public record NewCollector(int companyId, String code, String name, String place, String token, String heartbeat, String heartbeatAnswer,
                               Integer idleSeconds, Integer baud) {
    }

    /** @throws RefusedException naming the field that is wrong; nothing is done then */
    public Collector create(Caller caller, NewCollector wanted) {
        mayAdminister(caller);
        String code = wanted.code() == null ? "" : wanted.code().strip().toUpperCase(Locale.ROOT);
        if (!CODE.matcher(code).matches()) {
            throw RefusedException.invalid("code", "refused.collectorCode", "code must be 4 to 32 letters, digits or one of : & . _ -, as the box sends it.");
        }
        String name = wanted.name() == null || wanted.name().isBlank() ? code : wanted.name().strip();
        if (name.length() > 200) {
            throw RefusedException.invalid("name", "refused.name", "name must have 1 to 200 characters.");
        }
        if (database.one("select exists (select 1 from collector where code = ?)", row -> row.getBoolean(1), code)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "code", "refused.taken", "There is already a collector " + code + ".", code);
        }
        ByteText.parse("heartbeat", wanted.heartbeat());
        ByteText.parse("heartbeatAnswer", wanted.heartbeatAnswer());
        int idle = wanted.idleSeconds() == null ? 300 : wanted.idleSeconds();
        if (idle < 10 || idle > 86_400) {
            throw RefusedException.invalid("idleSeconds", "refused.idleSeconds", "idleSeconds must be from 10 to 86400.");
        }
        int baud = wanted.baud() == null ? Line.DEFAULT_BAUD : wanted.baud();
        if (!List.of(300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 115200).contains(baud)) {
            throw RefusedException.invalid("baud", "refused.baud", "baud must be a usual speed from 300 to 115200.");
        }
        Collector collector = new Collector(wanted.companyId(), code, name);
        collector.standsIn(places.find(wanted.companyId(), wanted.place()));
        collector.beats(blankToNull(wanted.heartbeat()), blankToNull(wanted.heartbeatAnswer()), idle);
        if (wanted.token() != null && !wanted.token().isBlank()) {
            if (wanted.token().length() < MIN_TOKEN) {
                throw RefusedException.invalid("token", "refused.token", "token must have at least " + MIN_TOKEN + " characters.", MIN_TOKEN);
            }
            collector.mustShowToken(LoginProfile.hash(wanted.token()));
        }
        entities.persist(collector);
        entities.flush();
        entities.persist(new Line(collector, 1, baud));
        entities.flush();
        letInIfParked(code);
        pulse.changed("dashboard", "collectors", "quarantine");
        return collector;
    }

    /** Makes a box in quarantine a collector of ours, or lets one of ours in again; if its socket is still open it comes to life at once. */
    public Collector adopt(Caller caller, int quarantineId, int companyId, String name, String place) {
        mayAdminister(caller);
        String code = box(caller, quarantineId).registrationId();
        Optional<Collector> known = byCode(code);
        if (known.isPresent()) {
            letIn(caller, known.get());
            return known.get();
        }
        Collector collector = create(caller, new NewCollector(companyId, code, name, place, null, null, null, null, null));
        notices.write(Notices.Severity.INFO, "adopted", collector.companyId(), collector.id(), null, clock.instant(), caller.name());
        return collector;
    }

    /** Forgets a box in quarantine; when it knocks again it is there again. */
    public void dismiss(Caller caller, int quarantineId) {
        mayAdminister(caller);
        box(caller, quarantineId);
        record Parked(String node, Long socketId) {
        }
        database.first("delete from quarantine where id = ? returning node, socket_id",
                row -> new Parked(row.getString(1), row.getObject(2, Long.class)), quarantineId)
                .filter(parked -> Node.NAME.equals(parked.node()) && parked.socketId() != null)
                .ifPresent(parked -> gate.use(connection -> connection.refuse(parked.socketId(), "dismissed")));
        pulse.changed("quarantine", "dashboard");
    }

    /** Shuts a collector out, or lets it in again. */
    public void enable(Caller caller, int collectorId, boolean enabled) {
        mayAdminister(caller);
        Collector collector = find(caller, collectorId);
        if (enabled) {
            letIn(caller, collector);
            return;
        }
        collector.shutOut(caller.name());
        notices.write(Notices.Severity.INFO, "shutOut", collector.companyId(), collectorId, null, clock.instant(), caller.name());
        disconnect(collectorId, "the collector was disabled");
    }

    /** Closes the collector's connection; unless it is shut out or quarantined its box may dial in again. */
    public void drop(Caller caller, int collectorId) {
        mayAdminister(caller);
        find(caller, collectorId);
        disconnect(collectorId, "a person dropped it");
    }

    private void disconnect(int collectorId, String why) {
        long epoch = database.one("select owner_epoch from collector where id = ?", row -> row.getLong(1), collectorId);
        gate.use(connection -> connection.disconnect(collectorId, epoch, why));
        pulse.changed("collector:" + collectorId, "collectors");
    }

    /** Its logins are wanted again, and swaps are counted anew; a box that waits comes to life at once. */
    private void letIn(Caller caller, Collector collector) {
        collector.enable();
        entities.flush();
        database.update("update collector set swaps = 0, swaps_since = null where id = ?", collector.id());
        letInIfParked(collector.code());
        notices.write(Notices.Severity.INFO, "released", collector.companyId(), collector.id(), null, clock.instant(), caller.name());
        pulse.changed("collector:" + collector.id(), "collectors", "quarantine", "dashboard");
    }

    /** What goes over the collector's wire, as far as its socket is on this node. */
    public List<TracedBytes> trace(Caller caller, int collectorId, long afterSequence) {
        find(caller, collectorId);
        return gate.ask(connection -> connection.trace(collectorId, afterSequence));
    }

    /** Whoever may not see a box may not adopt or dismiss it either. */
    private QuarantineQueries.Box box(Caller caller, int id) {
        return quarantine.byId(caller.scope(), id).orElseThrow(() -> RefusedException.notFound("box in quarantine", id));
    }

    private Collector find(Caller caller, int id) {
        Collector collector = entities.find(Collector.class, id);
        if (collector == null || !caller.scope().includes(collector.companyId())) {
            throw RefusedException.notFound("collector", id);
        }
        return collector;
    }

    private Optional<Collector> byCode(String code) {
        return entities.createQuery("select c from Collector c where c.code = :code", Collector.class).setParameter("code", code)
                .getResultStream().findFirst();
    }

    /** The verdict on a parked socket is given again; on another node by its {@link ParkedSweep}. */
    private void letInIfParked(String code) {
        database.first("select socket_id, remote_address from quarantine where registration_id = ? and node = ? and socket_id is not null",
                        row -> new CollectorEvent.LoginRequested(row.getLong(1), code, null, row.getString(2), null, clock.instant()), code, Node.NAME)
                .ifPresent(login -> logins.happened(List.of(login)));
        database.update("delete from quarantine where registration_id = ? and (socket_id is null or node = ?)", code, Node.NAME);
    }

    private static void mayAdminister(Caller caller) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not change collectors.");
        }
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
