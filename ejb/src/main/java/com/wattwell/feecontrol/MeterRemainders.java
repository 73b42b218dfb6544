package com.wattwell.feecontrol;

import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Notices;
import com.wattwell.platform.Pulse;
import com.wattwell.prepayment.PositionsChanged;
import com.wattwell.prepayment.RemainingTold;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What meters that count their own money have left (表内剩余金额), told after a purchase and with the regular readings, beside what they should have: what
 * they had, with what was bought since and without what was used. A meter that is too far from it, or at the amount at which it warns, is told once.
 */
@Stateless
public class MeterRemainders {

    /** What the meter's own rounding and the use between two readings explain. */
    static final long MAX_DEVIATION_FEN = 2_000;
    private static final Duration LOOK_BACK = Duration.ofDays(7);

    @Inject
    private Database database;
    @Inject
    private FeeControlRules rules;
    @Inject
    private Notices notices;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * What a meter has left.
     *
     * @param shouldFen    what it should have, or {@code null} while that is not known
     * @param deviationFen what it has more than that
     * @param deviates     whether that is more than the use between two readings explains
     * @param low          whether it is at the amount at which the meter warns
     */
    public record Row(int meterId, String meter, long remainingFen, Instant readAt, Long shouldFen, Long deviationFen, boolean deviates, boolean low) {
    }

    /** What the books say the meter of an account should have. @param sure whether nothing is under way and the use is known */
    private record Books(long accountId, long fen, boolean sure) {
    }

    private record Before(Long accountId, Long baseFen, Integer purchases, Instant readAt, Instant deviatesSince, Instant lowSince) {
    }

    /** In the transaction that heard it. */
    public void told(@Observes RemainingTold told) {
        Books books = database.first("""
                select a.id, coalesce(b.balance_fen, 0) - coalesce(p.charge_so_far_fen, 0) - coalesce((select sum(u.amount_fen) from meter_purchase u
                        where u.account_id = a.id and u.state in ('PAID', 'UNCLEAR', 'FAILED')), 0)::bigint as fen,
                    p.read_until is not null and p.parked is null and not exists (select 1 from meter_purchase u where u.account_id = a.id and u.state in ('PAID', 'UNCLEAR')) as sure
                from usage_point_meter f join agreement g on g.usage_point_id = f.usage_point_id and g.to_day is null join customer_account a on a.id = g.account_id
                left join ledger_balance b on b.customer_account_id = a.id left join prepaid_position p on p.account_id = a.id
                where f.meter_id = ? and f.to_at is null and a.mode = 'PREPAID_METER'""", row -> new Books(row.getLong(1), row.getLong(2), row.getBoolean(3)), told.meterId()).orElse(null);
        Optional<Before> before = database.first("select * from meter_remaining where meter_id = ? for update", MeterRemainders::before, told.meterId());
        if (books == null || before.filter(known -> !told.at().isAfter(known.readAt())).isPresent()) {
            return;
        }
        Optional<Before> same = before.filter(known -> known.accountId() != null && known.accountId() == books.accountId());
        Long base = same.map(Before::baseFen).orElse(null);
        if (base == null && books.sure()) {
            base = told.remainingFen() - books.fen();
        }
        Long deviation = base == null || !books.sure() ? null : (Long) (told.remainingFen() - books.fen() - base);
        Instant deviates = deviation == null ? same.map(Before::deviatesSince).orElse(null) : since(Math.abs(deviation) > MAX_DEVIATION_FEN, same.map(Before::deviatesSince), told.at());
        Instant low = since(warnsAt(told.companyId()).filter(fen -> told.remainingFen() <= fen).isPresent(), same.map(Before::lowSince), told.at());
        if (deviates != null && same.map(Before::deviatesSince).isEmpty()) {
            notices.write(Notices.Severity.ALARM, "remainingDeviates", told.companyId(), null, told.meterId(), clock.instant(), Cuts.yuan(deviation));
        }
        if (low != null && same.map(Before::lowSince).isEmpty()) {
            notices.write(Notices.Severity.WARNING, "remainingLow", told.companyId(), null, told.meterId(), clock.instant(), Cuts.yuan(told.remainingFen()));
        }
        database.update("""
                insert into meter_remaining (meter_id, company_id, remaining_fen, purchases, read_at, books_fen, account_id, base_fen, deviation_fen, deviates_since, low_since)
                values (?, ?, ?, cast(? as int), ?, ?, ?, cast(? as bigint), cast(? as bigint), cast(? as timestamptz), cast(? as timestamptz))
                on conflict (meter_id) do update set remaining_fen = excluded.remaining_fen, purchases = excluded.purchases, read_at = excluded.read_at, books_fen = excluded.books_fen,
                    account_id = excluded.account_id, base_fen = excluded.base_fen, deviation_fen = excluded.deviation_fen, deviates_since = excluded.deviates_since,
                    low_since = excluded.low_since""", told.meterId(), told.companyId(), told.remainingFen(),
                told.purchases() == null ? before.map(Before::purchases).orElse(null) : told.purchases(), told.at(), books.fen(), books.accountId(), base, deviation, deviates, low);
        pulse.changed("account:" + books.accountId(), "meter:" + told.meterId());
    }

