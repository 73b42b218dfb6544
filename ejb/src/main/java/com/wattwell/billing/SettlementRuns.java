package com.wattwell.billing;

import com.wattwell.billing.SettlementRun.Phase;
import com.wattwell.billing.SettlementRun.State;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.Node;
import com.wattwell.platform.Page;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The rows of runs. A run is worked by whoever holds its lease; when a server died, the lease runs out and any node goes on from where the slices
 * stand. The job repository is asked for nothing: what it remembers of a job that died is not what was committed.
 */
@Stateless
public class SettlementRuns {

    /** As long as nothing is heard of its worker, a run waits this long for another. */
    public static final Duration LEASE = Duration.ofSeconds(60);
    private static final String SELECT = "select r.*, c.code as company_code from settlement_run r join company c on c.id = r.company_id ";

    @Inject
    private Database database;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * What is asked for.
     *
     * @param token of the view that asks; what is asked twice is one run. Or {@code null}
     */
    public record Wanted(int companyId, BillingPeriod period, boolean dry, boolean publish, int chunk, int slices, String by, String token) {
    }

    /** @return the new run's id, or that of the run that the same token made @throws RefusedException CONFLICT while another run of the period is not over */
    public long create(Wanted wanted) {
        Instant now = clock.instant();
        if (wanted.token() != null) {
            Optional<Long> before = database.first("select id from settlement_run where company_id = ? and token = ?", row -> row.getLong(1), wanted.companyId(), wanted.token());
            if (before.isPresent()) {
                return before.get();
            }
        }
        database.one("select id from company where id = ? for no key update", row -> row.getInt(1), wanted.companyId());
        if (!wanted.dry()) {
            database.first("select id from settlement_run where company_id = ? and period = ? and not dry and state in ('RUNNING', 'STOPPING', 'STOPPED', 'FAILED', 'REVIEW')",
                    row -> row.getLong(1), wanted.companyId(), wanted.period().from()).ifPresent(other -> {
                        throw new RefusedException(RefusedException.Kind.CONFLICT, "period", "refused.settlementUnderWay", "Run " + other + " of " + wanted.period()
                                + " is not over: publish or discard it first.", other, wanted.period().toString());
                    });
        }
        long id = database.one("""
                        insert into settlement_run (company_id, period, state, phase, dry, publish, chunk, slices, asked_at, asked_by, token, lease_node, lease_until)
                        values (?, ?, 'RUNNING', 'SETTLE', ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""", row -> row.getLong(1), wanted.companyId(), wanted.period().from(), wanted.dry(),
                wanted.publish(), wanted.chunk(), wanted.slices(), now, wanted.by(), wanted.token(), Node.NAME, now.plus(LEASE));
        changed(id);
        return id;
    }

    public Optional<SettlementRun> byId(Scope scope, long id) {
        return database.first(SELECT + "where r.id = ?" + scope.and("r.company_id"), SettlementRuns::run, id);
    }

    public Optional<SettlementRun> byInstance(long instanceId) {
        return database.first(SELECT + "where r.instance_id = ? order by r.id desc limit 1", SettlementRuns::run, instanceId);
    }

    /** The newest first. */
    public Page<SettlementRun> list(Scope scope, Page.Request page) {
        String where = "where true" + scope.and("r.company_id");
        return new Page<>(database.list(SELECT + where + " order by r.id desc limit ? offset ?", SettlementRuns::run, page.size(), page.offset()), page.page(), page.size(),
                database.one("select count(*) from settlement_run r " + where, row -> row.getLong(1)));
    }

    public List<SettlementSlice> slices(long runId, Phase phase) {
        return database.list("select * from settlement_slice where run_id = ? and phase = ? order by number", SettlementRuns::slice, runId, phase);
    }

    public SettlementProgress progress(SettlementRun run) {
        Instant end = run.state().working() ? clock.instant() : run.leaseUntil() == null ? clock.instant() : run.leaseUntil().minus(LEASE);
        SettlementProgress now = SettlementProgress.of(slices(run.id(), run.phase()), run.resumedAt(), end);
        if (run.state() != State.PUBLISHED) {
            return now;
        }
        // what was published is told by what was settled
        return SettlementProgress.of(slices(run.id(), Phase.SETTLE), run.resumedAt(), end);
    }

    /**
     * A job begins to work at a run.
     *
     * @throws IllegalStateException when another job works at it, or there is nothing to do
     */
    public SettlementRun begin(long runId, long executionId, long instanceId) {
        Instant now = clock.instant();
        SettlementRun run = held(Scope.ALL, runId);
        boolean another = run.state().working() && run.execution() != null && run.execution() != executionId && run.leaseUntil() != null && run.leaseUntil().isAfter(now);
        if (another) {
            throw new IllegalStateException("Execution " + run.execution() + " on " + run.leaseNode() + " works at run " + runId + " until " + run.leaseUntil());
        }
        if (run.state() != State.RUNNING && run.state() != State.STOPPED && run.state() != State.FAILED) {
            throw new IllegalStateException("Run " + runId + " is " + run.state() + ": there is nothing to do");
        }
        database.update("""
                update settlement_run set state = 'RUNNING', execution_id = ?, instance_id = ?, lease_node = ?, lease_until = ?, resumed_at = ?, failure = null,
                    attempts = attempts + 1 where id = ?""", executionId, instanceId, Node.NAME, now.plus(LEASE), now, runId);
        divide(run);
        database.update("update settlement_slice set began_done = done where run_id = ?", runId);
        changed(runId);
        return byId(Scope.ALL, runId).orElseThrow();
    }

