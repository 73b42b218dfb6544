package com.wattwell.control;

import com.wattwell.platform.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A command as it stands in its locked row, with what is needed to carry it out. Its life: it waits for its turn and its
 * collector; it is handed to the line (SENT, perhaps carried out from here on); the meter accepts (ACCEPTED); the relay
 * is read back (CONFIRMED). Whenever it is unknown whether the meter heard the order, the relay is read before anything
 * is sent again.
 *
 * @param acts     attempts that may have moved the relay
 * @param verifies looks at the relay since the last act
 * @param step     what the next attempt does
 */
record Command(long id, int companyId, int meterId, String kind, List<String> items, CommandState state, Step step, int attempts, int acts,
               int verifies, Instant expiresAt, Instant leaseUntil, String protocol, String address, boolean neverTripped, int collectorId,
               boolean online, String node, long epoch, int line, ZoneId zone, int replyMillis, int deviationMillis) {

    enum Step {
        /** Send the order. */
        ACT,
        /** Look at the relay. */
        VERIFY
    }

    static final String SELECT = """
            select c.id, c.company_id, c.meter_id, c.kind, c.items, c.state, c.step, c.attempts, c.acts, c.verifies, c.expires_at, c.lease_until,
                m.protocol, m.address, m.protected, o.id as collector_id, o.online, o.owner_node, o.owner_epoch, l.number, y.time_zone,
                s.reply_millis, s.deviation_millis
            from command c join meter m on m.id = c.meter_id join meter_state s on s.meter_id = m.id join line l on l.id = m.line_id
            join collector o on o.id = l.collector_id join company y on y.id = c.company_id
            where c.id = ? for update of c""";

    static Command read(ResultSet row) throws SQLException {
        return new Command(row.getLong("id"), row.getInt("company_id"), row.getInt("meter_id"), row.getString("kind"), Database.texts(row, "items"),
                CommandState.valueOf(row.getString("state")), Step.valueOf(row.getString("step")), row.getInt("attempts"), row.getInt("acts"),
                row.getInt("verifies"), Database.instant(row, "expires_at"), Database.instant(row, "lease_until"), row.getString("protocol"),
                row.getString("address"), row.getBoolean("protected"), row.getInt("collector_id"), row.getBoolean("online"), row.getString("owner_node"),
                row.getLong("owner_epoch"), row.getInt("number"), ZoneId.of(row.getString("time_zone")), row.getInt("reply_millis"),
                row.getInt("deviation_millis"));
    }

    boolean switchesSupply() {
        return !kind.equals("READ");
    }

    boolean trips() {
        return kind.equals("TRIP");
    }

    boolean heldBySomebody(Instant now) {
        return leaseUntil != null && leaseUntil.isAfter(now);
    }
}
