package com.wattwell.feecontrol;

import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.prepayment.Available;
import com.wattwell.prepayment.Balances;
import com.wattwell.prepayment.PositionsChanged;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where accounts stand against their company's limits, looked at whenever their balance was reckoned: warned at each level once, grace begun when they are
 * short and ended when they are not. Many at once.
 */
@Stateless
public class Standing {

    private static final int MOST_PLANS = 10_000;

    @Inject
    private Database database;
    @Inject
    private Balances balances;
    @Inject
    private FeeControlRules rules;
    @Inject
    private Event<LowBalances> low;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    private record Row(int level, Instant shortSince, Instant cutAfter) {
        private static final Row NOTHING = new Row(0, null, null);
    }

    private record Next(long account, int company, int level, boolean warned, Instant shortSince, Instant cutAfter, long seen) {
    }

    /** In the transaction that reckoned them. */
    public void reckoned(@Observes PositionsChanged changed) {
        judge(changed.accounts());
    }

    /** Looks at accounts whose money is counted on the server. */
    public void judge(Collection<Long> accounts) {
        List<Long> counted = database.list("select id from customer_account where id = any(?) and mode = 'PREPAID_SERVER' and state = 'OPEN'", row -> row.getLong(1),
                (Object) accounts.stream().mapToLong(Long::longValue).toArray());
        if (counted.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Map<Integer, FeeControlRule> byCompany = rules.all();
        Map<Long, Row> before = new HashMap<>();
        database.list("select * from fee_control_account where account_id = any(?) order by account_id for update", row -> before.put(row.getLong("account_id"),
                new Row(row.getInt("level"), Database.instant(row, "short_since"), Database.instant(row, "cut_after"))), (Object) counted.stream().mapToLong(Long::longValue).toArray());
        List<Next> next = new ArrayList<>();
        List<Long> over = new ArrayList<>();
        List<LowBalance> warned = new ArrayList<>();
        for (Available each : balances.ofMany(counted).values()) {
            FeeControlRule rule = byCompany.getOrDefault(each.companyId(), FeeControlRule.NOBODY_IS_CUT);
            Row row = before.getOrDefault(each.accountId(), Row.NOTHING);
            int level = rule.level(each.availableFen(), row.level());
            boolean isShort = rule.isShort(each.forControlFen());
            if (level == 0 && !isShort) {
                if (before.containsKey(each.accountId())) {
                    over.add(each.accountId());
                }
                continue;
            }
            Instant since = !isShort ? null : row.shortSince() == null ? now : row.shortSince();
            Instant cutAfter = !isShort ? null : row.cutAfter() == null ? now.plus(Duration.ofMinutes(rule.graceMinutes())) : row.cutAfter();
            next.add(new Next(each.accountId(), each.companyId(), level, level > row.level(), since, cutAfter, each.availableFen()));
            if (level > row.level()) {
                warned.add(new LowBalance(each.companyId(), each.accountId(), level, each.availableFen(), cutAfter, now));
            }
        }
        write(next, now);
        if (!warned.isEmpty()) {
            low.fire(new LowBalances(warned));
        }
        if (!over.isEmpty()) {
            database.update("delete from fee_control_account where account_id = any(?)", over.stream().mapToLong(Long::longValue).toArray());
        }
        if (!next.isEmpty() || !over.isEmpty()) {
            pulse.changed("fee-control");
        }
    }

    /** Those of a company behind an account, in the order of their numbers: for looking at all of them bit by bit. */
    public List<Long> behind(int companyId, long accountId, int most) {
        return database.list("select account_id from prepaid_position where company_id = ? and account_id > ? order by account_id limit ?", row -> row.getLong(1), companyId, accountId, most);
    }

    /** Accounts that a day alone makes short: a part of what they pay in parts falls due. */
    public void judgeInstalments() {
        judge(database.list("select account_id from instalment_plan where ended_at is null order by account_id limit ?", row -> row.getLong(1), MOST_PLANS));
    }

    private void write(List<Next> next, Instant now) {
        if (next.isEmpty()) {
            return;
        }
        database.update("""
                insert into fee_control_account as f (account_id, company_id, level, warned_at, short_since, cut_after, seen_fen)
                select n.account, n.company, n.level, case when n.warned = 1 then ?::timestamptz end, timestamptz 'epoch' + n.since * interval '1 microsecond',
                    timestamptz 'epoch' + n.cut * interval '1 microsecond', n.seen from unnest(?, ?, ?, ?, ?, ?, ?) as n (account, company, level, warned, since, cut, seen)
                on conflict (account_id) do update set level = excluded.level, warned_at = coalesce(excluded.warned_at, f.warned_at), short_since = excluded.short_since,
                    cut_after = excluded.cut_after, held_back = case when excluded.cut_after is null then null else f.held_back end, seen_fen = excluded.seen_fen
                where (f.level, f.short_since, f.cut_after, f.seen_fen) is distinct from (excluded.level, excluded.short_since, excluded.cut_after, excluded.seen_fen)""", now,
                next.stream().mapToLong(Next::account).toArray(), next.stream().mapToInt(Next::company).toArray(), next.stream().mapToInt(Next::level).toArray(),
                next.stream().mapToInt(each -> each.warned() ? 1 : 0).toArray(), next.stream().map(each -> micros(each.shortSince())).toArray(Long[]::new),
                next.stream().map(each -> micros(each.cutAfter())).toArray(Long[]::new), next.stream().mapToLong(Next::seen).toArray());
    }

    private static Long micros(Instant instant) {
        return instant == null ? null : (Long) java.time.temporal.ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