    /** Divides the accounts among the slices, once; there is at least one slice, even if it is empty. */
    private void divide(SettlementRun run) {
        String accounts = run.phase() == Phase.SETTLE ? "select id from customer_account where company_id = ? and mode = 'POSTPAID'"
                : "select account_id as id from bill where company_id = ? and state = 'DRAFT' and run_id = " + run.id();
        database.update("""
                insert into settlement_slice (run_id, phase, number, company_id, after_id, upto_id, reached_id, accounts)
                select ?, ?, n.number, ?, coalesce(lag(n.last) over (order by n.number), 0), n.last, coalesce(lag(n.last) over (order by n.number), 0), n.accounts
                from (select number, max(id) as last, count(*) as accounts from (select id, ntile(?) over (order by id) as number from (%s) a) t group by number) n
                on conflict do nothing""".formatted(accounts), run.id(), run.phase(), run.companyId(), run.slices(), run.companyId());
        database.update("""
                insert into settlement_slice (run_id, phase, number, company_id, after_id, upto_id, reached_id, accounts)
                select ?, ?, 1, ?, 0, 0, 0, 0 where not exists (select 1 from settlement_slice where run_id = ? and phase = ?)""",
                run.id(), run.phase(), run.companyId(), run.id(), run.phase());
    }

    /** Divides what is to be published now, for a run that goes from one phase to the next. */
    public void toPublish(long runId) {
        database.update("update settlement_run set phase = 'PUBLISH', settled_at = coalesce(settled_at, ?), lease_until = ?, resumed_at = ? where id = ?", clock.instant(),
                clock.instant().plus(LEASE), clock.instant(), runId);
        divide(byId(Scope.ALL, runId).orElseThrow());
        changed(runId);
    }

    /**
     * What a chunk did stands in its slice, in the transaction that did it, and the lease is renewed.
     *
     * @throws MovedByAnotherException when another has done it meanwhile
     */
    public void moved(SettlementRun run, Phase phase, int slice, long reachedId, SettlementSlice.Moved by) {
        Instant now = clock.instant();
        int moved = database.update("""
                update settlement_slice set reached_id = ?, done = done + ?, billed = billed + ?, skipped = skipped + ?, parked = parked + ?, amount_fen = amount_fen + ?,
                    quantity = quantity + ?, moved_at = ? where run_id = ? and phase = ? and number = ? and reached_id < ?""",
                reachedId, by.accounts(), by.billed(), by.skipped(), by.parked(), by.amountFen(), by.quantity(), now, run.id(), phase, slice, reachedId);
        if (moved != 1) {
            throw new MovedByAnotherException("Slice " + slice + " of run " + run.id() + " was moved by another");
        }
        // not with each chunk: the slices would wait for each other at this one row
        database.update("update settlement_run set lease_until = ? where id = ? and lease_until < ?", now.plus(LEASE), run.id(), now.plus(LEASE.dividedBy(2)));
        changed(run.id());
    }

    /**
     * Renews the lease of a run on whose accounts nothing is done yet.
     *
     * @throws IllegalStateException when another works at it meanwhile
     */
    public void renew(long runId, long executionId) {
        if (database.update("update settlement_run set lease_until = ? where id = ? and execution_id = ? and state in ('RUNNING', 'STOPPING')", clock.instant().plus(LEASE), runId,
                executionId) != 1) {
            throw new IllegalStateException("Run " + runId + " is not execution " + executionId + "'s any more");
        }
    }

    /** Whether its worker is to go on. */
    public boolean goesOn(long runId) {
        return database.one("select state from settlement_run where id = ?", row -> State.valueOf(row.getString(1)), runId) == State.RUNNING;
    }

    /** Whether no account of a phase is left. */
    public boolean complete(long runId, Phase phase) {
        String left = phase == Phase.SETTLE ? "select 1 from customer_account a where a.company_id = s.company_id and a.id > s.reached_id and a.id <= s.upto_id and a.mode = 'POSTPAID'"
                : "select 1 from bill b where b.run_id = s.run_id and b.account_id > s.reached_id and b.account_id <= s.upto_id and b.state = 'DRAFT'";
        return database.one("select not exists (select 1 from settlement_slice s where s.run_id = ? and s.phase = ? and exists (" + left + "))", row -> row.getBoolean(1), runId, phase);
    }

