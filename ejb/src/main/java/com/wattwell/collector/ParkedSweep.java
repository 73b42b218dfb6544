package com.wattwell.collector;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.platform.Database;
import com.wattwell.platform.Node;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/**
 * Judges boxes again that wait in quarantine on this node although their collector is known by now: it was added at the
 * very moment in which the box knocked, so that neither saw the other, or it was adopted on another node.
 */
@Stateless
public class ParkedSweep {

    private static final int BATCH = 100;

    @Inject
    private Database database;
    @Inject
    private CollectorLogins logins;
    @Inject
    private Clock clock;

    /** The verdict on the parked box with this id is given again; on another node by its own sweep. */
    public void letIn(String code) {
        database.first("select socket_id, remote_address from quarantine where registration_id = ? and node = ? and socket_id is not null",
                        row -> new CollectorEvent.LoginRequested(row.getLong(1), code, null, row.getString(2), null, clock.instant()), code, Node.NAME)
                .ifPresent(login -> logins.happened(List.of(login)));
        database.update("delete from quarantine where registration_id = ? and (socket_id is null or node = ?)", code, Node.NAME);
    }

    public void judgeAgain() {
        List<CollectorEvent> known = database.list("""
                        select q.socket_id, q.registration_id, q.remote_address from quarantine q join collector c on c.code = q.registration_id
                        where q.node = ? and q.socket_id is not null and c.state = 'ACTIVE' order by q.id limit ?""",
                row -> new CollectorEvent.LoginRequested(row.getLong(1), row.getString(2), null, row.getString(3), null, clock.instant()), Node.NAME, BATCH);
        if (!known.isEmpty()) {
            logins.happened(known);
        }
    }
}
