package com.wattwell.billing;

import com.wattwell.billing.SettlementRun.Phase;
import com.wattwell.billing.SettlementRun.State;
import com.wattwell.identity.Caller;
import com.wattwell.platform.Aside;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/** What batch operators do with settlements. A job is started once the row that asks for it is committed; should that fail, the sweep finds the row. */
@Stateless
public class SettlementService {

    /** Accounts in one transaction when nobody says otherwise. */
    public static final int USUAL_CHUNK = 500;
    /** Slices worked side by side when nobody says otherwise. */
    public static final int USUAL_SLICES = 2;
    private static final int MAX_SLICES = 16;
    private static final int MAX_TOKEN = 64;
    private static final int DISCARDED_AT_ONCE = 20_000;

    @Inject
    private Database database;
    @Inject
    private SettlementRuns runs;
    @Inject
    private SettlingAlone alone;
    @Inject
    private ParkedAccounts parked;
    @Inject
    private BillRows rows;
    @Inject
    private SettlementJobs jobs;
    @Inject
    private BillingRules rules;
    @Inject
    private Aside aside;
    @Inject
    private Clock clock;

    /**
     * What a person wants.
     *
     * @param companyId may be {@code null} for callers of one company
     * @param period    {@code 2026-11}
     * @param dry       prices and writes no bill
     * @param publish   at once, without a look
     * @param chunk     accounts in one transaction, or {@code null}
     * @param slices    worked side by side, or {@code null}
     * @param token     of the view that asks, or {@code null}
     */
    public record Start(Integer companyId, String period, boolean dry, boolean publish, Integer chunk, Integer slices, String token) {
    }

    /** Checks what is wanted; nothing is done. @throws RefusedException naming the field */
    public SettlementRuns.Wanted checked(Caller caller, Start start) {
        mayRun(caller);
        int company = caller.scope().companyForWriting(start.companyId());
        if (!database.one("select exists (select 1 from company where id = ?)", row -> row.getBoolean(1), company)) {
            throw RefusedException.invalid("company", "refused.company", "There is no such company.", company);
        }
        BillingPeriod period = BillingPeriod.written(start.period());
        LocalDate today = rules.today(company);
        if (period.from().isAfter(today)) {
            throw RefusedException.invalid("period", "refused.periodAhead", "period has not begun yet.");
        }
        if (!start.dry() && period.to().isAfter(today)) {
            throw RefusedException.invalid("period", "refused.periodRunning", "period ends on " + period.to().minusDays(1) + ": until then it can be run dry.",
                    period.to().minusDays(1).toString());
        }
        int chunk = between("chunk", start.chunk(), USUAL_CHUNK, Settlement.MAX_ACCOUNTS);
        int slices = between("slices", start.slices(), USUAL_SLICES, MAX_SLICES);
        if (start.token() != null && (start.token().isBlank() || start.token().length() > MAX_TOKEN)) {
            throw RefusedException.invalid("token", "refused.formToken", "token must have 1 to " + MAX_TOKEN + " characters.");
        }
        return new SettlementRuns.Wanted(company, period, start.dry(), start.publish() && !start.dry(), chunk, slices, caller.name(), start.token());
    }

    /** @return the run's id @throws RefusedException naming the field; nothing is done then */
    public long start(Caller caller, Start start) {
        SettlementRuns.Wanted wanted = checked(caller, start);
        long id = runs.create(wanted);
        if (runs.byId(caller.scope(), id).filter(run -> run.execution() == null).isPresent()) { // else it was asked for twice
            aside.run(() -> jobs.start(id, wanted.chunk()));
        }
        return id;
    }

    /** Lets the chunks that are in hand come to their end, and no more. */
    public void stop(Caller caller, long id) {
        SettlementRun run = held(caller, id, EnumSet.of(State.RUNNING));
        runs.state(run.id(), State.STOPPING);
    }

    /** Goes on with a run that was stopped or has failed. */
    public void restart(Caller caller, long id) {
        SettlementRun run = held(caller, id, EnumSet.of(State.STOPPED, State.FAILED));
        runs.again(run.id(), null);
        aside.run(() -> jobs.start(id, run.chunk()));
    }

    /** Publishes what a run has settled: from here on its bills stand in the books. */
    public void publish(Caller caller, long id) {
        SettlementRun run = held(caller, id, EnumSet.of(State.REVIEW));
        runs.again(run.id(), caller.name());
        runs.toPublish(run.id());
        aside.run(() -> jobs.start(id, run.chunk()));
    }