    private static Instant since(boolean now, Optional<Instant> before, Instant at) {
        return now ? before.orElse(at) : null;
    }

    /** The amount at which the meter warns: the first that is sent down to it. */
    private Optional<Long> warnsAt(int companyId) {
        return rules.of(companyId).warnFen().stream().filter(fen -> fen >= 0).findFirst();
    }

    /** The regular readings: behind those of the registers, from which the use was reckoned. */
    public void read(@Observes PositionsChanged changed) {
        Instant now = clock.instant();
        database.list("""
                select a.company_id, f.meter_id, r.value, r.slot from agreement g join customer_account a on a.id = g.account_id and a.mode = 'PREPAID_METER'
                join usage_point_meter f on f.usage_point_id = g.usage_point_id and f.to_at is null left join meter_remaining s on s.meter_id = f.meter_id
                cross join lateral (select r.value, r.slot from reading r where r.meter_id = f.meter_id
                    and r.reading_type in (select t.id from reading_type t where t.code in ('REMAINING_AMOUNT', 'WATER_REMAINING_AMOUNT'))
                    and r.slot > greatest(?::timestamptz, s.read_at) and r.slot <= ?::timestamptz order by r.slot desc limit 1) r
                where g.account_id = any(?) and g.to_day is null order by f.meter_id""",
                row -> new RemainingTold(row.getInt(1), row.getInt(2), fen(row.getBigDecimal(3)), null, Database.instant(row, 4)), now.minus(LOOK_BACK), now,
                changed.accounts().stream().mapToLong(Long::longValue).toArray()).forEach(this::told);
    }

    /** Of an account's meter, once it has told. */
    public List<Row> ofAccount(Scope scope, long accountId) {
        return database.list("""
                select s.*, m.address from meter_remaining s join meter m on m.id = s.meter_id join usage_point_meter f on f.meter_id = s.meter_id and f.to_at is null
                where s.account_id = ?""" + scope.and("s.company_id") + " order by s.meter_id", MeterRemainders::row, accountId);
    }

    private static long fen(BigDecimal yuan) {
        return yuan.movePointRight(2).setScale(0, RoundingMode.HALF_UP).longValue();
    }

    private static Before before(ResultSet row) throws SQLException {
        return new Before(row.getObject("account_id", Long.class), row.getObject("base_fen", Long.class), Database.integer(row, "purchases"), Database.instant(row, "read_at"),
                Database.instant(row, "deviates_since"), Database.instant(row, "low_since"));
    }

    private static Row row(ResultSet row) throws SQLException {
        Long deviation = row.getObject("deviation_fen", Long.class);
        return new Row(row.getInt("meter_id"), row.getString("address"), row.getLong("remaining_fen"), Database.instant(row, "read_at"),
                deviation == null ? null : (Long) (row.getLong("remaining_fen") - deviation), deviation, row.getObject("deviates_since") != null, row.getObject("low_since") != null);
    }
}
