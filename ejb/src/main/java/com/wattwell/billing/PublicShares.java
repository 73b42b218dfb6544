package com.wattwell.billing;

import com.wattwell.platform.Database;
import com.wattwell.tariff.PublicShare;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.UsageItem;
import com.wattwell.tariff.UsageSpan;
import com.wattwell.usage.UsageOutcome;
import com.wattwell.usage.book.Usages;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Divides the usage of common meters among units (公摊), once for a period and before its accounts are settled: what falls to a unit then does not
 * change, whatever happens between one account and the next.
 */
@Stateless
public class PublicShares {

    @Inject
    private Database database;
    @Inject
    private Usages usages;
    @Inject
    private Clock clock;

    /** By what the usage of a common meter is divided. */
    public enum Basis {
        AREA, USAGE, EQUAL
    }

    private record Share(int id, long point, Basis basis, int companyId) {
    }

    /** A unit. @param weight square metres with {@link Basis#AREA}, else nothing depends on it */
    public record Unit(long point, BigDecimal weight) {
    }

    /** What falls to each of some units, in their order. @param held why it is not known; {@code null} when it is */
    public record Division(List<BigDecimal> parts, String held) {
    }

    private static final String DUE = """
            select s.id, s.usage_point_id, s.basis, s.company_id from public_share s where s.from_day <= ? and (s.to_day is null or s.to_day >= ?)
                and exists (select 1 from public_share_member m where m.share_id = s.id and not exists (
                    select 1 from public_share_part p where p.share_id = s.id and p.period = ? and p.usage_point_id = m.usage_point_id and p.held is null))""";
    /** Nobody changes a share while a month of it is reckoned. */
    private static final String HOLD = " for no key update of s";

    /** The common meters of a company whose share of a period is not reckoned yet, or was not known yet. */
    public List<Integer> due(int companyId, BillingPeriod period) {
        return database.list(DUE + " and s.company_id = ? order by s.id", row -> row.getInt(1), period.from(), period.to(), period.from(), companyId);
    }

    /** Reckons the share of one common meter. */
    public void reckon(int shareId, BillingPeriod period) {
        reckon(database.list(DUE + " and s.id = ?" + HOLD, PublicShares::share, period.from(), period.to(), period.from(), shareId), period);
    }

    /** Reckons what an account needs that is settled by itself: of the months that are over up to a day and no bill of it has. */
    public void reckonFor(long accountId, LocalDate to) {
        record Open(LocalDate from, LocalDate today) {
        }
        Open open = database.one("""
                        select coalesce((select max(b.to_day) from bill b where b.account_id = a.id and b.state <> 'CANCELLED'), (select min(g.from_day) from agreement g where g.account_id = a.id)),
                            (?::timestamptz at time zone c.time_zone)::date
                        from customer_account a join company c on c.id = a.company_id where a.id = ?""",
                row -> new Open(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class)), clock.instant(), accountId);
        if (open.from() == null) {
            return;
        }
        LocalDate end = to.isBefore(open.today()) ? to : open.today();
        for (BillingPeriod period = BillingPeriod.of(open.from()); !period.to().isAfter(end); period = BillingPeriod.of(period.to())) {
            reckon(database.list(DUE + " and s.id in (select m.share_id from public_share_member m join agreement g on g.usage_point_id = m.usage_point_id where g.account_id = ?) order by s.id" + HOLD,
                    PublicShares::share, period.from(), period.to(), period.from(), accountId), period);
        }
    }

    /** Divides anew what was divided of a common meter from a day on, because its usage is another now; bills keep what they have of it. */
    public void again(long usagePointId, LocalDate from) {
        record Divided(Share share, BillingPeriod period) {
        }
        database.list("""
                select s.id, s.usage_point_id, s.basis, s.company_id, p.period from public_share s join (select distinct share_id, period from public_share_part) p on p.share_id = s.id
                where s.usage_point_id = ? and p.period >= ? order by p.period, s.id""", row -> new Divided(share(row), BillingPeriod.of(row.getObject(5, LocalDate.class))),
                usagePointId, from.withDayOfMonth(1)).forEach(each -> reckon(each.share(), each.period()));
    }

    private void reckon(List<Share> shares, BillingPeriod period) {
        shares.forEach(share -> reckon(share, period));
    }

    private static Share share(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Share(row.getInt(1), row.getLong(2), Basis.valueOf(row.getString(3)), row.getInt(4));
    }

    private void reckon(Share share, BillingPeriod period) {
        List<Unit> units = database.list("select usage_point_id, weight from public_share_member where share_id = ? order by usage_point_id",
                row -> new Unit(row.getLong(1), row.getBigDecimal(2)), share.id());
        if (!units.isEmpty()) {
            write(share, period, units, divide(usages.of(share.point(), period.from(), period.to()), share.basis(), units, period));
        }
    }

    /** Divides what a common meter took in a period; nothing is written. */
    public Division divide(UsageOutcome common, Basis basis, List<Unit> units, BillingPeriod period) {
        return switch (common) {
            case UsageOutcome.Held(var why) -> held(units, why.told());
            case UsageOutcome.Known(var spans) -> {
                List<BigDecimal> weights = weights(basis, units, period);
                if (weights == null) {
                    yield held(units, "USAGE_OF_A_UNIT");
                }
                yield weights.stream().allMatch(weight -> weight.signum() == 0) ? held(units, "NO_WEIGHT") : new Division(List.of(PublicShare.quantities(total(spans), weights)), null);
            }
        };
    }

    private static Division held(List<Unit> units, String why) {
        return new Division(Collections.nCopies(units.size(), BigDecimal.ZERO), why);
    }

    private List<BigDecimal> weights(Basis basis, List<Unit> units, BillingPeriod period) {
        return switch (basis) {
            case EQUAL -> Collections.nCopies(units.size(), BigDecimal.ONE);
            case AREA -> units.stream().map(Unit::weight).toList();
            case USAGE -> {
                Map<Long, UsageOutcome> used = usages.preview(units.stream().map(Unit::point).toList(), period.from(), period.to(), List.of());
                List<BigDecimal> weights = new ArrayList<>();
                for (Unit unit : units) {
                    if (!(used.get(unit.point()) instanceof UsageOutcome.Known(var spans))) {
                        yield null;
                    }
                    weights.add(total(spans));
                }
                yield weights;
            }
        };
    }

    private void write(Share share, BillingPeriod period, List<Unit> units, Division division) {
        database.update("""
                insert into public_share_part (share_id, period, usage_point_id, company_id, quantity, held)
                select ?, ?, point, ?, quantity::numeric, cast(? as text) from unnest(?::bigint[], ?::text[]) as p (point, quantity)
                on conflict (share_id, period, usage_point_id) do update set quantity = excluded.quantity, held = excluded.held""", share.id(), period.from(), share.companyId(), division.held(),
                units.stream().mapToLong(Unit::point).toArray(), division.parts().stream().map(BigDecimal::toPlainString).toArray(String[]::new));
    }

    private static BigDecimal total(List<UsageSpan> spans) {
        return spans.stream().flatMap(span -> span.items().stream()).filter(item -> item.register() == Register.TOTAL).map(UsageItem::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
