package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.schedule.RunDetailQueries;
import com.wattwell.schedule.RunQueries;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;

/** Runs of schedules: what came, what failed and why. */
@RequestScoped
@Path("runs")
@Produces(MediaType.APPLICATION_JSON)
public class RunResource {

    /**
     * A run as it goes out.
     *
     * @param schedule id of its schedule
     * @param slot     the due instant
     * @param missed   due instants before this one that were passed over
     * @param lines    lines it is read on; {@code linesDone} of them are finished
     * @param expected values it wants: meters times items
     * @param came     values that came on finished lines
     */
    public record Run(long id, int schedule, String name, Instant slot, Instant beganAt, Instant finishedAt, int missed, int lines, int linesDone,
                      int expected, int came, int failed) {
        static Run of(RunQueries.Row row) {
            return new Run(row.id(), row.scheduleId(), row.schedule(), row.slot(), row.beganAt(), row.finishedAt(), row.missed(), row.lines(),
                    row.linesDone(), row.expected(), row.came(), row.failed());
        }
    }

    /**
     * A run with its lines, and the meters of which something failed.
     *
     * @param gaps     what became of what failed
     * @param progress lines with the most failures first, then those not done
     * @param failures meters of which something did not come
     */
    public record RunDetail(long id, int schedule, String name, Instant slot, Instant beganAt, Instant finishedAt, int missed, int lines, int linesDone,
                            int expected, int came, int failed, Gaps gaps, Listing<LineProgress> progress, Listing<MeterFailure> failures) {
        static RunDetail of(Run run, Gaps gaps, Listing<LineProgress> progress, Listing<MeterFailure> failures) {
            return new RunDetail(run.id(), run.schedule(), run.name(), run.slot(), run.beganAt(), run.finishedAt(), run.missed(), run.lines(),
                    run.linesDone(), run.expected(), run.came(), run.failed(), gaps, progress, failures);
        }
    }

    /** How many items cannot be filled for this reason. */
    public record Unfillable(String reason, long items) {
    }

    /** How many items failed, how many of them were filled since, how many are to be tried and when next, and why the others cannot be. */
    public record Gaps(long missing, long filled, long open, Instant next, List<Unfillable> because) {
        static Gaps of(RunDetailQueries.Gaps gaps) {
            return new Gaps(gaps.missing(), gaps.filled(), gaps.open(), gaps.next(),
                    gaps.because().entrySet().stream().map(entry -> new Unfillable(entry.getKey(), entry.getValue())).toList());
        }
    }

    /**
     * How far a line is: WAITING, HANDED_OVER or DONE. {@code collector} is a code; {@code predictedMillis} is how long it
     * should take, to be held against the time from {@code firstSentAt} to {@code finishedAt}.
     */
    public record LineProgress(String collector, int line, boolean online, String state, int expected, int failed, Integer predictedMillis,
                               Instant firstSentAt, Instant finishedAt) {
        static LineProgress of(RunDetailQueries.LineProgress row) {
            return new LineProgress(row.collectorCode(), row.line(), row.online(), row.state().name(), row.expected(), row.failed(),
                    row.predictedMillis(), row.firstSentAt(), row.finishedAt());
        }
    }

    /** A meter of which something did not come; {@code meter} is its id. */
    public record MeterFailure(int meter, String address, String name, String place, List<ItemFailure> items) {
        static MeterFailure of(RunDetailQueries.MeterResult row) {
            return new MeterFailure(row.meterId(), row.address(), row.name(), row.place(), row.failed().stream()
                    .map(failed -> new ItemFailure(failed.item(), failed.reason(), failed.at(), failed.gap(), failed.fillAt())).toList());
        }
    }

    /**
     * An item that did not come, and how its exchange ended: NO_REPLY, OFFLINE and so on. {@code gap} is FILLED, or why it cannot
     * be; while that is open {@code fillAt} is when it is tried next.
     */
    public record ItemFailure(String item, String reason, Instant at, String gap, Instant fillAt) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private RunQueries runs;
    @Inject
    private RunDetailQueries details;

    /** The newest first. */
    @GET
    public Listing<Run> list(@QueryParam("schedule") String schedule, @BeanParam PageQuery page) {
        return Listing.of(runs.list(caller.get().scope(), Parameters.whole("schedule", schedule), page.request()), Run::of);
    }

    /** {@code page} and {@code size} say which of its lines, and which of its failed meters, are shown. */
    @GET
    @Path("{id}")
    public RunDetail get(@PathParam("id") String id, @BeanParam PageQuery query) {
        long wanted = Parameters.id("run", id);
        Page.Request page = query.request();
        Scope scope = caller.get().scope();
        Run run = runs.byId(scope, wanted).map(Run::of).orElseThrow(() -> RefusedException.notFound("run", wanted));
        return RunDetail.of(run, Gaps.of(details.gaps(scope, wanted)), Listing.of(details.lines(scope, wanted, page), LineProgress::of),
                Listing.of(details.meters(scope, wanted, true, page), MeterFailure::of));
    }
}
