package com.wattwell.usage.book;

import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;

/**
 * Takes booked usage back, so that it is reckoned anew from corrected readings. The rows stay, with who withdrew them and why; billing
 * reverses what was charged by them in the same transaction.
 */
@Stateless
public class UsageCorrections {

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /**
     * Withdraws everything that is booked of a point from a day on: what follows counts on from it.
     *
     * @param from the first day of a booked span
     * @return how many spans
     * @throws RefusedException when the day lies within a span
     */
    public int withdraw(long usagePointId, LocalDate from, String by, String why) {
        database.one("select id from usage_point where id = ? for update", row -> row.getLong(1), usagePointId);
        database.first("select from_day from usage_span where usage_point_id = ? and withdrawn_at is null and from_day < ? and to_day > ?", row -> row.getObject(1, LocalDate.class),
                usagePointId, from, from).ifPresent(begin -> {
                    throw new RefusedException(RefusedException.Kind.CONFLICT, "from", "refused.withinSpan", "Usage was booked from " + begin + " on in one: withdraw it from there.",
                            begin.toString());
                });
        // what was decided was decided of values that may be others now
        database.update("update usage_held set state = 'OVER' where usage_point_id = ? and from_day >= ? and state in ('OPEN', 'DECIDED')", usagePointId, from);
        return database.update("update usage_span set withdrawn_at = ?, withdrawn_by = ?, withdrawn_why = ? where usage_point_id = ? and withdrawn_at is null and from_day >= ?",
                clock.instant(), by, why, usagePointId, from);
    }
}
