package com.wattwell.control;

import com.wattwell.identity.Caller;
import com.wattwell.metering.AskedItems;
import com.wattwell.platform.Bell;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.UnsupportedRequestException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/** Writes down what somebody wants of a meter. The row is the order; a message only wakes the one who carries it out. */
@Stateless
public class CommandService {

    /** A cut or restore that cannot be sent within this time is not wanted any more, and says so. */
    public static final Duration CONTROL_EXPIRES = Duration.ofMinutes(15);
    /** Somebody looks at the page. */
    public static final Duration READ_EXPIRES = Duration.ofMinutes(2);
    private static final int MAX_ITEMS = 8;
    private static final int MAX_REASON = 500;
    /** Commands that may wait for one meter. */
    private static final int MAX_OPEN_PER_METER = 20;
    /** What a person wants to see who says nothing else. */
    private static final Map<String, List<String>> USUAL_ITEMS = Map.of(
            "DLT645_2007", List.of("0001FF00", "0201FF00", "0202FF00", "02030000"),
            "DLT645_1997", List.of("901F", "B61F", "B62F", "B630"),
            "CJT188", List.of("901F"),
            "MBUS", List.of("*"));

    @Inject
    private Database database;
    @Inject
    private CommandLog log;
    @Inject
    private Bell bell;
    @Inject
    private Clock clock;

    private record Target(int companyId, String protocol, String address, String node, boolean neverTripped) {
    }

    /** Reads a meter now. @param items identifiers, or empty for the usual ones @return the command's id */
    public long read(Caller caller, int meterId, List<String> items) {
        if (!caller.mayOperate()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not ask a meter.");
        }
        Target target = target(caller, meterId);
        List<String> wanted = items == null || items.isEmpty() ? USUAL_ITEMS.get(target.protocol()) : items;
        String[] codes = AskedItems.checked(AskedItems.protocol(target.protocol()), wanted, MAX_ITEMS).toArray(String[]::new);
        return write(caller, meterId, target, "READ", codes, null, READ_EXPIRES);
    }

    /**
     * Trips or closes a meter's relay.
     *
     * @param action TRIP or CLOSE
     * @param reason why; it is kept for ever
     * @return the command's id
     */
    public long control(Caller caller, int meterId, String action, String reason) {
        if (!caller.mayOperate()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not switch a meter's supply.");
        }
        String kind = action == null ? "" : action;
        if (!kind.equals("TRIP") && !kind.equals("CLOSE")) {
            throw RefusedException.invalid("action", "refused.action", "action must be TRIP or CLOSE.");
        }
        String given = reason == null ? "" : reason.strip().replaceAll("\\R", " "); // lines of a text field are one sentence
        if (given.isEmpty() || given.length() > MAX_REASON) {
            throw RefusedException.invalid("reason", "refused.reason", "reason must have 1 to " + MAX_REASON + " characters.", MAX_REASON);
        }
        Target target = target(caller, meterId);
        if (kind.equals("TRIP") && target.neverTripped()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "action", "refused.protected", "This meter is protected and is never tripped.");
        }
        mustUnderstand(target, kind);
        withdrawOpposite(meterId, kind);
        return write(caller, meterId, target, kind, null, given, CONTROL_EXPIRES);
    }

    /** Takes back a command that has not been sent. */
    public void withdraw(Caller caller, long commandId) {
        if (!caller.mayOperate()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not withdraw commands.");
        }
        int meterId = database.first("select meter_id from command where id = ?" + caller.scope().and("company_id"), row -> row.getInt(1), commandId)
                .orElseThrow(() -> RefusedException.notFound("command", commandId));
        if (!log.withdraw(List.of(commandId), "withdrawn.person|" + caller.name()).contains(commandId)) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.sent", "The command has been sent already.");
        }
        log.ringNext(meterId);
    }

    /** Some protocols have no order for the supply, or no way to look whether it was carried out. */
    private static void mustUnderstand(Target target, String kind) {
        MeterProtocol protocol = AskedItems.protocol(target.protocol());
        try {
            protocol.encode(CommandWork.switchSupply(target.address(), kind.equals("TRIP"), LocalDateTime.of(2000, 1, 1, 0, 0)));
            protocol.encode(new MeterRequest.ReadSupply(target.address()));
        } catch (UnsupportedRequestException e) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "action", "refused.noSwitch",
                    "Meters of " + protocol.notation() + " cannot be switched from here: " + e.getMessage(), protocol.notation());
        }
    }

    private void withdrawOpposite(int meterId, String kind) {
        List<Long> opposite = database.list("select id from command where meter_id = ? and kind = ? and state = 'WAITING'",
                row -> row.getLong(1), meterId, kind.equals("TRIP") ? "CLOSE" : "TRIP");
        log.withdraw(opposite, "withdrawn.newer");
    }

    private long write(Caller caller, int meterId, Target target, String kind, String[] items, String reason, Duration expiry) {
        // the meter's row orders the commands of one meter among callers
        database.one("select 1 from meter_state where meter_id = ? for update", row -> row.getInt(1), meterId);
        int open = database.one("select count(*) from command where meter_id = ? and state in ('WAITING', 'SENT', 'ACCEPTED')", row -> row.getInt(1), meterId);
        if (open >= MAX_OPEN_PER_METER) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "meter", "refused.tooMany",
                    "There are already " + open + " commands waiting for this meter.", open);
        }
        Instant now = clock.instant();
        long id = database.one("""
                        insert into command (company_id, meter_id, kind, items, reason, requested_by, created_at, expires_at, wake_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""", row -> row.getLong(1),
                target.companyId(), meterId, kind, items, reason, caller.name(), now, now.plus(expiry), now.plusSeconds(3));
        log.event(id, target.companyId(), meterId, now, CommandState.WAITING,
                target.node() == null ? "waiting.offline" : open > 0 ? "waiting.behind|" + caller.name() : "waiting.ordered|" + caller.name());
        bell.ring(Bell.Work.COMMAND, target.node(), id);
        return id;
    }

    private Target target(Caller caller, int meterId) {
        return database.first("""
                        select m.company_id, m.protocol, m.address, m.protected, case when c.online then c.owner_node end as node
                        from meter m join line l on l.id = m.line_id join collector c on c.id = l.collector_id where m.id = ?"""
                        + caller.scope().and("m.company_id"),
                row -> new Target(row.getInt("company_id"), row.getString("protocol"), row.getString("address"), row.getString("node"), row.getBoolean("protected")), meterId)
                .orElseThrow(() -> RefusedException.notFound("meter", meterId));
    }
}
