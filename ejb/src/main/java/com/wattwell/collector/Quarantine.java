package com.wattwell.collector;

import com.wattwell.connector.CollectorEvent;
import com.wattwell.platform.CollectorGate;
import com.wattwell.platform.Database;
import com.wattwell.platform.Node;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Boxes that knocked and were not let in (隔离): kept where a person sees them and may adopt them with one click. */
@ApplicationScoped
public class Quarantine {

    /** Rows kept; the ones unheard of for longest go first. */
    static final int MAX_ROWS = 1_000;

    /** Why a box was not let in. */
    public enum Reason {
        UNKNOWN, PROFILE, SWAPPING, DISABLED,
        /** Another box has taken its place. */
        REPLACED
    }

    @Inject
    private Database database;
    @Inject
    private CollectorGate gate;

    /**
     * Keeps the socket, silent, so that adopting the box brings it to life at once.
     *
     * @return whether it was not in quarantine before
     */
    boolean park(CollectorEvent.LoginRequested login, Reason reason, String detail) {
        boolean isNew = write(login, reason, detail, true);
        gate.use(connection -> connection.park(login.socketId()));
        return isNew;
    }

    /** @return whether it was not in quarantine before */
    boolean refuse(CollectorEvent.LoginRequested login, Reason reason, String detail) {
        boolean isNew = write(login, reason, detail, false);
        gate.use(connection -> connection.refuse(login.socketId(), detail));
        return isNew;
    }

    private boolean write(CollectorEvent.LoginRequested login, Reason reason, String detail, boolean parked) {
        int attempts = database.one("""
                insert into quarantine (registration_id, reason, detail, first_seen, last_seen, remote_address, node, socket_id)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (registration_id) do update set reason = excluded.reason, detail = excluded.detail, last_seen = excluded.last_seen,
                attempts = quarantine.attempts + 1, remote_address = excluded.remote_address, node = excluded.node, socket_id = excluded.socket_id
                returning attempts""", row -> row.getInt(1),
                login.registrationId(), reason, detail, login.at(), login.at(), login.remoteAddress(), Node.NAME, parked ? login.socketId() : null);
        database.update("""
                delete from quarantine where id in (select id from quarantine order by last_seen desc offset ?)""", MAX_ROWS);
        return attempts == 1;
    }

    void left(long socketId) {
        database.update("update quarantine set socket_id = null where node = ? and socket_id = ?", Node.NAME, socketId);
    }

    void nodeStarted() {
        database.update("update quarantine set socket_id = null where node = ?", Node.NAME);
    }

    void entered(String[] codes) {
        database.update("delete from quarantine where registration_id = any (?)", (Object) codes);
    }
}
