package com.wattwell.collector;

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
import java.util.Optional;

/** Adds, adopts and changes collectors. */
@Stateless
public class CollectorService {

    @PersistenceContext
    private EntityManager entities;
    @Inject
    private Database database;
    @Inject
    private Places places;
    @Inject
    private CollectorGate gate;
    @Inject
    private CollectorKinds kinds;
    @Inject
    private ParkedSweep parked;
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
     * @param heartbeat {@code text:…} or {@code hex:…}, or {@code null} as its kind
     * @param baud      of its lines; {@code null} as its kind
     * @param kindId    its {@link CollectorKind}, from which comes what is not said here; {@code null} for none
     */
    public record NewCollector(int companyId, String code, String name, String place, String token, String heartbeat, String heartbeatAnswer,
                               Integer idleSeconds, Integer baud, Integer kindId) {
    }

    /** What a collector is set to that is of no kind. */
    private static final CollectorKind.Definition NO_KIND = new CollectorKind.Definition(null, null, null, null, null, null,
            CollectorRules.DEFAULT_IDLE_SECONDS, Line.DEFAULT_BAUD, CollectorRules.DEFAULT_FIRST_REPLY_MILLIS, 1, null);

    /** @throws RefusedException naming the field that is wrong; nothing is done then */
    public Collector create(Caller caller, NewCollector wanted) {
        mayAdminister(caller);
        String code = CollectorRules.code("code", wanted.code());
        String name = CollectorRules.name(wanted.name(), code);
        if (database.one("select exists (select 1 from collector where code = ?)", row -> row.getBoolean(1), code)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "code", "refused.taken", "There is already a collector " + code + ".", code);
        }
        CollectorKind.Definition kind = wanted.kindId() == null ? NO_KIND : kinds.named(wanted.companyId(), wanted.kindId()).definition();
        String heartbeat = CollectorRules.bytes("heartbeat", or(wanted.heartbeat(), kind.heartbeat()));
        String answer = CollectorRules.bytes("heartbeatAnswer", or(wanted.heartbeatAnswer(), kind.heartbeatAnswer()));
        int idle = CollectorRules.idleSeconds(wanted.idleSeconds() == null ? kind.idleSeconds() : wanted.idleSeconds());
        int baud = CollectorRules.baud(wanted.baud() == null ? kind.baud() : wanted.baud());
        Collector collector = new Collector(wanted.companyId(), code, name);
        collector.isOfKind(wanted.kindId());
        collector.standsIn(places.find(wanted.companyId(), wanted.place()));
        collector.beats(heartbeat, answer, idle);
        if (wanted.token() != null && !wanted.token().isBlank()) {
            collector.mustShowToken(CollectorRules.tokenHash(wanted.token()));
        }
        entities.persist(collector);
        entities.flush();
        for (int number = 1; number <= kind.lines(); number++) {
            entities.persist(new Line(collector, number, baud, kind.firstReplyMillis()));
        }
        entities.flush();
        parked.letIn(code);
        pulse.changed("dashboard", "collectors", "quarantine");
        return collector;
    }

    /** Makes a box in quarantine a collector of ours, or lets one of ours in again; if its socket is still open it comes to life at once. */
    public Collector adopt(Caller caller, int quarantineId, int companyId, String name, String place, Integer kindId) {
        mayAdminister(caller);
        String code = box(caller, quarantineId).registrationId();
        Optional<Collector> known = byCode(code);
        if (known.isPresent()) {
            letIn(caller, known.get());
            return known.get();
        }
        Collector collector = create(caller, new NewCollector(companyId, code, name, place, null, null, null, null, null, kindId));
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
        parked.letIn(collector.code());
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

    private static void mayAdminister(Caller caller) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not change collectors.");
        }
    }

    private static String or(String written, String otherwise) {
        return written == null || written.isBlank() ? otherwise : written;
    }
}