    /**
     * Takes the drafts of a run back, as long as none was published.
     *
     * @return whether all of them are; what is left wants another call
     */
    public boolean discard(Caller caller, long id) {
        SettlementRun run = held(caller, id, EnumSet.of(State.REVIEW, State.STOPPED, State.FAILED));
        if (run.phase() == Phase.PUBLISH) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.settlementPublishing", "Some of its bills are published already: go on with it.", id);
        }
        boolean all = rows.discard(id, DISCARDED_AT_ONCE, clock.instant()) < DISCARDED_AT_ONCE;
        if (all) {
            database.update("update settlement_parked set state = 'SETTLED', changed_at = ?, changed_by = ? where run_id = ? and state in ('OPEN', 'RELEASED')",
                    clock.instant(), caller.name(), id);
            runs.state(id, State.DISCARDED);
        }
        return all;
    }

    /** An account that was set aside may be settled by the next run. */
    public void release(Caller caller, long parkedId) {
        mayRun(caller);
        ParkedAccounts.Row row = parked.held(caller.scope(), parkedId).orElseThrow(() -> RefusedException.notFound("parked account", parkedId));
        if (row.state() != ParkedAccounts.State.OPEN) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.parkedOver", "It is " + row.state() + ".", row.state().name());
        }
        parked.release(parkedId, clock.instant(), caller.name());
    }

    /**
     * Settles an account that was set aside by itself. Its bill is published as those of its run are: at once when they are, else with them.
     *
     * @return what became of it
     */
    public Settled runAlone(Caller caller, long parkedId) {
        mayRun(caller);
        ParkedAccounts.Row row = parked.held(caller.scope(), parkedId).orElseThrow(() -> RefusedException.notFound("parked account", parkedId));
        if (row.state() != ParkedAccounts.State.OPEN && row.state() != ParkedAccounts.State.RELEASED) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.parkedOver", "It is " + row.state() + ".", row.state().name());
        }
        Long run = row.runId() == null || runs.byId(caller.scope(), row.runId()).filter(each -> each.state() != State.DISCARDED).isEmpty() ? null : row.runId();
        return alone.settle(row.period(), run, row.accountId()).orElseThrow(() ->
                new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.parkedOver", "The account is not billed afterwards any more.", ""));
    }

    /** One of the works that the clock does by itself as well, now. */
    public enum Upkeep {
        /** Prepaid accounts are charged for the days that are over. */
        DAILY_CHARGES("daily-charges"),
        /** Awaited readings, last bills, late fees, statements of the channels, proofs of the books. */
        MONEY("money-upkeep");

        private final String job;

        Upkeep(String job) {
            this.job = job;
        }
    }

    /** Starts the job of a work; it finds nothing left to do where it was done. It works for all companies. */
    public void start(Caller caller, Upkeep work) {
        mayRun(caller);
        aside.run(() -> jobs.start(work.job));
    }

    /** Settles and publishes an account at once: for somebody who wants to pay now, whatever run is under way. @return what became of it */
    public Settled settleNow(Caller caller, long accountId, String writtenPeriod) {
        if (!caller.mayRunBatch() && !caller.mayTakeMoney()) {
            throw forbidden();
        }
        int company = database.first("select company_id from customer_account where id = ? and mode = 'POSTPAID'" + caller.scope().and("company_id"), row -> row.getInt(1), accountId)
                .orElseThrow(() -> RefusedException.notFound("account", accountId));
        BillingPeriod period = BillingPeriod.written(writtenPeriod);
        if (period.to().isAfter(rules.today(company))) {
            throw RefusedException.invalid("period", "refused.periodRunning", "period ends on " + period.to().minusDays(1) + ".", period.to().minusDays(1).toString());
        }
        return alone.settle(period, null, accountId).orElseThrow(() -> RefusedException.notFound("account", accountId));
    }

    private SettlementRun held(Caller caller, long id, Set<State> states) {
        mayRun(caller);
        SettlementRun run = runs.held(caller.scope(), id);
        if (!states.contains(run.state())) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "id", "refused.settlementState", "The run is " + run.state() + ".", run.state().name());
        }
        return run;
    }

    private static int between(String field, Integer value, int usual, int most) {
        if (value == null) {
            return usual;
        }
        if (value < 1 || value > most) {
            throw RefusedException.invalid(field, "refused.between", field + " must be from 1 to " + most + ".", 1, most);
        }
        return value;
    }

    static void mayRun(Caller caller) {
        if (!caller.mayRunBatch()) {
            throw forbidden();
        }
    }

    private static RefusedException forbidden() {
        return new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not run settlements.");
    }
}
