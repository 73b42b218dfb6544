package com.wattwell.billing;

import com.wattwell.billing.AccountToSettle.Unit;
import com.wattwell.platform.Database;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.ContractTerms;
import com.wattwell.tariff.StepUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Loads what is known of accounts that are to be settled, for many by few statements. */
@ApplicationScoped
public class AccountLoader {

    /** Why a share is not known that nobody has reckoned yet. */
    private static final String NOT_RECKONED = "NOT_RECKONED";

    @Inject
    private Database database;

    private record Account(long id, int companyId, String number, int householdSize, LocalDate closedOn, LocalDate billedTo, int revision) {
    }

    private record Agreement(long accountId, long point, Commodity commodity, int tariffId, ContractTerms terms, LocalDate from, LocalDate to) {
    }

    private record Count(LocalDate day, StepUse used) {
    }

    private record Key(long accountId, long point) {
    }

    /** What of a month's common usage fell to a point. @param end the day after the month's last */
    private record Share(LocalDate end, BigDecimal quantity, String held) {
    }

    /**
     * The accounts that are billed afterwards, in the order of their ids.
     *
     * @param whole whether an account that ends later than the period is settled to its end
     * @param lock  whether nobody else may settle them until the transaction ends
     * @param until the day after the last that is looked at, if it is earlier than the period's end; or {@code null}
     */
    List<AccountToSettle> load(BillingPeriod period, long[] ids, boolean whole, boolean lock, LocalDate until) {
        List<Account> accounts = accounts(period, ids, lock);
        if (accounts.isEmpty()) {
            return List.of();
        }
        long[] found = accounts.stream().mapToLong(Account::id).toArray();
        Map<Long, List<Agreement>> agreements = agreements(found);
        Map<Key, Count> counts = counts(found);
        long[] points = agreements.values().stream().flatMap(List::stream).mapToLong(Agreement::point).distinct().toArray();
        Map<Long, Count> carried = carried(points);
        record Days(LocalDate from, LocalDate to, boolean ends) {
        }
        Map<Long, Days> days = new HashMap<>();
        for (Account account : accounts) {
            List<Agreement> own = agreements.getOrDefault(account.id(), List.of());
            LocalDate first = own.isEmpty() ? period.from() : own.stream().map(Agreement::from).min(LocalDate::compareTo).orElseThrow();
            LocalDate from = account.billedTo() == null ? first : account.billedTo();
            boolean ends = account.closedOn() != null && (whole || !account.closedOn().isAfter(period.to()));
            LocalDate end = ends ? account.closedOn() : period.to();
            days.put(account.id(), new Days(from, until != null && until.isBefore(end) ? until : end, ends));
        }
        Map<Long, List<Share>> shares = shares(points, days.values().stream().map(Days::from).min(LocalDate::compareTo).orElseThrow(),
                days.values().stream().map(Days::to).max(LocalDate::compareTo).orElseThrow(), lock);
        List<AccountToSettle> loaded = new ArrayList<>(accounts.size());
        for (Account account : accounts) {
            Days own = days.get(account.id());
            loaded.add(new AccountToSettle(account.id(), account.companyId(), account.number(), account.householdSize(), own.from(), own.to(), account.revision(), own.ends(),
                    units(agreements.getOrDefault(account.id(), List.of()), own.from(), own.to(), counts, carried, shares)));
        }
        return loaded;
    }

    private static List<Unit> units(List<Agreement> agreements, LocalDate from, LocalDate to, Map<Key, Count> counts, Map<Long, Count> carried,
                                    Map<Long, List<Share>> shares) {
        List<Unit> units = new ArrayList<>(agreements.size());
        Map<Long, LocalDate> occupied = new HashMap<>(4);
        for (Agreement agreement : agreements) {
            LocalDate since = occupied.merge(agreement.point(), agreement.from(), (one, other) -> one.isBefore(other) ? one : other);
            LocalDate start = agreement.from().isAfter(from) ? agreement.from() : from;
            LocalDate end = agreement.to() != null && agreement.to().isBefore(to) ? agreement.to() : to;
            if (start.isBefore(end)) {
                Count taken = carried.get(agreement.point());
                Count count = counts.getOrDefault(new Key(agreement.accountId(), agreement.point()), taken);
                // a month's share falls to whoever has the unit on the month's last day, and so to one bill, whenever that is made
                List<Share> fallen = shares.getOrDefault(agreement.point(), List.of()).stream().filter(share -> share.end().isAfter(start) && !share.end().isAfter(end)).toList();
                units.add(new Unit(agreement.point(), agreement.commodity(), agreement.tariffId(), agreement.terms(), start, end, count == null ? StepUse.NONE : count.used(),
                        count == null ? null : count.day(), taken == null ? since : null, fallen.stream().map(Share::quantity).reduce(BigDecimal.ZERO, BigDecimal::add), List.of(),
                        fallen.stream().map(Share::held).filter(Objects::nonNull).findFirst().orElse(null)));
            }
        }
        return units;
    }

