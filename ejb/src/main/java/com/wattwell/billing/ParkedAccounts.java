package com.wattwell.billing;

import com.wattwell.platform.Conditions;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Accounts that a settlement set aside (挂起户), with the reason, until somebody settles them. */
@ApplicationScoped
public class ParkedAccounts {

    private static final int MAX_DETAIL = 500;
    private static final String SELECT = """
            select k.*, a.number, c.name as customer from settlement_parked k join customer_account a on a.id = k.account_id join customer c on c.id = a.customer_id
            """;

    @Inject
    private Database database;

    /** How far it is. */
    public enum State {
        /** It waits for a person. */
        OPEN,
        /** A person said that it may be settled; the next run does it. */
        RELEASED,
        /** It was settled since. */
        SETTLED,
        /** A dry run found it: nothing is to be done about that. */
        DRY
    }

    /** @param detail what the reason is about, behind {@code |} */
    public record Row(long id, int companyId, long accountId, String number, String customer, Long runId, BillingPeriod period, Settled.Reason reason, String detail,
                      Instant parkedAt, State state, Instant changedAt, String changedBy) {
    }

    /** @param runId {@code null} for a final bill */
    void park(Long runId, BillingPeriod period, List<Settled.Parked> accounts, Instant now) {
        park(runId, period, accounts, now, State.OPEN);
    }

    void park(Long runId, BillingPeriod period, List<Settled.Parked> accounts, Instant now, State state) {
        if (accounts.isEmpty()) {
            return;
        }
        database.update("""
                insert into settlement_parked (company_id, account_id, run_id, period, reason, detail, parked_at, state)
                select company, account, cast(? as bigint), ?, reason, detail, ?, ? from unnest(?::int[], ?::bigint[], ?::text[], ?::text[]) as p (company, account, reason, detail)
                on conflict (account_id, period) where state in ('OPEN', 'RELEASED')
                    do update set run_id = excluded.run_id, reason = excluded.reason, detail = excluded.detail, parked_at = excluded.parked_at, state = 'OPEN'""",
                runId, period.from(), now, state, accounts.stream().mapToInt(each -> each.account().companyId()).toArray(),
                accounts.stream().mapToLong(each -> each.account().id()).toArray(), accounts.stream().map(each -> each.reason().name()).toArray(String[]::new),
                accounts.stream().map(each -> cut(each.detail())).toArray(String[]::new));
    }

    /** What was parked of these accounts is settled with their newest bill: a bill takes all days that none has yet. */
    void settled(long[] accounts, Instant now) {
        if (accounts.length > 0) {
            database.update("update settlement_parked set state = 'SETTLED', changed_at = ? where account_id = any(?) and state in ('OPEN', 'RELEASED')", now, accounts);
        }
    }

    /** Nothing is left to settle of an account. One that has a draft yet stays until it is published: a draft that could not be stands among the parked ones. */
    void over(long account, Instant now) {
        database.update("""
                update settlement_parked set state = 'SETTLED', changed_at = ? where account_id = ? and state in ('OPEN', 'RELEASED')
                    and not exists (select 1 from bill b where b.account_id = ? and b.state = 'DRAFT')""", now, account, account);
    }

    /** Those of a run, or of every run when it is {@code null}; of all states, or of those alone that wait. */
    public Page<Row> list(Scope scope, Long runId, boolean waiting, Page.Request page) {
        Conditions where = new Conditions(scope.and("k.company_id"));
        if (runId != null) {
            where.and("k.run_id = ?", runId);
        }
        if (waiting) {
            where.and("k.state in ('OPEN', 'RELEASED')");
        }
        long total = database.one("select count(*) from settlement_parked k " + where.sql(), row -> row.getLong(1), where.parameters());
        return new Page<>(database.list(SELECT + where.sql() + " order by k.id desc limit ? offset ?", ParkedAccounts::row, where.parameters(page.size(), page.offset())),
                page.page(), page.size(), total);
    }

    Optional<Row> held(Scope scope, long id) {
        return database.first(SELECT + "where k.id = ?" + scope.and("k.company_id") + " for update of k", ParkedAccounts::row, id);
    }

    void release(long id, Instant now, String by) {
        database.update("update settlement_parked set state = 'RELEASED', changed_at = ?, changed_by = ? where id = ? and state = 'OPEN'", now, by, id);
    }

    /** The accounts of a company that were released and no run has looked at since. */
    long[] released(int companyId, BillingPeriod period) {
        return database.list("select account_id from settlement_parked where company_id = ? and period = ? and state = 'RELEASED' order by account_id limit 10000",
                row -> row.getLong(1), companyId, period.from()).stream().mapToLong(Long::longValue).toArray();
    }

    private static String cut(String detail) {
        return detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong("id"), row.getInt("company_id"), row.getLong("account_id"), row.getString("number"), row.getString("customer"), row.getObject("run_id", Long.class),
                BillingPeriod.of(row.getObject("period", LocalDate.class)), Settled.Reason.valueOf(row.getString("reason")), row.getString("detail"),
                Database.instant(row, "parked_at"), State.valueOf(row.getString("state")), Database.instant(row, "changed_at"), row.getString("changed_by"));
    }
}
