package com.wattwell.control;

import com.wattwell.platform.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A command as it stands in its locked row, with what is needed to carry it out. Its life: it waits for its turn and its
 * collector; it is handed to the line (SENT, perhaps carried out from here on); the meter accepts (ACCEPTED); the effect
 * is read back (CONFIRMED). Whenever it is unknown whether the meter heard the order, its effect is looked at before
 * anything is sent again.
 *
 * @param wanted   items of a READ
 * @param handed   exchanges of the latest hand-over
 * @param acts     times the order itself went out
 * @param verifies looks at its effect since then
 * @param modelId  the meter's model; of a trial the one that is tried
 * @param trial    a READ that speaks to the meter as another model does: what comes is shown and kept under no reading type
 * @param step     what the next hand-over does
 * @param batch    the batch it belongs to, or {@code null}
 * @param held     whether the brake holds it
 * @param released whether a person let it, or its batch, go on past the brake
 * @param area     place of the meter, or {@code null}
 */
record Command(long id, int companyId, int meterId, CommandKind kind, Order order, int wanted, CommandState state, Step step, int attempts, int handed, int acts,
               int verifies, Instant expiresAt, Instant leaseUntil, int modelId, int modelVersion, String address, boolean neverTripped, int collectorId,
               boolean online, String node, long epoch, int line, ZoneId zone, int replyMillis, int deviationMillis, Long batch, boolean batchStopped,
               boolean held, boolean released, Integer area, boolean trial) {

    enum Step {
        /** Open a session with the meter's security module, for an order by ciphertext. */
        AUTHENTICATE,
        /** Send the order. */
        ACT,
        /** Look at its effect. */
        VERIFY
    }

    static final String SELECT = """
            select c.id, c.company_id, c.meter_id, c.kind, c.items, c.parameters, c.state, c.step, c.attempts, c.handed, c.acts, c.verifies, c.expires_at,
                c.lease_until, mm.id as model_id, mm.version as model_version, c.parameters ->> 'model' is not null as trial, m.address, m.protected, o.id as collector_id, o.online, o.owner_node, o.owner_epoch, l.number, y.time_zone,
                s.reply_millis, s.deviation_millis, c.batch_id, b.state = 'STOPPED' as batch_stopped, c.held, m.area_id,
                exists (select 1 from brake_release r where r.command_id = c.id or r.batch_id = c.batch_id) as released
            from command c join meter m on m.id = c.meter_id join meter_model mm on mm.id = coalesce((
                select x.id from meter_model x where x.id = (c.parameters ->> 'model')::int and x.protocol = m.protocol), m.model_id)
            join meter_state s on s.meter_id = m.id join line l on l.id = m.line_id
            join collector o on o.id = l.collector_id join company y on y.id = c.company_id
            left join command_batch b on b.id = c.batch_id
            where c.id = ? for update of c""";

    static Command read(ResultSet row) throws SQLException {
        CommandKind kind = CommandKind.valueOf(row.getString("kind"));
        Order order = Orders.of(kind, Database.texts(row, "items"), row.getString("parameters"));
        return new Command(row.getLong("id"), row.getInt("company_id"), row.getInt("meter_id"), kind, order,
                order instanceof ReadOrder read ? read.items().size() : 1, CommandState.valueOf(row.getString("state")), Step.valueOf(row.getString("step")), row.getInt("attempts"), row.getInt("handed"),
                row.getInt("acts"), row.getInt("verifies"), Database.instant(row, "expires_at"), Database.instant(row, "lease_until"), row.getInt("model_id"),
                row.getInt("model_version"), row.getString("address"), row.getBoolean("protected"), row.getInt("collector_id"), row.getBoolean("online"), row.getString("owner_node"),
                row.getLong("owner_epoch"), row.getInt("number"), ZoneId.of(row.getString("time_zone")), row.getInt("reply_millis"),
                row.getInt("deviation_millis"), row.getObject("batch_id", Long.class), row.getBoolean("batch_stopped"), row.getBoolean("held"),
                row.getBoolean("released"), Database.integer(row, "area_id"), row.getBoolean("trial"));
    }

    boolean changes() {
        return kind.changes();
    }

    boolean trips() {
        return kind == CommandKind.TRIP;
    }

    boolean heldBySomebody(Instant now) {
        return leaseUntil != null && leaseUntil.isAfter(now);
    }
}
