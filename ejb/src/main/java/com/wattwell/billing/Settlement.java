package com.wattwell.billing;

import com.wattwell.billing.AccountToSettle.Unit;
import com.wattwell.billing.Settled.Billed;
import com.wattwell.platform.Database;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.catalog.Tariffs;
import com.wattwell.usage.UsageOutcome;
import com.wattwell.usage.book.Usages;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settles accounts (结算): loads them set-based, prices each purely, writes what came of it set-based, all in the caller's transaction. An account that
 * is settled already has no days left and nothing becomes of it, so whoever settles it again, for whatever reason, does no harm.
 */
@Stateless
public class Settlement {

    /** Accounts in one call. */
    public static final int MAX_ACCOUNTS = 5_000;

    @Inject
    private Database database;
    @Inject
    private AccountLoader loader;
    @Inject
    private Usages usages;
    @Inject
    private Tariffs tariffs;
    @Inject
    private BillRows rows;
    @Inject
    private ParkedAccounts parked;
    @Inject
    private Clock clock;

    /**
     * How a call ended.
     *
     * @param billIds by account
     */
    public record Result(List<Settled> settled, Map<Long, Long> billIds) {

        public int billed() {
            return (int) settled.stream().filter(Billed.class::isInstance).count();
        }

        public int parked() {
            return (int) settled.stream().filter(Settled.Parked.class::isInstance).count();
        }

        public long amountFen() {
            long sum = 0;
            for (Settled each : settled) {
                sum += each instanceof Billed bill ? bill.totalFen() : 0;
            }
            return sum;
        }

        public BigDecimal quantity() {
            BigDecimal sum = BigDecimal.ZERO;
            for (Settled each : settled) {
                if (each instanceof Billed bill) {
                    for (Settled.Point point : bill.points()) {
                        sum = sum.add(point.quantity());
                    }
                }
            }
            return sum;
        }
    }

    /**
     * Settles accounts of a company up to the end of a period, or of the account if that is earlier; drafts and parked accounts are written.
     *
     * @param runId whose bills they become, or {@code null}
     */
    public Result settle(BillingPeriod period, Long runId, long[] accounts) {
        List<Settled> settled = reckon(loader.load(period, accounts, false, true, null), true);
        return write(period, runId, settled);
    }

    /** What would be; nothing is written. @param until the day after the last that is looked at: a period that is not over yet is priced as far as it is */
    public Result dry(BillingPeriod period, LocalDate until, long[] accounts) {
        return new Result(reckon(loader.load(period, accounts, false, false, until), false), Map.of());
    }

    /** Settles an account that ends up to its last day. */
    public Result settleLast(long account, LocalDate closedOn) {
        BillingPeriod period = BillingPeriod.of(closedOn.minusDays(1));
        return write(period, null, reckon(loader.load(period, new long[] {account}, true, true, null), true));
    }

    private Result write(BillingPeriod period, Long runId, List<Settled> settled) {
        Instant now = clock.instant();
        List<Billed> bills = new ArrayList<>(settled.size());
        List<Settled.Parked> aside = new ArrayList<>();
        for (Settled each : settled) {
            if (each instanceof Billed bill) {
                bills.add(bill);
            } else if (each instanceof Settled.Parked one) {
                aside.add(one);
            }
        }
        Map<Long, Long> ids = rows.write(period, runId, bills, now);
        parked.park(runId, period, aside, now);
        parked.settled(bills.stream().mapToLong(bill -> bill.account().id()).toArray(), now);
        return new Result(settled, ids);
    }

    private List<Settled> reckon(List<AccountToSettle> accounts, boolean book) {
        Map<Days, List<Unit>> together = new HashMap<>();
        accounts.forEach(account -> account.units().forEach(unit -> together.computeIfAbsent(new Days(unit.from(), unit.to()), days -> new ArrayList<>()).add(unit)));
        Map<Days, Map<Long, UsageOutcome>> used = new HashMap<>();
        together.keySet().stream().sorted(Days.ORDER).forEach(days -> {
            List<Long> points = together.get(days).stream().map(Unit::usagePointId).toList();
            List<LocalDate> cuts = days.months();
            used.put(days, book ? usages.ofMany(points, days.from(), days.to(), cuts) : usages.preview(points, days.from(), days.to(), cuts));
        });
        Map<Integer, List<TariffVersion>> published = tariffs.published(accounts.stream().flatMap(account -> account.units().stream()).map(Unit::tariffId).distinct().toList());
        List<Settled> settled = new ArrayList<>(accounts.size());
        for (AccountToSettle account : accounts) {
            settled.add(Settling.settle(account, unit -> used.get(new Days(unit.from(), unit.to())).get(unit.usagePointId()),
                    unit -> Tariffs.inForce(published.getOrDefault(unit.tariffId(), List.of()), unit.from(), unit.to())));
        }
        return settled;
    }

    /** Days that units have together. */
    private record Days(LocalDate from, LocalDate to) {
        private static final java.util.Comparator<Days> ORDER = java.util.Comparator.comparing(Days::from).thenComparing(Days::to);

        /** The months' beginnings between, so that a month that was left out stays a month. */
        List<LocalDate> months() {
            List<LocalDate> months = new ArrayList<>(0);
            for (LocalDate day = from.plusMonths(1).withDayOfMonth(1); day.isBefore(to); day = day.plusMonths(1)) {
                months.add(day);
            }
            return months;
        }
    }

    /** The accounts behind one id up to another, in order. */
    public long[] accounts(int companyId, long afterId, long uptoId, int most) {
        return database.list("select id from customer_account where company_id = ? and id > ? and id <= ? and mode = 'POSTPAID' order by id limit ?", row -> row.getLong(1),
                companyId, afterId, uptoId, most).stream().mapToLong(Long::longValue).toArray();
    }
}
