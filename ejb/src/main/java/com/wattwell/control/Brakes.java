package com.wattwell.control;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;

/** The rules of the brake, by company and place; what it has stopped; and who let it go on. */
@Stateless
public class Brakes {

    private static final int MAX_MINUTES = 1440;
    private static final int MAX_MINIMUM = 1000;
    private static final int HUNDRED = 100;

    @Inject
    private Database database;
    @Inject
    private CommandLog log;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * A rule as it was set.
     *
     * @param areaId {@code null} for the whole company
     * @param place  {@code null} for the whole company
     */
    public record Row(int id, int companyId, Integer areaId, String place, BrakeRule rule, String reason, String changedBy, Instant changedAt) {
    }

    /** What a person wants; hours as {@code 08:00}, or both blank. */
    public record Wanted(BrakeRule.State state, Integer percent, Integer minutes, Integer minimum, String tripFrom, String tripUntil, String reason) {
    }

    /** The rule of a place. @param places from the inmost outwards, {@code null} the company itself; those that are none are passed over */
    public BrakeRule of(int company, List<Integer> places) {
        int[] areas = places.stream().filter(Objects::nonNull).mapToInt(Integer::intValue).toArray();
        List<Row> newest = newest("b.company_id = ? and (b.area_id is null or b.area_id = any (?))", company, areas);
        for (int i = 0; i < places.size(); i++) {
            Integer place = places.get(i);
            boolean asCompany = place == null && i == places.size() - 1;
            for (Row row : newest) {
                if ((place != null || asCompany) && Objects.equals(row.areaId(), place) && row.rule().state() != BrakeRule.State.INHERITED) {
                    return row.rule();
                }
            }
        }
        return BrakeRule.USUAL;
    }

    /** The rules that hold, the company's first. */
    public List<Row> list(Scope scope) {
        return newest("true" + scope.and("b.company_id")).stream().filter(row -> row.areaId() == null || row.rule().state() != BrakeRule.State.INHERITED).toList();
    }

    /** Every change, the newest first. */
    public List<Row> history(Scope scope, int most) {
        return database.list("select b.*, a.path as place from brake_rule b left join area a on a.id = b.area_id where true" + scope.and("b.company_id")
                + " order by b.id desc limit ?", Brakes::read, most);
    }

    /** Sets the rule of a place from now on. @param areaId an estate or building, {@code null} for the whole company */
    public void set(Caller caller, int companyId, Integer areaId, Wanted wanted) {
        mayRule(caller);
        int company = caller.scope().companyForWriting(companyId);
        if (areaId != null && database.first("select 1 from area where id = ? and company_id = ? and kind <> 'UNIT'", row -> row.getInt(1), areaId, company).isEmpty()) {
            throw RefusedException.invalid("area", "refused.brakeArea", "area must be an estate or a building of the company.");
        }
        if (wanted.state() == null || areaId == null && wanted.state() == BrakeRule.State.INHERITED) {
            throw RefusedException.invalid("state", "refused.brakeState", "state must be ON or OFF, or for a place INHERITED.");
        }
        LocalTime from = time("tripFrom", wanted.tripFrom());
        LocalTime until = time("tripUntil", wanted.tripUntil());
        if ((from == null) != (until == null) || from != null && from.equals(until)) {
            throw RefusedException.invalid("tripUntil", "refused.brakeHours", "tripFrom and tripUntil go together and differ.");
        }
        database.update("""
                        insert into brake_rule (company_id, area_id, state, percent, minutes, minimum, trip_from, trip_until, reason, changed_by, changed_at)
                        values (?, ?::int, ?, ?, ?, ?, ?::time, ?::time, ?, ?, ?)""", company, areaId, wanted.state(), within("percent", wanted.percent(), HUNDRED),
                within("minutes", wanted.minutes(), MAX_MINUTES), within("minimum", wanted.minimum(), MAX_MINIMUM), text(from), text(until),
                CommandService.reason(wanted.reason()), caller.name(), clock.instant());
        pulse.changed("brakes");
    }

    /** Lets a stopped batch go on, past the brake: all that still waits of it. Its time begins anew. */
    public void releaseBatch(Caller caller, long batchId, String reason) {
        mayRule(caller);
        String given = CommandService.reason(reason);
        int company = database.first("select company_id from command_batch b where b.id = ? and b.state = 'STOPPED'" + caller.scope().and("b.company_id"),
                row -> row.getInt(1), batchId).orElseThrow(() -> notHeld("batch", batchId));
        Instant now = clock.instant();
        database.update("insert into brake_release (company_id, batch_id, released_by, reason, at) values (?, ?, ?, ?, ?)", company, batchId, caller.name(), given, now);
        goOn("c.batch_id = ?", batchId, caller, now);
        database.update("update command_batch set state = 'RUNNING', stopped_why = null where id = ?", batchId);
        pulse.changed("batch:" + batchId, "batches");
    }

