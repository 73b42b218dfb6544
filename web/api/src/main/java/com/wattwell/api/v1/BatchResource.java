package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.control.BatchQueries;
import com.wattwell.control.BatchTarget;
import com.wattwell.control.CommandBatches;
import com.wattwell.control.CommandKind;
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
import java.util.Arrays;
import java.util.List;

/** What was ordered of many meters at once, and how far it is. */
@RequestScoped
@Path("batches")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class BatchResource {

    /**
     * A batch as it goes out.
     *
     * @param total      commands it made; {@code skipped} meters got none
     * @param state      RUNNING, STOPPED by the brake, or DONE
     * @param stoppedWhy a sentence, or {@code null}
     */
    public record Batch(long id, String kind, String target, Integer targetId, String reason, String requestedBy, Instant createdAt, String state, String stoppedWhy,
                        int total, int skipped, int waiting, int underWay, int confirmed, int failed, int withdrawn) {
        static Batch of(BatchQueries.Row row) {
            return new Batch(row.id(), row.kind().name(), row.target().name(), row.targetId(), row.reason(), row.requestedBy(), row.createdAt(), row.state().name(),
                    row.stoppedWhy() == null ? null : CommandTexts.sentence(row.stoppedWhy()), row.total(), row.skipped(), row.waiting(), row.underWay(),
                    row.confirmed(), row.failed(), row.withdrawn());
        }
    }

    /**
     * A meter of a batch.
     *
     * @param command {@code null} for one that was skipped
     * @param state   its command's, or SKIPPED
     */
    public record BatchMeter(int meter, String address, Long command, String state, String detail) {
        static BatchMeter of(BatchQueries.MeterRow row) {
            boolean skipped = row.commandId() == null;
            return new BatchMeter(row.meterId(), row.address(), row.commandId(), skipped ? "SKIPPED" : row.state().name(),
                    CommandTexts.sentence((skipped ? "skipped." : "") + row.detail()));
        }
    }

    /** A batch to make. */
    public record NewBatch(@Required String kind, @Required String target, Integer targetId, List<Integer> meters, @Required String reason) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private CommandBatches batches;
    @Inject
    private BatchQueries queries;
    @Inject
    private Once once;

    /** The newest first. */
    @GET
    public Listing<Batch> list(@BeanParam PageQuery page) {
        return Listing.of(queries.list(caller.get().scope(), page.request()), Batch::of);
    }

    @POST
    public Response create(NewBatch wanted) {
        return once.answer(() -> {
            long id = batches.create(caller.get(), kind(wanted.kind()), null, target(wanted), wanted.reason());
            return Made.accepted("batches/" + id, find(id));
        });
    }

    @GET
    @Path("{id}")
    public Batch get(@PathParam("id") String id) {
        return find(Parameters.id("batch", id));
    }

    /** In order of place and name. */
    @GET
    @Path("{id}/meters")
    public Listing<BatchMeter> meters(@PathParam("id") String id, @BeanParam PageQuery page) {
        long batch = find(Parameters.id("batch", id)).id();
        return Listing.of(queries.meters(caller.get().scope(), batch, BatchQueries.Part.ALL, page.request()), BatchMeter::of);
    }

    private Batch find(long id) {
        return queries.byId(caller.get().scope(), id).map(Batch::of).orElseThrow(() -> RefusedException.notFound("batch", id));
    }

    private static CommandKind kind(String name) {
        return Arrays.stream(CommandKind.values()).filter(kind -> kind.name().equals(name) && (kind.action() != null || kind == CommandKind.SET_CLOCK)).findFirst()
                .orElseThrow(() -> RefusedException.invalid("kind", "refused.batchKind", "kind must be an order about the supply, or SET_CLOCK."));
    }

    private static BatchTarget target(NewBatch wanted) {
        BatchTarget.Kind kind = Arrays.stream(BatchTarget.Kind.values()).filter(each -> each.name().equals(wanted.target())).findFirst()
                .orElseThrow(() -> RefusedException.invalid("target", "refused.target", "target must be one of " + List.of(BatchTarget.Kind.values()) + "."));
        boolean list = kind == BatchTarget.Kind.METER_LIST;
        if (list != (wanted.targetId() == null)) {
            throw RefusedException.invalid("targetId", "refused.targetId", "targetId goes with every target but METER_LIST.");
        }
        if (list != (wanted.meters() != null)) {
            throw RefusedException.invalid("meters", "refused.members", "meters goes with target METER_LIST only.", BatchTarget.MAX_METERS);
        }
        return list ? BatchTarget.of(wanted.meters()) : BatchTarget.of(kind, wanted.targetId());
    }
}
