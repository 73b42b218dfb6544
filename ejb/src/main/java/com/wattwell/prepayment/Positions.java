package com.wattwell.prepayment;

import com.wattwell.platform.Database;
import com.wattwell.tariff.PricingException;
import com.wattwell.tariff.TariffVersion;
import com.wattwell.tariff.UsageSpan;
import com.wattwell.tariff.catalog.Tariffs;
import com.wattwell.usage.SoFar;
import com.wattwell.usage.UsageOutcome;
import com.wattwell.usage.book.UsageSoFar;
import com.wattwell.usage.book.Usages;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What prepaid accounts used since their last posted day, priced by the pure function as their readings come in; what is available is the balance
 * in the books less that (可用余额). It is reckoned for many accounts at once, at its own pace, and is never posted: {@link DailyCharges} does that.
 */
@Stateless
public class Positions {

    /** Accounts in one call. */
    public static final int MAX_ACCOUNTS = 2_000;

    @Inject
    private Database database;
    @Inject
    private Agreements agreements;
    @Inject
    private Usages usages;
    @Inject
    private UsageSoFar soFar;
    @Inject
    private Tariffs tariffs;
    @Inject
    private StepUses stepUses;
    @Inject
    private Clock clock;

    /** What was reckoned of an account. */
    private record Reckoned(long fen, Instant readUntil) {
    }

    /** Sees to it that prepaid accounts have a position; one that ended before it had any is still to be charged for its days. */
    public void ensure(Collection<Long> accounts) {
        insert("a.id = any(?)", accounts.stream().mapToLong(Long::longValue).toArray());
    }

    /** The same of all of them. */
    public void ensureAll() {
        insert("?", true);
    }

    private void insert(String condition, Object parameter) {
        database.update("""
                insert into prepaid_position (account_id, company_id, next_day)
                select a.id, a.company_id, coalesce((select min(g.from_day) from agreement g where g.account_id = a.id), a.opened_on) from customer_account a
                where a.mode in ('PREPAID_SERVER', 'PREPAID_METER')
                    and (a.state = 'OPEN' or exists (select 1 from account_closing l where l.account_id = a.id and l.state <> 'SETTLED')) and not exists (select 1 from prepaid_position p where p.account_id = a.id) and %s
                order by a.id on conflict do nothing""".formatted(condition), parameter);
    }

    /** Reckons these accounts anew; those that cannot be reckoned keep what they had. */
    public void reckon(Collection<Long> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        if (accounts.size() > MAX_ACCOUNTS) {
            throw new IllegalArgumentException("at most " + MAX_ACCOUNTS + " accounts, not " + accounts.size());
        }
        TreeMap<LocalDate, List<Long>> byDay = new TreeMap<>();
        database.list("select account_id, next_day from prepaid_position where account_id = any(?) order by account_id for update",
                row -> byDay.computeIfAbsent(row.getObject(2, LocalDate.class), day -> new ArrayList<>()).add(row.getLong(1)), (Object) accounts.stream().mapToLong(Long::longValue).toArray());
        Map<Long, Reckoned> reckoned = new LinkedHashMap<>();
        byDay.forEach((day, group) -> reckon(day, group, reckoned));
        write(reckoned);
    }

    private void reckon(LocalDate day, List<Long> accounts, Map<Long, Reckoned> reckoned) {
        Map<Long, List<Agreed>> byAccount = agreements.of(accounts, day, day.plusDays(1));
        List<Agreed> agreed = byAccount.values().stream().flatMap(List::stream).toList();
        Map<Integer, List<TariffVersion>> versions = tariffs.published(agreed.stream().map(Agreed::tariffId).distinct().toList());
        Map<StepUses.Key, StepUses.Period> used = stepUses.at(agreed, day);
        Map<Long, List<UsageSpan>> before = before(day, agreed, used);
        Map<Long, SoFar> now = soFar.since(day, agreed.stream().map(Agreed::usagePointId).toList());
        for (long account : accounts) {
            long fen = 0;
            Instant until = null;
            boolean known = true;
            for (Agreed each : byAccount.getOrDefault(account, List.of())) {
                SoFar passed = now.get(each.usagePointId());
                Long share = passed == null ? null : share(each, day, passed.span(), before.getOrDefault(each.id(), List.of()), versions, used);
                if (share == null) {
                    known = false;
                    break;
                }
                fen += share;
                until = until == null || passed.readUntil().isAfter(until) ? passed.readUntil() : until;
            }
            if (known) {
                reckoned.put(account, new Reckoned(fen, until));
            }
        }
    }

    /** The days of the running period that are charged already. */
    private Map<Long, List<UsageSpan>> before(LocalDate day, List<Agreed> agreed, Map<StepUses.Key, StepUses.Period> used) {
        Map<Long, List<UsageSpan>> before = new HashMap<>();
        Map<LocalDate, List<Agreed>> byPeriod = new HashMap<>();
        for (Agreed each : agreed) {
            StepUses.Period period = used.get(new StepUses.Key(each.id(), each.periodFrom(day)));
            if (period != null && day.equals(period.chargedTo())) {
                before.put(each.id(), period.spans());
            }
        }
        agreed.stream().filter(each -> each.periodFrom(day).isBefore(day) && !before.containsKey(each.id())).forEach(each -> byPeriod.computeIfAbsent(each.periodFrom(day), from -> new ArrayList<>()).add(each));
        byPeriod.forEach((from, each) -> {
            Map<Long, UsageOutcome> outcomes = usages.preview(each.stream().map(Agreed::usagePointId).toList(), from, day, from.datesUntil(day).toList());
            each.forEach(one -> {
                if (outcomes.get(one.usagePointId()) instanceof UsageOutcome.Known(List<UsageSpan> spans)) {
                    before.put(one.id(), spans);
                }
            });
        });
        return before;
    }

    private static Long share(Agreed agreed, LocalDate day, UsageSpan span, List<UsageSpan> before, Map<Integer, List<TariffVersion>> versions, Map<StepUses.Key, StepUses.Period> used) {
        UsageSpan own = agreed.to() != null && span.to().isAfter(agreed.to()) ? new UsageSpan(day, agreed.to(), span.items()) : span;
        try {
            DayPricing pricing = new DayPricing(agreed, day, versions.getOrDefault(agreed.tariffId(), List.of()),
                    used.getOrDefault(new StepUses.Key(agreed.id(), agreed.periodFrom(day)), StepUses.Period.NEW).begun());
            pricing.after(before);
            return pricing.next(own).totalFen();
        } catch (PricingException e) {
            return null; // the day's charge says why; until then nothing is known
        }
    }

    private void write(Map<Long, Reckoned> reckoned) {
        database.update("""
                update prepaid_position p set charge_so_far_fen = r.fen, read_until = case when r.micros is not null then timestamptz 'epoch' + r.micros * interval '1 microsecond' end, reckoned_at = ?
                from unnest(?, ?, ?) as r (account, fen, micros) where p.account_id = r.account""", clock.instant(),
                reckoned.keySet().stream().mapToLong(Long::longValue).toArray(), reckoned.values().stream().mapToLong(Reckoned::fen).toArray(),
                reckoned.values().stream().map(each -> each.readUntil() == null ? null : (Long) java.time.temporal.ChronoUnit.MICROS.between(Instant.EPOCH, each.readUntil())).toArray(Long[]::new));
    }
}
