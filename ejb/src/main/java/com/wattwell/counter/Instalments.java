package com.wattwell.counter;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import com.wattwell.prepayment.Balances;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A debt that may be paid in parts (分期): a plan of amounts with their days. It moves no money; what is not due yet does not lead to a cut. It is over when
 * nothing is owed any more, when its last day has passed, or when somebody ends it.
 */
@Stateless
public class Instalments {

    public static final int MAX_PARTS = 36;
    private static final int MAX_DAYS = 3 * 366;

    @Inject
    private Database database;
    @Inject
    private Balances balances;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /** One part. */
    public record Part(int number, LocalDate dueOn, long amountFen) {
    }

    public record Plan(long id, long accountId, long totalFen, String reason, Instant madeAt, String madeBy, Instant endedAt, List<Part> parts) {
    }

    /**
     * Divides what an account owes into equal parts, a month from one to the next; the last takes what division leaves.
     *
     * @return id of the plan; the same token again gives the same one
     */
    public long divide(Caller caller, long accountId, int count, LocalDate firstDue, String why, String token) {
        if (count < 1 || count > MAX_PARTS) {
            throw RefusedException.invalid("count", "refused.instalmentCount", "count must be from 1 to " + MAX_PARTS + ".", MAX_PARTS);
        }
        long owed = -balances.of(caller.scope(), accountId).orElseThrow(() -> RefusedException.notFound("account", accountId)).availableFen();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count && firstDue != null; i++) {
            long amount = i < count - 1 ? owed / count : owed - owed / count * (count - 1);
            parts.add(new Part(i + 1, firstDue.plusMonths(i), amount));
        }
        return plan(caller, accountId, parts, why, token);
    }

    /** @throws RefusedException naming the field that is wrong: amounts sum to no more than what is owed, days rise and lie ahead */
    public long plan(Caller caller, long accountId, List<Part> parts, String why, String token) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not agree on instalments.");
        }
        var available = balances.of(caller.scope(), accountId).orElseThrow(() -> RefusedException.notFound("account", accountId));
        int company = available.companyId();
        Tokens.lock(database, company, token);
        Optional<Long> before = database.first("select id from instalment_plan where company_id = ? and token = ?", row -> row.getLong(1), company, token);
        if (before.isPresent()) {
            return before.get();
        }
        String reason = Written.reason(why);
        long owed = -available.availableFen();
        long total = parts.stream().mapToLong(Part::amountFen).sum();
        if (parts.isEmpty() || parts.size() > MAX_PARTS || parts.stream().anyMatch(part -> part.amountFen() < 1) || total > owed) {
            throw RefusedException.invalid("parts", "refused.instalments", "parts must be 1 to " + MAX_PARTS + " amounts that sum to no more than what is owed.", MAX_PARTS);
        }
        LocalDate today = clock.instant().atZone(ZoneId.of(database.one("select time_zone from company where id = ?", row -> row.getString(1), company))).toLocalDate();
        LocalDate last = today;
        for (Part part : parts) {
            if (!part.dueOn().isAfter(last) || ChronoUnit.DAYS.between(today, part.dueOn()) > MAX_DAYS) {
                throw RefusedException.invalid("dueOn", "refused.instalmentDays", "The days must rise and lie within three years.");
            }
            last = part.dueOn();
        }
        long id = database.first("""
                insert into instalment_plan (company_id, account_id, token, total_fen, reason, made_at, made_by) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id""",
                row -> row.getLong(1), company, accountId, token, total, reason, clock.instant(), caller.name())
                .orElseThrow(() -> new RefusedException(RefusedException.Kind.CONFLICT, "account", "refused.instalmentRunning", "The account has a plan already: end it first."));
        database.update("insert into instalment (plan_id, number, company_id, due_on, amount_fen) select ?, p.number, ?, p.due::date, p.amount from unnest(?, ?, ?) as p (number, due, amount)",
                id, company, java.util.stream.IntStream.rangeClosed(1, parts.size()).toArray(), parts.stream().map(part -> part.dueOn().toString()).toArray(String[]::new),
                parts.stream().mapToLong(Part::amountFen).toArray());
        pulse.changed("account:" + accountId, "prepaid");
        return id;
    }

    public void end(Caller caller, long planId) {
        if (!caller.mayKeepBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not end instalments.");
        }
        if (database.update("update instalment_plan l set ended_at = coalesce(ended_at, ?), ended_by = coalesce(ended_by, ?) where l.id = ?" + caller.scope().and("l.company_id"),
                clock.instant(), caller.name(), planId) == 0) {
            throw RefusedException.notFound("instalment plan", planId);
        }
        pulse.changed("prepaid");
    }

    /** Ends the plans of those who owe nothing any more, and those whose last day has passed. */
    public int endOver() {
        return database.update("""
                update instalment_plan l set ended_at = ?, ended_by = '' from customer_account a join company y on y.id = a.company_id
                left join ledger_balance b on b.customer_account_id = a.id left join prepaid_position p on p.account_id = a.id
                where a.id = l.account_id and l.ended_at is null and (coalesce(b.balance_fen, 0) - coalesce(p.charge_so_far_fen, 0) >= 0
                    or not exists (select 1 from instalment i where i.plan_id = l.id and i.due_on > (cast(? as timestamptz) at time zone y.time_zone)::date))""",
                clock.instant(), clock.instant());
    }

    /** The plan that is running. */
    public Optional<Plan> ofAccount(Scope scope, long accountId) {
        return database.first("select l.* from instalment_plan l where l.account_id = ? and l.ended_at is null" + scope.and("l.company_id"), row -> new Plan(row.getLong("id"),
                row.getLong("account_id"), row.getLong("total_fen"), row.getString("reason"), Database.instant(row, "made_at"), row.getString("made_by"), Database.instant(row, "ended_at"),
                List.of()), accountId).map(plan -> new Plan(plan.id(), plan.accountId(), plan.totalFen(), plan.reason(), plan.madeAt(), plan.madeBy(), plan.endedAt(),
                        database.list("select number, due_on, amount_fen from instalment where plan_id = ? order by number",
                                row -> new Part(row.getInt(1), row.getObject(2, LocalDate.class), row.getLong(3)), plan.id())));
    }
}
