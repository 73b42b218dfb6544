package com.wattwell.control;

import com.wattwell.platform.Bell;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A command's story: each change of its state with the reason, and what follows when it ends. */
@ApplicationScoped
public class CommandLog {

    @Inject
    private Database database;
    @Inject
    private CommandSecrets secrets;
    @Inject
    private Bell bell;
    @Inject
    private Pulse pulse;
    @Inject
    private Notices notices;
    @Inject
    private Event<CommandEnded> ended;
    @Inject
    private Clock clock;

    /** @param detail key of the portal's texts below {@code command.}, its arguments behind {@code |} */
    void event(long commandId, int companyId, int meterId, Instant at, CommandState state, String detail) {
        database.update("insert into command_event (command_id, company_id, at, state, detail) values (?, ?, ?, ?, ?)",
                commandId, companyId, at, state, detail);
        pulse.changed("command:" + commandId, "meter:" + meterId, "commands");
    }

    void event(Command command, Instant at, CommandState state, String detail) {
        event(command.id(), command.companyId(), command.meterId(), at, state, detail);
        if (command.batch() != null) {
            pulse.changed("batch:" + command.batch());
        }
    }

    /** Ends a command and rings for the next one of its meter. */
    void end(Command command, Instant at, CommandState state, String detail) {
        database.update("update command set state = ?, finished_at = ?, lease_until = null, failure = ? where id = ?",
                state, at, state == CommandState.CONFIRMED ? null : detail, command.id());
        event(command, at, state, detail);
        secrets.ended(command, state);
        if (state == CommandState.CONFIRMED && command.order() instanceof AddressOrder order) {
            database.update("update meter m set address = ? where id = ? and not exists (select 1 from meter o where o.line_id = m.line_id and o.address = ?)",
                    order.newAddress(), command.meterId(), order.newAddress());
        }
        if (command.kind().action() != null) {
            tell(command, at, state);
        }
        ended.fire(new CommandEnded(command.id(), command.companyId(), command.meterId(), command.kind(), state, detail, at));
        ringNext(command.meterId());
    }

    private void tell(Command command, Instant at, CommandState state) {
        String number = Long.toString(command.id());
        if (state != CommandState.CONFIRMED) {
            notices.write(Notices.Severity.WARNING, "commandFailed", command.companyId(), null, command.meterId(), at, number);
        } else if (command.trips()) {
            notices.write(Notices.Severity.INFO, "tripped", command.companyId(), null, command.meterId(), at, number);
        } else if (command.kind() == CommandKind.CLOSE) {
            notices.write(Notices.Severity.INFO, "closed", command.companyId(), null, command.meterId(), at, number);
        }
    }

    void ringNext(int meterId) {
        record Next(long id, String node) {
        }
        database.first("""
                        select c.id, case when o.online then o.owner_node end from command c join meter m on m.id = c.meter_id
                        join line l on l.id = m.line_id join collector o on o.id = l.collector_id
                        where c.meter_id = ? and c.state = 'WAITING' order by c.id limit 1""",
                row -> new Next(row.getLong(1), row.getString(2)), meterId)
                .ifPresent(next -> bell.ring(Bell.Work.COMMAND, next.node(), next.id()));
    }

    /**
     * Withdraws what waits, in sets. What somebody holds at this moment is perhaps being sent and stays.
     *
     * @param condition on {@code c}, with one parameter
     * @return how many were withdrawn
     */
    int withdrawWaiting(String condition, Object parameter, String detail) {
        Instant now = clock.instant();
        record Row(long id, int meterId, Long batch, int companyId, CommandKind kind) {
        }
        List<Row> withdrawn = database.list("""
                with waiting as (
                    select c.id from command c where c.state = 'WAITING' and (c.lease_until is null or c.lease_until <= ?) and""" + " " + condition + " " + """
                    order by c.id for update skip locked
                ), gone as (
                    update command c set state = 'WITHDRAWN', secret = null, finished_at = ?, failure = ? from waiting w where c.id = w.id
                    returning c.id, c.company_id, c.meter_id, c.batch_id, c.kind
                ), told as (
                    insert into command_event (command_id, company_id, at, state, detail) select g.id, g.company_id, ?, 'WITHDRAWN', ? from gone g
                )
                select id, meter_id, batch_id, company_id, kind from gone""",
                row -> new Row(row.getLong(1), row.getInt(2), row.getObject(3, Long.class), row.getInt(4), CommandKind.valueOf(row.getString(5))),
                now, parameter, now, detail, now, detail);
        withdrawn.forEach(row -> pulse.changed("command:" + row.id(), "meter:" + row.meterId(), "commands"));
        withdrawn.forEach(row -> ended.fire(new CommandEnded(row.id(), row.companyId(), row.meterId(), row.kind(), CommandState.WITHDRAWN, detail, now)));
        withdrawn.stream().map(Row::batch).distinct().filter(java.util.Objects::nonNull).forEach(batch -> pulse.changed("batch:" + batch));
        return withdrawn.size();
    }

    /** @return the ids that were still waiting and are withdrawn now */
    List<Long> withdraw(List<Long> ids, String detail) {
        Instant now = clock.instant();
        record Row(long id, int companyId, int meterId, CommandKind kind) {
        }
        List<Row> withdrawn = database.list("""
                update command set state = 'WITHDRAWN', secret = null, finished_at = ?, failure = ?
                where id = any (?) and state = 'WAITING' and (lease_until is null or lease_until <= ?)
                returning id, company_id, meter_id, kind""", row -> new Row(row.getLong(1), row.getInt(2), row.getInt(3), CommandKind.valueOf(row.getString(4))),
                now, detail, ids.stream().mapToLong(Long::longValue).toArray(), now);
        withdrawn.forEach(row -> event(row.id(), row.companyId(), row.meterId(), now, CommandState.WITHDRAWN, detail));
        withdrawn.forEach(row -> ended.fire(new CommandEnded(row.id(), row.companyId(), row.meterId(), row.kind(), CommandState.WITHDRAWN, detail, now)));
        return withdrawn.stream().map(Row::id).toList();
    }
}
