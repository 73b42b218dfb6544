package com.wattwell.usage.book;

import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import com.wattwell.usage.UsageOutcome;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/**
 * Takes booked usage back, so that it is reckoned anew from corrected readings. The rows stay, with who withdrew them and why; billing
 * reverses what was charged by them in the same transaction.
 */
@Stateless
public class UsageCorrections {

    @Inject
    private Database database;
    @Inject
    private Usages usages;
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

    /**
     * Withdraws what an account was charged by, as {@link #withdraw(long, LocalDate, String, String)} does.
     *
     * @throws RefusedException also while another account's charges stand on what was booked behind it: the registers were counted on from there
     */
    public void withdraw(long accountId, long usagePointId, LocalDate from, String by, String why) {
        database.one("select id from usage_point where id = ? for update", row -> row.getLong(1), usagePointId);
        database.first("""
                select a.number from (
                    select l.account_id, l.to_day from charge_line l where l.usage_point_id = ? and l.from_day >= ? and l.account_id <> ? and l.kind = 'DAY' and l.taken_back_at is null
                    union all
                    select b.account_id, u.to_day from bill_point u join bill b on b.id = u.bill_id where u.usage_point_id = ? and u.to_day > ? and b.account_id <> ? and b.state <> 'CANCELLED') o
                join customer_account a on a.id = o.account_id order by o.to_day desc limit 1""", row -> row.getString(1), usagePointId, from, accountId, usagePointId, from, accountId)
                .ifPresent(number -> {
                    throw new RefusedException(RefusedException.Kind.CONFLICT, "from", "refused.nextCharged",
                            "Account " + number + " had the point afterwards and was charged: take that back first.", number);
                });
        withdraw(usagePointId, from, by, why);
    }

    /**
     * Reckons anew what is booked of a point from a day on and nothing stands on any more: the same spans are booked again by the readings as they count now. Where they
     * say nothing that can be believed the rest is held, and booked when it is asked for.
     *
     * @param from  the first day of a booked span
     * @param first what is charged by it, and books its own days before the rest is booked again
     */
    public void replace(long usagePointId, LocalDate from, String by, String why, Runnable first) {
        record Days(LocalDate from, LocalDate to) {
        }
        database.one("select id from usage_point where id = ? for update", row -> row.getLong(1), usagePointId);
        List<Days> spans = database.list("select from_day, to_day from usage_span where usage_point_id = ? and withdrawn_at is null and from_day >= ? order by from_day",
                row -> new Days(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class)), usagePointId, from);
        withdraw(usagePointId, from, by, why);
        first.run();
        for (Days span : spans) {
            if (usages.of(usagePointId, span.from(), span.to()) instanceof UsageOutcome.Held) {
                return;
            }
        }
    }
}
