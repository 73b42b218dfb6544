package com.wattwell.control;

import com.wattwell.connector.AdapterFullException;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeRef;
import com.wattwell.connector.Lane;
import com.wattwell.metering.ExchangeRecords;
import com.wattwell.platform.Bell;
import com.wattwell.platform.CollectorGate;
import com.wattwell.platform.Database;
import com.wattwell.platform.Node;
import com.wattwell.platform.Pulse;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * Carries out what is done on a whole line. The row is the order; its exchanges bear the row's number below zero, by which they
 * are told from those of commands.
 */
@Stateless
public class LineOrders {

    /** Longer than the adapter may take for one question. */
    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final int BATCH = 200;
    private static final int AGAIN_AFTER_SECONDS = 5;
    private static final String SELECT = """
            select n.*, l.number, o.id as collector_id, o.online, o.owner_node, o.owner_epoch, y.time_zone,
                array(select distinct m.protocol from meter m where m.line_id = n.line_id) as protocols
            from line_order n join line l on l.id = n.line_id join collector o on o.id = l.collector_id join company y on y.id = n.company_id
            where n.id = ? for update of n""";

    @Inject
    private Database database;
    @Inject
    private CollectorGate gate;
    @Inject
    private ExchangeRecords records;
    @Inject
    private ClockSamples samples;
    @Inject
    private Bell bell;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    private record Row(long id, int companyId, int lineId, LineOrderKind kind, boolean ended, JsonObject progress, String requestedBy, Instant expiresAt,
                       Instant leaseUntil, int handed, int collectorId, boolean online, String node, long epoch, int number, ZoneId zone, Set<String> protocols) {

        static Row read(ResultSet row) throws SQLException {
            String progress = row.getString("progress");
            String state = row.getString("state");
            return new Row(row.getLong("id"), row.getInt("company_id"), row.getInt("line_id"), LineOrderKind.valueOf(row.getString("kind")),
                    !state.equals("WAITING") && !state.equals("SENT"), progress == null ? JsonValue.EMPTY_JSON_OBJECT : Orders.json(progress),
                    row.getString("requested_by"), Database.instant(row, "expires_at"), Database.instant(row, "lease_until"), row.getInt("handed"),
                    row.getInt("collector_id"), row.getBoolean("online"), row.getString("owner_node"), row.getLong("owner_epoch"), row.getInt("number"),
                    ZoneId.of(row.getString("time_zone")), Set.copyOf(Database.texts(row, "protocols")));
        }

        LineErrand.Site site(Instant now) {
            return new LineErrand.Site(LocalDateTime.ofInstant(now, zone), protocols, progress);
        }
    }

    /**
     * Writes an order for a line down; who may is the caller's business.
     *
     * @param scheduleId the clock schedule it is made by, or {@code null}
     * @param progress   what its kind wants to know from the start, or {@code null}
     * @return its id
     */
    public long write(int companyId, int lineId, LineOrderKind kind, Integer scheduleId, JsonObject progress, String requestedBy, Duration expiry) {
        Instant now = clock.instant();
        record Made(long id, String node) {
        }
        Made made = database.one("""
                        with made as (
                            insert into line_order (company_id, line_id, kind, schedule_id, progress, requested_by, created_at, expires_at, wake_at)
                            values (?, ?, ?, ?::int, ?::jsonb, ?, ?, ?, ?) returning id, line_id)
                        select d.id, case when o.online then o.owner_node end from made d join line l on l.id = d.line_id join collector o on o.id = l.collector_id""",
                row -> new Made(row.getLong(1), row.getString(2)), companyId, lineId, kind, scheduleId, progress == null ? null : progress.toString(), requestedBy,
                now, now.plus(expiry), now.plusSeconds(3));
        bell.ring(Bell.Work.COMMAND, made.node(), -made.id());
        pulse.changed("lineOrders", "line:" + lineId);
        return made.id();
    }

    /** Does what is next, if it is this node's turn; harmless whenever and however often it is called. */
    public void work(long id) {
        Instant now = clock.instant();
        Row row = database.first(SELECT, Row::read, id).orElse(null);
        if (row == null || row.ended() || row.leaseUntil() != null && row.leaseUntil().isAfter(now)) {
            return;
        }
        if (!now.isBefore(row.expiresAt())) {
            end(row, "EXPIRED", row.online() ? "late" : "offline", now);
        } else if (row.online() && Node.NAME.equals(row.node())) {
            go(row, row.kind().errand().first(row.site(now)), now);
        }
    }

