package com.wattwell.billing;

import com.wattwell.billing.AccountToSettle.Unit;
import com.wattwell.platform.Database;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.StepUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads what is known of accounts that are to be settled, for many by few statements. */
@ApplicationScoped
public class AccountLoader {

    @Inject
    private Database database;

    private record Account(long id, int companyId, String number, int householdSize, LocalDate closedOn, LocalDate billedTo, int revision) {
    }

    private record Agreement(long accountId, long point, Commodity commodity, int tariffId, LocalDate from, LocalDate to) {
    }

    private record Count(LocalDate day, StepUse used) {
    }

    private record Key(long accountId, long point) {
    }

    private record Share(BigDecimal quantity, String held) {
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
        Map<Long, Share> shares = shares(points, period);
        List<AccountToSettle> loaded = new ArrayList<>(accounts.size());
        for (Account account : accounts) {
            List<Agreement> own = agreements.getOrDefault(account.id(), List.of());
            LocalDate first = own.isEmpty() ? period.from() : own.stream().map(Agreement::from).min(LocalDate::compareTo).orElseThrow();
            LocalDate from = account.billedTo() == null ? first : account.billedTo();
            boolean ends = account.closedOn() != null && (whole || !account.closedOn().isAfter(period.to()));
            LocalDate end = ends ? account.closedOn() : period.to();
            LocalDate to = until != null && until.isBefore(end) ? until : end;
            loaded.add(new AccountToSettle(account.id(), account.companyId(), account.number(), account.householdSize(), from, to, account.revision(), ends,
                    units(own, from, to, counts, carried, shares)));
        }
        return loaded;
    }

    private static List<Unit> units(List<Agreement> agreements, LocalDate from, LocalDate to, Map<Key, Count> counts, Map<Long, Count> carried, Map<Long, Share> shares) {
        List<Unit> units = new ArrayList<>(agreements.size());
        Map<Long, LocalDate> occupied = new HashMap<>(4);
        for (Agreement agreement : agreements) {
            LocalDate since = occupied.merge(agreement.point(), agreement.from(), (one, other) -> one.isBefore(other) ? one : other);
            LocalDate start = agreement.from().isAfter(from) ? agreement.from() : from;
            LocalDate end = agreement.to() != null && agreement.to().isBefore(to) ? agreement.to() : to;
            if (start.isBefore(end)) {
                Count taken = carried.get(agreement.point());
                Count count = counts.getOrDefault(new Key(agreement.accountId(), agreement.point()), taken);
                boolean shared = units.stream().noneMatch(unit -> unit.usagePointId() == agreement.point());
                Share share = shared ? shares.get(agreement.point()) : null; // once, where a tariff was changed in between
                units.add(new Unit(agreement.point(), agreement.commodity(), agreement.tariffId(), start, end, count == null ? StepUse.NONE : count.used(),
                        count == null ? null : count.day(), taken == null ? since : null, share == null ? BigDecimal.ZERO : share.quantity(), List.of(),
                        share == null ? null : share.held()));
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
                        select g.account_id, g.usage_point_id, p.commodity, g.tariff_id, g.from_day, g.to_day
                        from agreement g join usage_point p on p.id = g.usage_point_id where g.account_id = any(?) order by g.usage_point_id, g.from_day""",
                row -> agreements.computeIfAbsent(row.getLong(1), id -> new ArrayList<>(2)).add(new Agreement(row.getLong(1), row.getLong(2),
                        Commodity.valueOf(row.getString(3)), row.getInt(4), row.getObject(5, LocalDate.class), row.getObject(6, LocalDate.class))), accounts);
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

    private Map<Long, Share> shares(long[] points, BillingPeriod period) {
        Map<Long, Share> shares = new HashMap<>();
        database.list("select usage_point_id, sum(quantity), max(held) from public_share_part where usage_point_id = any(?) and period = ? group by 1",
                row -> shares.put(row.getLong(1), new Share(row.getBigDecimal(2), row.getString(3))), points, period.from());
        return shares;
    }
}
