package com.wattwell.metering;

import com.wattwell.platform.Bell;
import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Rings again for line tasks that wait although their collector is there: the message was lost, or it came back. */
@Stateless
public class TaskSweep {

    private static final int BATCH = 500;
    private static final int AGAIN_AFTER_SECONDS = 15;

    @Inject
    private Database database;
    @Inject
    private Bell bell;

    public void ringAgain() {
        record Waiting(long id, String node) {
        }
        database.list("""
                        with waiting as (
                            select t.id, c.owner_node from line_task t join collector c on c.id = t.collector_id
                            where t.state = 'WAITING' and t.wake_at <= now() and c.online
                            order by t.wake_at limit ? for update of t skip locked)
                        update line_task t set wake_at = now() + ? * interval '1 second' from waiting w where t.id = w.id returning t.id, w.owner_node""",
                row -> new Waiting(row.getLong(1), row.getString(2)), BATCH, AGAIN_AFTER_SECONDS)
                .forEach(task -> bell.ring(Bell.Work.LINE_TASK, task.node(), task.id()));
    }
}
