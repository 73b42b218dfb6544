package com.wattwell.control;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;

/** After the meters of a line were told the time, the clocks of a few of them are read: nobody answers a broadcast. */
@ApplicationScoped
public class ClockSamples {

    private static final int SAMPLE = 3;
    /** More waiting commands than this, and a meter is left alone. */
    private static final int BUSY = 5;

    @Inject
    private Database database;
    @Inject
    private MeterQuestions questions;

    /** Those whose clock was furthest off, but not too far to obey, go first; meters whose clock was never read are as good. */
    void read(int companyId, int lineId, String requestedBy) {
        Caller caller = new Caller(requestedBy, requestedBy, new Scope(companyId), Set.of(Caller.METER_OPERATOR));
        database.list("""
                        select m.id from meter m left join meter_clock k on k.meter_id = m.id
                        where m.line_id = ? and m.protocol in ('DLT645_2007', 'DLT645_1997') and coalesce(abs(k.drift_millis), 0) <= ?
                            and (select count(*) from command c where c.meter_id = m.id and c.state in ('WAITING', 'SENT', 'ACCEPTED')) < ?
                        order by abs(k.drift_millis) desc nulls last, m.id limit ?""",
                row -> row.getInt(1), lineId, MeterFactQueries.BROADCAST_LIMIT.toMillis(), BUSY, SAMPLE).forEach(meter -> questions.clock(caller, meter));
    }
}
