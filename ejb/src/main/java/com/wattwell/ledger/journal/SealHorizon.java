package com.wattwell.ledger.journal;

import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/**
 * Up to which number no further entry can appear. An entry has its number before it is committed, so a transaction that takes its time makes an
 * entry visible behind others with higher numbers; sealing must not have gone past it. The highest number is noted together with a
 * transaction number taken after it; once all transactions with lower numbers have ended, whatever has an entry number up to the noted one is
 * visible or will never be. (A trigger gives an entry's transaction its number before the entry gets its own.) Nothing is kept in the database, because
 * transaction numbers mean nothing in a restored copy. Never in a caller's transaction, whose own number may be older than its questions.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class SealHorizon {

    private record Noted(long entryId, long transaction) {
    }

    @Inject
    private Database database;

    private Noted noted;
    private long passed;

    /** @return the number up to which sealing is safe; it moves on at the earliest with the second question */
    public synchronized long passed() {
        long oldest = database.one("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint", row -> row.getLong(1));
        if (noted != null && oldest >= noted.transaction()) {
            passed = noted.entryId();
            noted = null;
        }
        if (noted == null) {
            // in this order: what has an entry number by now has a lower transaction number than the one taken next
            long highest = database.one("select case when is_called then last_value else 0 end from journal_entry_id_seq", row -> row.getLong(1));
            noted = new Noted(highest, database.one("select pg_current_xact_id()::text::bigint", row -> row.getLong(1)));
        }
        return passed;
    }
}
