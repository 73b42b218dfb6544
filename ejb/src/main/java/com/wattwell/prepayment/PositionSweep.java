package com.wattwell.prepayment;

import com.wattwell.metering.MetersRead;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Follows the readings: takes the accounts whose meters have new ones and reckons what they still have, many at once. */
@Stateless
public class PositionSweep {

    private static final int METERS = 1_000;
    private static final int AGAIN = 500;
    /** What was not looked at for so long is looked at again: a crash forgets who was read. */
    private static final Duration STALE = Duration.ofHours(1);

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
    @Inject
    private Clock clock;

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

    /** Gives new accounts a position. */
    public void begin() {
        positions.ensureAll();
    }

    /** Looks at those again that nobody has looked at for long. @return whether there may be more */
    public boolean lookAgain() {
        List<Long> accounts = database.list("""
                select p.account_id from prepaid_position p join customer_account a on a.id = p.account_id
                where a.state = 'OPEN' and (p.looked_at is null or p.looked_at < ?) order by p.looked_at nulls first, p.account_id limit ?""",
                row -> row.getLong(1), clock.instant().minus(STALE), AGAIN);
        reckon(accounts);
        return accounts.size() == AGAIN;
    }

    private void reckon(List<Long> accounts) {
        if (!accounts.isEmpty()) {
            positions.ensure(accounts);
            positions.reckon(accounts);
            // those too that could not be reckoned: else they would be the first again each time, and nobody else would be looked at
            database.update("update prepaid_position set looked_at = ? where account_id = any(?)", clock.instant(), accounts.stream().mapToLong(Long::longValue).toArray());
            changed.fire(new PositionsChanged(accounts));
            pulse.changed("prepaid");
        }
    }
}
