package com.wattwell.prepayment;

import com.wattwell.customer.AccountClosings;
import com.wattwell.identity.Caller;
import com.wattwell.ledger.journal.Journal;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import com.wattwell.usage.book.UsageCorrections;
import com.wattwell.usage.book.UsageDecided;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Takes days of a prepaid account back whose readings were corrected: their entries are reversed, their usage is withdrawn, and the next daily charge posts
 * them anew under the next revision ({@code charge:<account>:<day>:r1}). Nothing of the first charge is changed or lost.
 */
@Stateless
public class ChargeTakeBack {

    private static final int MAX_DAYS = 400;

    @Inject
    private Database database;
    @Inject
    private Journal journal;
    @Inject
    private UsageCorrections corrections;
    @Inject
    private Positions positions;
    @Inject
    private AccountClosings closings;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    private record Position(int companyId, LocalDate nextDay) {
    }

    static String key(long accountId, LocalDate day, int revision) {
        return "charge:" + accountId + ":" + day + (revision == 0 ? "" : ":r" + revision);
    }

    /**
     * Takes back every posted day from one on.
     *
     * @return how many entries were reversed
     * @throws RefusedException naming the field that is wrong, or whose charges stand on these days and are taken back first; nothing is done then
     */
    public int from(Caller caller, long accountId, LocalDate from, String why) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not take charges back.");
        }
        String told = Written.reason(why);
        Position position = database.first("select p.company_id, p.next_day from prepaid_position p where p.account_id = ?" + caller.scope().and("p.company_id") + " for update",
                row -> new Position(row.getInt(1), row.getObject(2, LocalDate.class)), accountId).orElseThrow(() -> RefusedException.notFound("prepaid account", accountId));
        if (from == null || ChronoUnit.DAYS.between(from, position.nextDay()) > MAX_DAYS) {
            throw RefusedException.invalid("from", "refused.takeBackDays", "from must be a day of the last " + MAX_DAYS + " that were charged.", MAX_DAYS);
        }
        if (!from.isBefore(position.nextDay())) {
            return 0;
        }
        closings.reopened(accountId); // before anything is credited: who pays out holds this row
        List<String> keys = database.list("select distinct entry_key from charge_line where account_id = ? and kind = 'DAY' and from_day >= ? and taken_back_at is null order by entry_key",
                row -> row.getString(1), accountId, from);
        int reversed = 0;
        for (String key : keys) {
            var posted = journal.find(position.companyId(), key);
            if (posted.isPresent()) {
                journal.reverse(posted.get().entryId(), key + ":reversed", told);
                reversed++;
            }
        }
        database.update("update charge_line set taken_back_at = ? where account_id = ? and kind = 'DAY' and from_day >= ? and taken_back_at is null", clock.instant(), accountId, from);
        database.update("""
                insert into charge_revision as r (account_id, company_id, day, revision) select ?, ?, d::date, 1 from generate_series(?::date, ?::date, interval '1 day') d
                on conflict (account_id, day) do update set revision = r.revision + 1""", accountId, position.companyId(), from, position.nextDay().minusDays(1));
        for (long point : database.list("select distinct usage_point_id from agreement where account_id = ? and from_day < ? and (to_day is null or to_day > ?) order by usage_point_id",
                row -> row.getLong(1), accountId, position.nextDay(), from)) {
            corrections.withdraw(accountId, point, from, caller.name(), told);
        }
        database.update("update prepaid_position set next_day = ?, parked = null, parked_at = null where account_id = ?", from, accountId);
        positions.reckon(List.of(accountId));
        pulse.changed("account:" + accountId, "prepaid");
        return reversed;
    }

    /** A person decided about usage that was held, or corrected a reading: accounts that were parked by it are tried again, and what is available follows. */
    public void decided(@Observes UsageDecided decided) {
        database.update("""
                update prepaid_position p set parked = null, parked_at = null from agreement g
                where g.usage_point_id = ? and g.account_id = p.account_id and p.parked is not null""", decided.usagePointId());
        positions.reckon(database.list("""
                select p.account_id from prepaid_position p join agreement g on g.account_id = p.account_id where g.usage_point_id = ? and g.to_day is null order by 1""",
                row -> row.getLong(1), decided.usagePointId()));
        pulse.changed("prepaid");
    }
}