    /** Lets all of a new batch pass the brake: an administrator has said once and for all that its meters are meant to go dark. */
    public void passAsConfirmed(int company, long batchId, String confirmedBy, String reason) {
        database.update("insert into brake_release (company_id, batch_id, released_by, reason, at) values (?, ?, ?, ?, ?)", company, batchId, confirmedBy, reason,
                clock.instant());
    }

    /** Lets one command go on that the brake holds. */
    public void releaseCommand(Caller caller, long commandId, String reason) {
        mayRule(caller);
        String given = CommandService.reason(reason);
        int company = database.first("select company_id from command c where c.id = ? and c.held and c.state = 'WAITING'" + caller.scope().and("c.company_id"),
                row -> row.getInt(1), commandId).orElseThrow(() -> notHeld("command", commandId));
        Instant now = clock.instant();
        database.update("insert into brake_release (company_id, command_id, released_by, reason, at) values (?, ?, ?, ?, ?)", company, commandId, caller.name(), given, now);
        goOn("c.id = ?", commandId, caller, now);
    }

    private void goOn(String condition, long id, Caller caller, Instant now) {
        record Going(long id, int company, int meter) {
        }
        database.list("update command c set held = false, wake_at = ?, expires_at = ? where c.id in (select c.id from command c where " + condition
                        + " and c.state = 'WAITING' order by c.id for update skip locked) returning c.id, c.company_id, c.meter_id",
                row -> new Going(row.getLong(1), row.getInt(2), row.getInt(3)), now, now.plus(CommandService.CONTROL_EXPIRES), id)
                .forEach(going -> log.event(going.id(), going.company(), going.meter(), now, CommandState.WAITING, "waiting.released|" + caller.name()));
    }

    /** The brake has bitten: the command waits, its batch stops, and people are told, once. */
    public void bit(Command command, String why, Instant now) {
        database.update("update command set state = 'WAITING', held = true, lease_until = null, wake_at = ? where id = ?", now.plusSeconds(30), command.id());
        if (!command.held()) {
            log.event(command, now, CommandState.WAITING, why);
        }
        if (command.batch() == null) {
            if (!command.held()) {
                notices.write(Notices.Severity.ALARM, "tripHeld", command.companyId(), null, command.meterId(), now, Long.toString(command.id()));
            }
        } else if (database.update("update command_batch set state = 'STOPPED', stopped_why = ? where id = ? and state = 'RUNNING'", why, command.batch()) > 0) {
            notices.write(Notices.Severity.ALARM, "batchStopped", command.companyId(), null, command.meterId(), now, Long.toString(command.batch()));
            pulse.changed("batch:" + command.batch(), "batches");
        }
    }

    private List<Row> newest(String condition, Object... parameters) {
        return database.list("select distinct on (b.company_id, b.area_id) b.*, a.path as place from brake_rule b left join area a on a.id = b.area_id where " + condition
                + " order by b.company_id, b.area_id nulls first, b.id desc", Brakes::read, parameters);
    }

    private static Row read(ResultSet row) throws SQLException {
        BrakeRule rule = new BrakeRule(BrakeRule.State.valueOf(row.getString("state")), row.getInt("percent"), row.getInt("minutes"), row.getInt("minimum"),
                row.getObject("trip_from", LocalTime.class), row.getObject("trip_until", LocalTime.class));
        return new Row(row.getInt("id"), row.getInt("company_id"), Database.integer(row, "area_id"), row.getString("place"), rule, row.getString("reason"),
                row.getString("changed_by"), Database.instant(row, "changed_at"));
    }

    private static int within(String field, Integer number, int most) {
        if (number == null || number < 1 || number > most) {
            throw RefusedException.invalid(field, "refused.brakeNumber", field + " must be from 1 to " + most + ".", most);
        }
        return number;
    }

    private static LocalTime time(String field, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return LocalTime.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw RefusedException.invalid(field, "refused.brakeTime", field + " must be a time such as 08:00.");
        }
    }

    private static String text(LocalTime time) {
        return time == null ? null : time.toString();
    }

    private static RefusedException notHeld(String what, long id) {
        return new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.notHeld", "The brake holds no " + what + " " + id + ".");
    }

    private static void mayRule(Caller caller) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators set the brake, or release it.");
        }
    }
}
