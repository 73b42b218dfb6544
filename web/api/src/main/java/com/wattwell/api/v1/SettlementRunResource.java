package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.billing.ParkedAccounts;
import com.wattwell.billing.SettlementComparison;
import com.wattwell.billing.SettlementProgress;
import com.wattwell.billing.SettlementRuns;
import com.wattwell.billing.SettlementService;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** Settlements: started, watched, stopped, published; and the accounts that they set aside. */
@RequestScoped
@Path("settlement-runs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SettlementRunResource {

    /**
     * A run as it goes out.
     *
     * @param company          code
     * @param period           {@code 2026-11}
     * @param phase            SETTLE or PUBLISH
     * @param execution        of the job repository, or {@code null}
     * @param remainingSeconds at the present pace of its slowest slice, or {@code null} when nobody knows
     * @param beforeFen        the bills of the month before
     */
    public record SettlementRun(long id, String company, String period, String state, String phase, boolean dry, boolean publish, long accounts, long done, long billed, long skipped,
                                long parked, long amountFen, long beforeFen, Long remainingSeconds, Long execution, int attempts, Instant askedAt, String askedBy, Instant settledAt,
                                Instant publishedAt, String failure) {
    }

    /** A run to start. @param company code, needed only from who sees several companies */
    public record NewSettlementRun(String company, @Required String period, Boolean dry, Boolean publish, Integer chunk, Integer slices) {
    }

    /** What is to be done with a run. @param action STOP, RESTART, PUBLISH or DISCARD */
    public record SettlementAction(@Required String action) {
    }

    /** An account that was set aside. @param detail what the reason is about, behind {@code |} */
    public record ParkedAccount(long id, long account, String number, String period, String reason, String detail, String state, Instant parkedAt) {
        static ParkedAccount of(ParkedAccounts.Row row) {
            return new ParkedAccount(row.id(), row.accountId(), row.number(), row.period().toString(), row.reason().name(), row.detail(), row.state().name(), row.parkedAt());
        }
    }

    /** What is to be done with an account that was set aside. @param action RELEASE or RUN_ALONE */
    public record ParkedAction(@Required String action) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Companies companies;
    @Inject
    private SettlementRuns runs;
    @Inject
    private SettlementService service;
    @Inject
    private SettlementComparison comparison;
    @Inject
    private ParkedAccounts parked;
    @Inject
    private Once once;

    /** The newest first. */
    @GET
    public Listing<SettlementRun> list(@BeanParam PageQuery page) {
        mayLook();
        return Listing.of(runs.list(caller.get().scope(), page.request()), this::of);
    }

    @POST
    public Response start(NewSettlementRun wanted) {
        return once.answer(() -> {
            int company = companies.forWriting(caller.get(), wanted.company());
            long id = service.start(caller.get(), new SettlementService.Start(company, wanted.period(), Boolean.TRUE.equals(wanted.dry()), Boolean.TRUE.equals(wanted.publish()),
                    wanted.chunk(), wanted.slices(), null));
            return Made.accepted("settlement-runs/" + id, find(id));
        });
    }

    @GET
    @Path("{id}")
    public SettlementRun get(@PathParam("id") String id) {
        mayLook();
        return find(Parameters.id("settlement run", id));
    }

    @POST
    @Path("{id}/actions")
    public Response act(@PathParam("id") String id, SettlementAction wanted) {
        long run = Parameters.id("settlement run", id);
        return once.answer(() -> {
            Caller who = caller.get();
            switch (wanted.action()) {
                case "STOP" -> service.stop(who, run);
                case "RESTART" -> service.restart(who, run);
                case "PUBLISH" -> service.publish(who, run);
                case "DISCARD" -> {
                    while (!service.discard(who, run)) {
                        // until all drafts are taken back
                    }
                }
                default -> throw RefusedException.invalid("action", "refused.action", "action must be STOP, RESTART, PUBLISH or DISCARD.");
            }
            return Made.accepted("settlement-runs/" + run, find(run));
        });
    }

    /** What a run set aside, the newest first. */
    @GET
    @Path("{id}/parked")
    public Listing<ParkedAccount> parked(@PathParam("id") String id, @BeanParam PageQuery page) {
        mayLook();
        return Listing.of(parked.list(caller.get().scope(), find(Parameters.id("settlement run", id)).id(), false, page.request()), ParkedAccount::of);
    }

    @POST
    @Path("{id}/parked/{parkedId}/actions")
    public Response act(@PathParam("id") String id, @PathParam("parkedId") String parkedId, ParkedAction wanted) {
        long run = Parameters.id("settlement run", id);
        long account = Parameters.id("parked account", parkedId);
        return once.answer(() -> {
            switch (wanted.action()) {
                case "RELEASE" -> service.release(caller.get(), account);
                case "RUN_ALONE" -> service.runAlone(caller.get(), account);
                default -> throw RefusedException.invalid("action", "refused.action", "action must be RELEASE or RUN_ALONE.");
            }
            return Made.changed("settlement-runs/" + run, find(run));
        });
    }

    private SettlementRun find(long id) {
        return runs.byId(caller.get().scope(), id).map(this::of).orElseThrow(() -> RefusedException.notFound("settlement run", id));
    }

    private SettlementRun of(com.wattwell.billing.SettlementRun run) {
        SettlementProgress progress = runs.progress(run);
        return new SettlementRun(run.id(), run.companyCode(), run.period().toString(), run.state().name(), run.phase().name(), run.dry(), run.publish(), progress.accounts(),
                progress.done(), progress.billed(), progress.skipped(), progress.parked(), progress.amountFen(), comparison.before(run).amountFen(), progress.remainingSeconds(),
                run.execution(), run.attempts(), run.askedAt(), run.askedBy(), run.settledAt(), run.publishedAt(), run.failure());
    }

    private void mayLook() {
        if (!caller.get().mayRunBatch() && !caller.get().maySeeBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not see settlements.");
        }
    }
}
