package com.wattwell.control;

import com.wattwell.metermodel.MeterModels;
import com.wattwell.platform.Bell;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Orders that bring a purchase to a meter. Such an order begins with a look at the meter's own counter, and does not expire: it waits for its collector for as
 * long as it takes. Whose money it is, and what becomes of an order that ended without effect, is {@code prepayment}'s.
 */
@Stateless
public class Purchases {

    /** As good as never. */
    static final Duration WAITS = Duration.ofDays(36_500);

    @Inject
    private Database database;
    @Inject
    private MeterModels models;
    @Inject
    private OrderChecks checks;
    @Inject
    private CommandLog log;
    @Inject
    private Bell bell;
    @Inject
    private Clock clock;

    private record Target(int companyId, int modelId, int modelVersion, String address, String node) {
    }

    /**
     * Whether a purchase could be brought to this meter: asked before money is taken.
     *
     * @throws RefusedException saying why not: its protocol has no such request, or nothing is there that seals it
     */
    public void mustTake(int meterId, long amountFen) {
        Target target = target(meterId);
        checks.mustTake(meterId, models.of(target.modelId(), target.modelVersion()), target.address(), CommandKind.RECHARGE, new PurchaseOrder(amountFen, null), "account");
    }

    /**
     * @param number the meter's number of this purchase when an earlier order may have brought it, or {@code null}
     * @return the command's id
     */
    public long order(int meterId, long amountFen, Integer number, String reason, String by) {
        Target target = target(meterId);
        Instant now = clock.instant();
        JsonObjectBuilder parameters = Json.createObjectBuilder().add("amountFen", amountFen);
        if (number != null) {
            parameters.add("number", number);
        }
        database.one("select 1 from meter_state where meter_id = ? for update", row -> row.getInt(1), meterId);
        long id = database.one("""
                insert into command (company_id, meter_id, kind, parameters, reason, requested_by, created_at, expires_at, wake_at, step)
                values (?, ?, 'RECHARGE', ?::jsonb, ?, ?, ?, ?, ?, 'VERIFY') returning id""", row -> row.getLong(1),
                target.companyId(), meterId, parameters.build().toString(), reason, by, now, now.plus(WAITS), now.plusSeconds(3));
        log.event(id, target.companyId(), meterId, now, CommandState.WAITING, target.node() == null ? "waiting.offline" : "waiting.ordered|" + by);
        bell.ring(Bell.Work.COMMAND, target.node(), id);
        return id;
    }

    /** Takes an order back that was not sent. @return whether it was still waiting, or has ended already */
    public boolean withdraw(long commandId, String why) {
        return log.withdraw(List.of(commandId), why).contains(commandId) || database.one("select state not in ('WAITING', 'SENT', 'ACCEPTED') from command where id = ?", row -> row.getBoolean(1), commandId);
    }

    /**
     * Ends an order that a person has decided on: nothing more of it is sent or asked.
     *
     * @return whether it is over; not while it is on the line at this moment
     */
    public boolean giveUp(long commandId) {
        Command command = database.first(Command.SELECT, Command::read, commandId).orElseThrow();
        Instant now = clock.instant();
        if (command.state().ended()) {
            return true;
        }
        if (command.heldBySomebody(now)) {
            return false;
        }
        log.end(command, now, CommandState.FAILED, "failed.decided");
        return true;
    }

    private Target target(int meterId) {
        return database.first("""
                select m.company_id, m.model_id, mm.version, m.address, case when c.online then c.owner_node end as node
                from meter m join meter_model mm on mm.id = m.model_id join line l on l.id = m.line_id join collector c on c.id = l.collector_id where m.id = ?""",
                row -> new Target(row.getInt(1), row.getInt(2), row.getInt(3), row.getString(4), row.getString(5)), meterId)
                .orElseThrow(() -> RefusedException.notFound("meter", meterId));
    }
}
