package com.wattwell.collector;

import com.wattwell.platform.Bell;
import com.wattwell.platform.Database;
import com.wattwell.platform.Node;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Work that waits for a collector: rung for when it comes, given free when its node has died and come back. */
@ApplicationScoped
public class WaitingWork {

    @Inject
    private Database database;
    @Inject
    private Bell bell;

    /** These collectors are connected to this node now. */
    void collectorsCame(int[] collectorIds, Instant at) {
        database.list("select id from line_task where collector_id = any (?) and state = 'WAITING' order by id", row -> row.getLong(1), collectorIds)
                .forEach(id -> bell.ring(Bell.Work.LINE_TASK, Node.NAME, id));
        database.list("""
                select c.id from command c join meter m on m.id = c.meter_id join line l on l.id = m.line_id
                where l.collector_id = any (?) and c.state in ('WAITING', 'SENT', 'ACCEPTED') and (c.lease_until is null or c.lease_until <= ?)
                order by c.id""", row -> row.getLong(1), collectorIds, at)
                .forEach(id -> bell.ring(Bell.Work.COMMAND, Node.NAME, id));
    }

    /** Whatever this node had in hand before it started is free again. What was handed over counts as perhaps sent. */
    void nodeStarted() {
        database.update("update line_task set state = 'WAITING', lease_until = null, wake_at = now() where node = ? and state = 'HANDED_OVER'", Node.NAME);
        database.update("update command set lease_until = null, wake_at = now() where node = ? and state in ('WAITING', 'SENT', 'ACCEPTED')", Node.NAME);
    }
}
