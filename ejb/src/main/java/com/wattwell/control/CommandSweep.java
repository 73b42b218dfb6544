package com.wattwell.control;

import com.wattwell.platform.Bell;
import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Rings again for commands whose message was lost or whose pause is over, and ends those whose collector stays away. */
@Stateless
public class CommandSweep {

    private static final int BATCH = 200;
    private static final int AGAIN_AFTER_SECONDS = 5;

    @Inject
    private Database database;
    @Inject
    private Bell bell;
    @Inject
    private CommandLog log;
    @Inject
    private CommandBatches batches;
    @Inject
    private Clock clock;

    public void ringAgain() {
        record Waiting(long id, String node) {
        }
        database.list("""
                        with waiting as (
                            select c.id, o.owner_node from command c join meter m on m.id = c.meter_id join line l on l.id = m.line_id
                            join collector o on o.id = l.collector_id
                            where c.state in ('WAITING', 'SENT', 'ACCEPTED') and c.wake_at <= now() and (c.lease_until is null or c.lease_until <= now()) and o.online
                            and not exists (select 1 from command_batch b where b.id = c.batch_id and b.state = 'STOPPED' and c.state = 'WAITING')
                            order by c.wake_at limit ? for update of c skip locked)
                        update command c set wake_at = now() + ? * interval '1 second' from waiting w where c.id = w.id returning c.id, w.owner_node""",
                row -> new Waiting(row.getLong(1), row.getString(2)), BATCH, AGAIN_AFTER_SECONDS)
                .forEach(command -> bell.ring(Bell.Work.COMMAND, command.node(), command.id()));
    }

    /**
     * Commands whose time is over. What was never sent has expired; what was perhaps sent and could not be read back for
     * a long while has failed, and says that its effect is unknown.
     */
    public void expire() {
        Instant now = clock.instant();
        List<Long> late = database.list("""
                select id from command where state in ('WAITING', 'SENT', 'ACCEPTED') and (lease_until is null or lease_until <= ?)
                and expires_at + case when state <> 'WAITING' and kind not in ('READ', 'RAW') then ? else 0 end * interval '1 second' <= ?
                order by id limit ? for update skip locked""", row -> row.getLong(1), now, CommandWork.AFTERCARE.toSeconds(), now, BATCH);
        for (long id : late) {
            Command command = database.one(Command.SELECT, Command::read, id);
            if (command.state() == CommandState.WAITING || !command.changes()) {
                log.end(command, now, CommandState.EXPIRED, command.online() ? "expired" : "expired.offline");
            } else {
                log.end(command, now, CommandState.FAILED, "failed.unknown");
            }
        }
        batches.settle();
    }
}