    /** The job at it has ended, whatever the reason. @param failure {@code null} when there was none */
    public void ended(long runId, State state, String failure) {
        Instant now = clock.instant();
        database.update("""
                update settlement_run set state = ?, failure = ?, lease_until = ?, settled_at = case when ? in ('REVIEW', 'DONE') then coalesce(settled_at, ?) else settled_at end,
                    published_at = case when ? = 'PUBLISHED' then ? else published_at end
                where id = ? and state in ('RUNNING', 'STOPPING')""", state, failure == null ? null : failure.substring(0, Math.min(500, failure.length())),
                now.plus(LEASE), state, now, state, now, runId);
        changed(runId);
    }

    /** Runs whose lease has run out, each now this node's. Whoever asks starts their jobs. */
    public List<SettlementRun> claimAbandoned() {
        Instant now = clock.instant();
        List<Long> ids = database.list("""
                        select id from settlement_run where state in ('RUNNING', 'STOPPING') and (lease_until is null or lease_until < ?)
                        order by id limit 5 for update skip locked""", row -> row.getLong(1), now);
        if (ids.isEmpty()) {
            return List.of();
        }
        long[] mine = ids.stream().mapToLong(Long::longValue).toArray();
        // what was to stop has stopped with its server
        database.update("update settlement_run set state = 'STOPPED' where id = any(?) and state = 'STOPPING'", (Object) mine);
        database.update("update settlement_run set lease_node = ?, lease_until = ? where id = any(?)", Node.NAME, now.plus(LEASE), mine);
        return database.list(SELECT + "where r.id = any(?) and r.state = 'RUNNING' order by r.id", SettlementRuns::run, (Object) mine);
    }

    /** A claimed run has no worker yet: the next job may begin. */
    public void forgetExecution(long runId) {
        database.update("update settlement_run set execution_id = null where id = ?", runId);
    }

    /** The run, kept from others until the transaction ends. */
    public SettlementRun held(Scope scope, long id) {
        database.first("select 1 from settlement_run r where r.id = ?" + scope.and("r.company_id") + " for update", row -> row.getInt(1), id)
                .orElseThrow(() -> RefusedException.notFound("settlement run", id));
        return byId(scope, id).orElseThrow();
    }

    /**
     * Whether a draft that is made now waits with those of the run. The run does not begin to publish, and is not discarded, before the transaction ends.
     *
     * @throws RefusedException CONFLICT when it was discarded
     */
    public boolean takesDrafts(long id) {
        record Stand(State state, Phase phase) {
        }
        Stand run = database.one("select state, phase from settlement_run where id = ? for share", row -> new Stand(State.valueOf(row.getString(1)), Phase.valueOf(row.getString(2))), id);
        if (run.state() == State.DISCARDED) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.settlementState", "The run is " + run.state() + ".", run.state().name());
        }
        return run.phase() == Phase.SETTLE && run.state() != State.DONE;
    }

    /** Says how far it is. */
    public void state(long id, State state) {
        database.update("update settlement_run set state = ? where id = ?", state, id);
        changed(id);
    }

    /** A person lets it be worked at again; the lease is for whoever starts the job. */
    public void again(long id, String publishedBy) {
        Instant now = clock.instant();
        database.update("""
                update settlement_run set state = 'RUNNING', execution_id = null, lease_node = ?, lease_until = ?, published_by = coalesce(?, published_by), attempts = 0
                where id = ?""", Node.NAME, now.plus(LEASE), publishedBy, id);
        changed(id);
    }

    private void changed(long id) {
        pulse.changed("settlement", "settlement:" + id);
    }

    private static SettlementRun run(ResultSet row) throws SQLException {
        return new SettlementRun(row.getLong("id"), row.getInt("company_id"), row.getString("company_code"), BillingPeriod.of(row.getObject("period", LocalDate.class)),
                State.valueOf(row.getString("state")), Phase.valueOf(row.getString("phase")), row.getBoolean("dry"), row.getBoolean("publish"), row.getInt("chunk"),
                row.getInt("slices"), Database.instant(row, "asked_at"), row.getString("asked_by"), row.getObject("execution_id", Long.class), row.getString("lease_node"),
                Database.instant(row, "lease_until"), Database.instant(row, "resumed_at"), row.getInt("attempts"), Database.instant(row, "settled_at"),
                Database.instant(row, "published_at"), row.getString("published_by"), row.getString("failure"));
    }

    private static SettlementSlice slice(ResultSet row) throws SQLException {
        return new SettlementSlice(row.getInt("number"), row.getLong("after_id"), row.getLong("upto_id"), row.getLong("reached_id"), row.getInt("accounts"), row.getInt("done"),
                row.getInt("billed"), row.getInt("skipped"), row.getInt("parked"), row.getLong("amount_fen"), row.getBigDecimal("quantity"), row.getInt("began_done"),
                Database.instant(row, "moved_at"));
    }
}