    private List<Account> accounts(BillingPeriod period, long[] ids, boolean lock) {
        return database.list("""
                        select a.id, a.company_id, a.number, a.household_size, a.closed_on,
                            (select max(b.to_day) from bill b where b.account_id = a.id and b.state <> 'CANCELLED'),
                            coalesce((select max(b.revision) + 1 from bill b where b.account_id = a.id and b.period = ?), 0)
                        from customer_account a where a.id = any(?) and a.mode = 'POSTPAID' order by a.id""" + (lock ? " for no key update of a" : ""),
                row -> new Account(row.getLong(1), row.getInt(2), row.getString(3), row.getInt(4), row.getObject(5, LocalDate.class), row.getObject(6, LocalDate.class),
                        row.getInt(7)), period.from(), ids);
    }

    private Map<Long, List<Agreement>> agreements(long[] accounts) {
        Map<Long, List<Agreement>> agreements = new HashMap<>();
        database.list("""
                        select g.account_id, g.usage_point_id, p.commodity, g.tariff_id, g.from_day, g.to_day, g.contract_kw, g.capacity_kva, g.beds
                        from agreement g join usage_point p on p.id = g.usage_point_id where g.account_id = any(?) order by g.usage_point_id, g.from_day""",
                row -> agreements.computeIfAbsent(row.getLong(1), id -> new ArrayList<>(2)).add(new Agreement(row.getLong(1), row.getLong(2),
                        Commodity.valueOf(row.getString(3)), row.getInt(4), new ContractTerms(row.getBigDecimal(7), row.getBigDecimal(8), row.getInt(9)), row.getObject(5, LocalDate.class),
                        row.getObject(6, LocalDate.class))), accounts);
        return agreements;
    }

    /** What the steps hold after the last bill, by account and point: a new tenant begins anew. */
    private Map<Key, Count> counts(long[] accounts) {
        Map<Key, Count> counts = new HashMap<>();
        database.list("""
                        select b.account_id, u.usage_point_id, u.to_day, u.used_year, u.used_month, u.used_free
                        from unnest(?::bigint[]) n(account)
                        cross join lateral (select id, account_id from bill where account_id = n.account and state <> 'CANCELLED' order by from_day desc limit 1) b
                        join bill_point u on u.bill_id = b.id order by u.to_day""",
                row -> counts.put(new Key(row.getLong(1), row.getLong(2)), new Count(row.getObject(3, LocalDate.class),
                        new StepUse(row.getBigDecimal(4), row.getBigDecimal(5), row.getBigDecimal(6)))), accounts);
        return counts;
    }

    private Map<Long, Count> carried(long[] points) {
        Map<Long, Count> carried = new HashMap<>();
        database.list("select usage_point_id, day, year_to_date, month_to_date from usage_carried_in where usage_point_id = any(?) order by day",
                row -> carried.put(row.getLong(1), new Count(row.getObject(2, LocalDate.class), new StepUse(row.getBigDecimal(3), row.getBigDecimal(4), BigDecimal.ZERO))), points);
        return carried;
    }

    /** @param wanted whether a share that nobody has reckoned yet is held, too */
    private Map<Long, List<Share>> shares(long[] points, LocalDate from, LocalDate to, boolean wanted) {
        Map<Long, List<Share>> shares = new HashMap<>();
        LocalDate first = from.withDayOfMonth(1);
        database.list("select usage_point_id, period, sum(quantity), max(held) from public_share_part where usage_point_id = any(?) and period >= ? and period < ? group by 1, 2",
                row -> shares.computeIfAbsent(row.getLong(1), id -> new ArrayList<>(1)).add(new Share(row.getObject(2, LocalDate.class).plusMonths(1), row.getBigDecimal(3), row.getString(4))),
                points, first, to);
        if (wanted && first.isBefore(to)) {
            database.list("""
                            select m.usage_point_id, d.period::date from public_share_member m join public_share s on s.id = m.share_id
                            cross join generate_series(?::timestamp, ?::timestamp, interval '1 month') d (period)
                            where m.usage_point_id = any(?) and s.from_day <= d.period and (s.to_day is null or s.to_day >= d.period + interval '1 month')
                                and not exists (select 1 from public_share_part p where p.share_id = s.id and p.period = d.period::date and p.usage_point_id = m.usage_point_id)""",
                    row -> shares.computeIfAbsent(row.getLong(1), id -> new ArrayList<>(1)).add(new Share(row.getObject(2, LocalDate.class).plusMonths(1), BigDecimal.ZERO, NOT_RECKONED)),
                    first, to.minusDays(1), points);
        }
        return shares;
    }
}
