package com.wattwell.control;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Batches as people look at them. */
@Stateless
public class BatchQueries {

    /** States of a batch, as REST and the portal show them. */
    public enum State {
        /** Some of its commands have not ended. */
        RUNNING,
        /** The brake bit: what waits is not sent until a person lets it go on, or takes it back. */
        STOPPED,
        /** All its commands have ended. */
        DONE
    }

    /**
     * A batch.
     *
     * @param parameters JSON, or {@code null}
     * @param targetName of the group, area or collector; {@code null} for a list
     * @param total      commands it made
     * @param skipped    meters of the target that got none
     * @param states     commands by their state; states without any are missing
     * @param stoppedWhy a key below {@code command.} with arguments behind {@code |}, or {@code null}
     * @param repeats    the batch whose failed meters it orders again, or {@code null}
     */
    public record Row(long id, int companyId, CommandKind kind, String parameters, BatchTarget.Kind target, Integer targetId, String targetName, String reason,
                      String requestedBy, Instant createdAt, int total, int skipped, State state, String stoppedWhy, Instant finishedAt, Long repeats,
                      Map<CommandState, Integer> states) {

        public int confirmed() {
            return states.getOrDefault(CommandState.CONFIRMED, 0);
        }

        /** Ended otherwise than wanted. */
        public int failed() {
            return states.getOrDefault(CommandState.FAILED, 0) + states.getOrDefault(CommandState.EXPIRED, 0);
        }

        public int withdrawn() {
            return states.getOrDefault(CommandState.WITHDRAWN, 0);
        }

        public int waiting() {
            return states.getOrDefault(CommandState.WAITING, 0);
        }

        /** Handed to a line and not proven yet. */
        public int underWay() {
            return states.getOrDefault(CommandState.SENT, 0) + states.getOrDefault(CommandState.ACCEPTED, 0);
        }
    }

    /**
     * A meter of a batch.
     *
     * @param commandId {@code null} for one that was skipped
     * @param state     {@code null} for one that was skipped
     * @param detail    why it stands as it stands: of a command a key below {@code command.}, of a skipped one below {@code refused.}; or {@code null}
     */
    public record MeterRow(int meterId, String meter, String address, String place, Long commandId, CommandState state, String detail) {
    }

    /** Which meters of a batch: a command's state, those that failed or expired, or the skipped. */
    public enum Part {
        ALL, FAILED, OPEN, SKIPPED
    }

    private static final String SELECT = """
            select b.*, case b.target when 'AREA' then (select a.path from area a where a.id = b.target_id)
                                      when 'GROUP' then (select g.name from meter_group g where g.id = b.target_id)
                                      when 'COLLECTOR' then (select o.name from collector o where o.id = b.target_id) end as target_name,
                   array(select c.state || ' ' || count(*) from command c where c.batch_id = b.id group by c.state) as states
            from command_batch b
            """;

    private static final String METERS = """
            from (select c.meter_id, c.id as command_id, c.company_id, c.state, coalesce(c.failure, (
                      select e.detail from command_event e where e.command_id = c.id order by e.id desc limit 1)) as detail
                  from command c where c.batch_id = ?
                  union all select s.meter_id, null, s.company_id, null, s.reason from command_batch_skip s where s.batch_id = ?) x
            """;

    private final Database database;

    @Inject
    public BatchQueries(Database database) {
        this.database = database;
    }

    protected BatchQueries() {
        this(null); // the container's proxy wants it
    }

    public Optional<Row> byId(Scope scope, long id) {
        return database.first(SELECT + "where b.id = ?" + scope.and("b.company_id"), BatchQueries::read, id);
    }

    /** The newest first. */
    public Page<Row> list(Scope scope, Page.Request page) {
        Conditions where = new Conditions(scope.and("b.company_id"));
        long total = database.one("select count(*) from command_batch b " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(SELECT + where.sql() + " order by b.id desc limit ? offset ?", BatchQueries::read,
                where.parameters(page.size(), page.offset())), page.page(), page.size(), total);
    }

    /** The name of a group, area or collector. */
    public Optional<String> targetName(Scope scope, BatchTarget.Kind kind, int id) {
        String from = switch (kind) {
            case AREA -> "select x.path from area x";
            case GROUP -> "select x.name from meter_group x";
            case COLLECTOR -> "select x.name from collector x";
            case METER_LIST -> throw new IllegalArgumentException("A list has no name");
        };
        return database.first(from + " where x.id = ?" + scope.and("x.company_id"), row -> row.getString(1), id);
    }

    /** In order of the meters' places and names. */
    public Page<MeterRow> meters(Scope scope, long batchId, Part part, Page.Request page) {
        String where = "where " + switch (part) {
            case ALL -> "true";
            case FAILED -> "x.state in ('FAILED', 'EXPIRED')";
            case OPEN -> "x.state in ('WAITING', 'SENT', 'ACCEPTED')";
            case SKIPPED -> "x.state is null";
        } + scope.and("x.company_id");
        long total = database.one("select count(*) " + METERS + where, row -> row.getLong(1), batchId, batchId);
        return new Page<>(database.list("select x.*, m.name, m.address, a.path " + METERS + " join meter m on m.id = x.meter_id left join area a on a.id = m.area_id " + where
                        + " order by a.path, m.name, m.id limit ? offset ?",
                row -> new MeterRow(row.getInt("meter_id"), row.getString("name"), row.getString("address"), row.getString("path"),
                        row.getObject("command_id", Long.class), row.getString("state") == null ? null : CommandState.valueOf(row.getString("state")),
                        row.getString("detail")), batchId, batchId, page.size(), page.offset()), page.page(), page.size(), total);
    }

    private static Row read(ResultSet row) throws SQLException {
        Map<CommandState, Integer> states = new EnumMap<>(CommandState.class);
        for (String counted : Database.texts(row, "states")) {
            int space = counted.indexOf(' ');
            states.put(CommandState.valueOf(counted.substring(0, space)), Integer.parseInt(counted.substring(space + 1)));
        }
        return new Row(row.getLong("id"), row.getInt("company_id"), CommandKind.valueOf(row.getString("kind")), row.getString("parameters"),
                BatchTarget.Kind.valueOf(row.getString("target")), Database.integer(row, "target_id"), row.getString("target_name"), row.getString("reason"),
                row.getString("requested_by"), Database.instant(row, "created_at"), row.getInt("total"), row.getInt("skipped"), State.valueOf(row.getString("state")),
                row.getString("stopped_why"), Database.instant(row, "finished_at"), row.getObject("repeats", Long.class), states);
    }
}
