package com.wattwell.prepayment;

import com.wattwell.metering.MetersRead;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/** Follows the readings: takes the accounts whose meters have new ones and reckons what they still have, many at once. */
@Stateless
public class PositionSweep {

    private static final int METERS = 1_000;
    private static final int AGAIN = 500;
    /** What was not looked at for so long is looked at again: a crash forgets who was read. */
    private static final int STALE_MINUTES = 60;

    @Inject
    private Database database;
    @Inject
    private MetersRead metersRead;
    @Inject
    private Positions positions;
    @Inject
    private Event<PositionsChanged> changed;
    @Inject
    private Pulse pulse;

    /** @return whether there may be more */
    public boolean follow() {
        Set<Integer> meters = metersRead.take(METERS);
        if (meters.isEmpty()) {
            return false;
        }
        try {
            reckon(accountsOf(meters));
        } catch (RuntimeException e) {
            metersRead.again(meters);
            throw e;
        }
        return meters.size() == METERS;
    }

    private List<Long> accountsOf(Set<Integer> meters) {
        return database.list("""
                select distinct g.account_id from usage_point_meter f join agreement g on g.usage_point_id = f.usage_point_id and g.to_day is null
                join customer_account a on a.id = g.account_id and a.mode in ('PREPAID_SERVER', 'PREPAID_METER')
                where f.meter_id = any(?) and f.to_at is null""", row -> row.getLong(1), (Object) meters.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Gives new accounts a position, and looks at those again that nobody has looked at for long. */
    public void lookAgain() {
        positions.ensureAll();
        reckon(database.list("""
                select p.account_id from prepaid_position p join customer_account a on a.id = p.account_id
                where a.state = 'OPEN' and (p.reckoned_at is null or p.reckoned_at < now() - ? * interval '1 minute') order by p.reckoned_at nulls first limit ?""",
                row -> row.getLong(1), STALE_MINUTES, AGAIN));
    }

    private void reckon(List<Long> accounts) {
        if (!accounts.isEmpty()) {
            positions.ensure(accounts);
            positions.reckon(accounts);
            changed.fire(new PositionsChanged(accounts));
            pulse.changed("prepaid");
        }
    }
}