    /** How questions to lines ended. */
    public void take(List<ExchangeOutcome> outcomes) {
        for (ExchangeOutcome outcome : outcomes) {
            database.first(SELECT, Row::read, -outcome.ref().work()).filter(row -> !row.ended() && outcome.ref().part() == row.handed())
                    .ifPresent(row -> take(row, outcome));
        }
    }

    private void take(Row row, ExchangeOutcome outcome) {
        records.write(List.of(outcome), List.of(row.companyId()));
        Instant now = clock.instant();
        go(row, row.kind().errand().after(row.site(now), outcome), now);
    }

    private void go(Row row, LineErrand.Step step, Instant now) {
        switch (step) {
            case LineErrand.Step.Ask ask when !now.isBefore(row.expiresAt()) -> {
                keep(row, ask.progress());
                end(row, "EXPIRED", "late", now);
            }
            case LineErrand.Step.Ask ask -> send(row, ask, now);
            case LineErrand.Step.Again again -> database.update("update line_order set state = 'WAITING', lease_until = null, wake_at = ? where id = ?",
                    now.plus(again.pause()), row.id());
            case LineErrand.Step.Done done -> {
                keep(row, done.progress());
                end(row, done.well() ? "DONE" : "FAILED", done.detail(), now);
                if (done.well() && row.kind() == LineOrderKind.BROADCAST_TIME) {
                    samples.read(row.companyId(), row.lineId(), row.requestedBy());
                }
            }
        }
    }

    private void keep(Row row, JsonObject progress) {
        if (progress != null) {
            database.update("update line_order set progress = ?::jsonb where id = ?", progress.toString(), row.id());
        }
    }

    private void send(Row row, LineErrand.Step.Ask ask, Instant now) {
        int handed = row.handed() + 1;
        database.update("update line_order set state = 'SENT', handed = ?, lease_until = ?, progress = ?::jsonb where id = ?", handed, now.plus(LEASE),
                ask.progress().toString(), row.id());
        Exchange exchange = new Exchange(new ExchangeRef(-row.id(), 0, handed), row.collectorId(), row.epoch(), row.number(), Lane.PRIORITY, ask.protocol(),
                ask.key(), ask.bytes(), now.plus(ask.goodFor()), ask.timing(), ask.tries());
        try {
            gate.use(connection -> connection.handOver(List.of(exchange)));
        } catch (AdapterFullException e) {
            throw new IllegalStateException("The adapter is full; the order waits", e);
        }
        pulse.changed("lineOrder:" + row.id());
    }

    /** Stops an order that is not over yet; the question that is out is answered in vain. @return whether it was not over */
    public boolean stop(long id, String by) {
        Row row = database.first(SELECT, Row::read, id).filter(each -> !each.ended()).orElse(null);
        if (row != null) {
            end(row, "DONE", "stopped|" + by, clock.instant());
        }
        return row != null;
    }

    private void end(Row row, String state, String detail, Instant now) {
        database.update("update line_order set state = ?, detail = ?, finished_at = ?, lease_until = null where id = ?", state, detail, now, row.id());
        pulse.changed("lineOrders", "lineOrder:" + row.id(), "line:" + row.lineId());
    }

    /** Rings again for orders whose message was lost or whose pause is over. */
    public void ringAgain() {
        record Waiting(long id, String node) {
        }
        database.list("""
                        with waiting as (
                            select n.id, o.owner_node from line_order n join line l on l.id = n.line_id join collector o on o.id = l.collector_id
                            where n.state in ('WAITING', 'SENT') and n.wake_at <= ? and (n.lease_until is null or n.lease_until <= ?) and o.online
                            order by n.wake_at limit ? for update of n skip locked)
                        update line_order n set wake_at = ?::timestamptz + ? * interval '1 second' from waiting w where n.id = w.id returning n.id, w.owner_node""",
                row -> new Waiting(row.getLong(1), row.getString(2)), clock.instant(), clock.instant(), BATCH, clock.instant(), AGAIN_AFTER_SECONDS)
                .forEach(order -> bell.ring(Bell.Work.COMMAND, order.node(), -order.id()));
    }

    /** Ends the orders whose time is over, also those whose collector stays away. */
    public void expire() {
        Instant now = clock.instant();
        database.list("""
                        select id from line_order where state in ('WAITING', 'SENT') and expires_at <= ? and (lease_until is null or lease_until <= ?)
                        order by id limit ? for update skip locked""", row -> row.getLong(1), now, now, BATCH)
                .forEach(id -> database.first(SELECT, Row::read, id).ifPresent(row -> end(row, "EXPIRED", row.online() ? "late" : "offline", now)));
    }
}
