package com.wattwell.prepayment;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What accounts still have, and how far they may be overdrawn. */
@Stateless
public class Balances {

    public static final long MAX_OVERDRAFT_FEN = 100_000_000;

    private static final String SELECT = """
            select a.id, a.company_id, coalesce(b.balance_fen, 0) as balance_fen, coalesce(p.charge_so_far_fen, 0) as so_far, coalesce(p.overdraft_fen, 0) as overdraft,
                coalesce((select sum(i.amount_fen) from instalment_plan l join instalment i on i.plan_id = l.id
                    where l.account_id = a.id and l.ended_at is null and i.due_on > (cast(? as timestamptz) at time zone y.time_zone)::date), 0)::bigint as deferred,
                p.next_day, p.read_until, p.parked
            from customer_account a join company y on y.id = a.company_id left join ledger_balance b on b.customer_account_id = a.id
            left join prepaid_position p on p.account_id = a.id
            """;

    private static final String POSITIONS = "from prepaid_position p join customer_account a on a.id = p.account_id join company y on y.id = p.company_id ";
    private static final String PARKED = "select a.id, a.number, c.name, p.next_day, p.parked, p.parked_at, p.next_day <= g.first as never " + POSITIONS + """
            join customer c on c.id = a.customer_id cross join lateral (select min(g.from_day) as first from agreement g where g.account_id = a.id) g
            """;
    /** A reading that comes a day late is none of it. What one company's day says is asked behind what the indexes of positions know, by the earth's latest day. */
    private static final String NEEDS_A_HAND = """
            where (p.parked is not null or p.parked is null and p.next_day < ?)
                and (p.parked is not null or a.state = 'OPEN' and p.next_day < (cast(? as timestamptz) at time zone y.time_zone)::date - 1)
            """;
    private static final ZoneOffset LATEST = ZoneOffset.ofHours(14);

    @Inject
    private Database database;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * An account that is not charged further.
     *
     * @param day   the first that is not charged
     * @param why   a key of the portal's texts, its arguments behind {@code |}
     * @param since when it was set aside, or {@code null} when it only has no reading
     */
    public record Parked(long accountId, String number, String customer, LocalDate day, String why, Instant since) {
    }

    public Optional<Available> of(Scope scope, long accountId) {
        return database.first(SELECT + "where a.id = ?" + scope.and("a.company_id"), Balances::row, clock.instant(), accountId);
    }

    /** Of many at once, by account. */
    public Map<Long, Available> ofMany(Collection<Long> accounts) {
        Map<Long, Available> all = new LinkedHashMap<>();
        database.list(SELECT + "where a.id = any(?) order by a.id", Balances::row, clock.instant(), accounts.stream().mapToLong(Long::longValue).toArray())
                .forEach(each -> all.put(each.accountId(), each));
        return all;
    }

    /** Accounts that are not charged until somebody looks at them: set aside, or without a reading for more than a day; the longest first. */
    public Page<Parked> parked(Scope scope, Page.Request page) {
        String where = NEEDS_A_HAND + scope.and("p.company_id");
        Instant now = clock.instant();
        return new Page<>(database.list(PARKED + where + " order by p.next_day, p.account_id limit ? offset ?", Balances::parked, before(now), now, page.size(), page.offset()), page.page(),
                page.size(), database.one("select count(*) " + POSITIONS + where, row -> row.getLong(1), before(now), now));
    }

    /** The same of one account. */
    public Optional<Parked> parked(Scope scope, long accountId) {
        return database.first(PARKED + NEEDS_A_HAND + " and p.account_id = ?" + scope.and("p.company_id"), Balances::parked, before(clock.instant()), clock.instant(), accountId);
    }

    private static LocalDate before(Instant now) {
        return LocalDate.ofInstant(now, LATEST).minusDays(1);
    }

    /** Lets an account be overdrawn so far (透支额度). @param overdraftFen 0 for not at all */
    public void allowOverdraft(Caller caller, long accountId, long overdraftFen) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not allow an overdraft.");
        }
        if (overdraftFen < 0 || overdraftFen > MAX_OVERDRAFT_FEN) {
            throw RefusedException.invalid("overdraft", "refused.amount", "overdraft must be from 0 to " + MAX_OVERDRAFT_FEN / 100 + " yuan.", "0", Long.toString(MAX_OVERDRAFT_FEN / 100));
        }
        if (database.update("update prepaid_position p set overdraft_fen = ? where p.account_id = ?" + caller.scope().and("p.company_id"), overdraftFen, accountId) == 0) {
            throw RefusedException.notFound("prepaid account", accountId);
        }
        pulse.changed("account:" + accountId, "prepaid");
    }

    /** Lets an account that was set aside be tried again. */
    public void release(Caller caller, long accountId) {
        if (!caller.mayKeepBooks() && !caller.mayRunBatch()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not release an account.");
        }
        if (database.update("update prepaid_position p set parked = null, parked_at = null where p.account_id = ?" + caller.scope().and("p.company_id"), accountId) == 0) {
            throw RefusedException.notFound("prepaid account", accountId);
        }
        pulse.changed("account:" + accountId, "prepaid");
    }

    private static Parked parked(ResultSet row) throws SQLException {
        String why = row.getString("parked") != null ? row.getString("parked") : row.getBoolean("never") ? "parked.noFirstReading" : "parked.noReading";
        return new Parked(row.getLong("id"), row.getString("number"), row.getString("name"), row.getObject("next_day", LocalDate.class), why, Database.instant(row, "parked_at"));
    }

    private static Available row(ResultSet row) throws SQLException {
        return new Available(row.getLong("id"), row.getInt("company_id"), row.getLong("balance_fen"), row.getLong("so_far"), row.getLong("overdraft"), row.getLong("deferred"),
                row.getObject("next_day", LocalDate.class), Database.instant(row, "read_until"), row.getString("parked"));
    }
}
