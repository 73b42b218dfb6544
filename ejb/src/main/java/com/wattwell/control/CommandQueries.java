package com.wattwell.control;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Conditions;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Commands and their stories as people look at them. */
@Stateless
public class CommandQueries {

    /**
     * @param meterId   {@code null} for all
     * @param kind      {@code null} for all
     * @param state     {@code null} for all
     */
    public record Filter(Integer meterId, CommandKind kind, CommandState state) {
        public static final Filter NONE = new Filter(null, null, null);
    }

    /**
     * @param parameters JSON of what belongs to the kind, or {@code null}
     * @param reason  what the person gave, or {@code null}
     * @param result  JSON of what came, or {@code null}
     * @param batchId the batch it belongs to, or {@code null}
     * @param held    whether the brake holds it
     * @param failure why it failed, a key of the portal's texts with arguments behind {@code |}, or {@code null}
     */
    public record Row(long id, int companyId, int meterId, String meterAddress, String meter, String place, CommandKind kind, List<String> items, String parameters, String reason,
                      String requestedBy, Instant createdAt, Instant expiresAt, CommandState state, int attempts, String result, String failure,
                      Instant finishedAt, Long batchId, boolean held) {
    }

    /** A step of the story; {@code detail} is a key of the portal's texts with its arguments behind {@code |}. */
    public record Event(Instant at, CommandState state, String detail) {
    }

    /**
     * One hand-over to the adapter.
     *
     * @param protocol of the meter
     * @param item     what a READ asked for, or {@code null}
     * @param verdict  GOOD, REFUSED, UNCLEAR or NOT_SENT: what the answer says of the request; {@code null} while there is none
     * @param sentAt   when the first byte went out, or {@code null}
     * @param request  with its preamble, passwords zeroed
     * @param reply    the frames of the answer one behind the other, or {@code null}
     */
    public record Attempt(int attempt, String protocol, String item, Instant sentAt, Instant endedAt, String outcome, String verdict, String failure, byte[] request,
                          byte[] reply) {
    }

    private static final String SELECT = """
            select c.*, m.address as meter_address, m.name as meter, a.path as place
            from command c join meter m on m.id = c.meter_id left join area a on a.id = m.area_id
            """;

    private final Database database;
    private final Clock clock;

    @Inject
    public CommandQueries(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    protected CommandQueries() {
        this(null, null); // the container's proxy wants it
    }

    public Optional<Row> byId(Scope scope, long id) {
        return database.first(SELECT + "where c.id = ?" + scope.and("c.company_id"), CommandQueries::read, id);
    }

    /** The command's steps, oldest first. */
    public List<Event> history(Scope scope, long commandId) {
        return database.list("select e.at, e.state, e.detail from command_event e where e.command_id = ?" + scope.and("e.company_id") + " order by e.id",
                row -> new Event(Database.instant(row, "at"), CommandState.valueOf(row.getString("state")), row.getString("detail")), commandId);
    }

    /** What was sent for a command and what came back, the latest first. */
    public List<Attempt> attempts(Scope scope, long commandId, int most) {
        return database.list("""
                        select t.attempt, m.protocol, t.item, t.sent_at, t.ended_at, t.outcome, t.verdict, t.failure, t.request, t.reply
                        from command_attempt t join command c on c.id = t.command_id join meter m on m.id = c.meter_id
                        where t.command_id = ?""" + scope.and("t.company_id") + " order by t.attempt desc limit ?",
                row -> new Attempt(row.getInt("attempt"), row.getString("protocol"), row.getString("item"), Database.instant(row, "sent_at"),
                        Database.instant(row, "ended_at"), row.getString("outcome"), row.getString("verdict"), row.getString("failure"), row.getBytes("request"),
                        row.getBytes("reply")),
                commandId, most);
    }

    /** The newest first. */
    public Page<Row> list(Scope scope, Filter filter, Page.Request page) {
        Conditions where = new Conditions(scope.and("c.company_id"));
        if (filter.meterId() != null) {
            where.and("c.meter_id = ?", filter.meterId());
        }
        if (filter.kind() != null) {
            where.and("c.kind = ?", filter.kind());
        }
        if (filter.state() != null) {
            where.and("c.state = ?", filter.state());
        }
        long total = database.one("select count(*) from command c " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(SELECT + where.sql() + " order by c.id desc limit ? offset ?", CommandQueries::read,
                where.parameters(page.size(), page.offset())), page.page(), page.size(), total);
    }

    /** Orders for the supply that ended otherwise than wanted and have not been tried anew since, the newest first. */
    public List<Row> needingAHand(Scope scope, Duration back, int most) {
        return database.list(SELECT + """
                where c.kind in ('TRIP', 'PERMIT_CLOSE', 'CLOSE') and c.state in ('FAILED', 'EXPIRED') and c.created_at > ?
                and not exists (select 1 from command n where n.meter_id = c.meter_id and n.id > c.id and n.kind in ('TRIP', 'PERMIT_CLOSE', 'CLOSE'))
                """ + scope.and("c.company_id") + " order by c.id desc limit ?", CommandQueries::read, clock.instant().minus(back), most);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(row.getLong("id"), row.getInt("company_id"), row.getInt("meter_id"), row.getString("meter_address"), row.getString("meter"),
                row.getString("place"), CommandKind.valueOf(row.getString("kind")), Database.texts(row, "items"), row.getString("parameters"), row.getString("reason"),
                row.getString("requested_by"), Database.instant(row, "created_at"), Database.instant(row, "expires_at"),
                CommandState.valueOf(row.getString("state")), row.getInt("attempts"), row.getString("result"), row.getString("failure"),
                Database.instant(row, "finished_at"), row.getObject("batch_id", Long.class), row.getBoolean("held"));
    }
}
