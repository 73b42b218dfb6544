package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.collector.CollectorQueries;
import com.wattwell.collector.CollectorService;
import com.wattwell.collector.QuarantineQueries;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** Boxes that knocked and were not let in. */
@RequestScoped
@Path("quarantine")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class QuarantineResource {

    /**
     * A box as it goes out.
     *
     * @param reason  UNKNOWN, PROFILE, SWAPPING, DISABLED or REPLACED
     * @param waiting whether its socket is parked, so that adopting it takes effect at once
     */
    public record QuarantinedBox(int id, String registrationId, String reason, String detail, Instant firstSeen, Instant lastSeen, int attempts,
                                 String remoteAddress, boolean waiting) {
        static QuarantinedBox of(QuarantineQueries.Box box) {
            return new QuarantinedBox(box.id(), box.registrationId(), box.reason().name(), box.detail(), box.firstSeen(), box.lastSeen(),
                    box.attempts(), box.remoteAddress(), box.waiting());
        }
    }

    /** How a box becomes a collector; {@code company} is a code, needed only from who sees several companies, {@code kind} the id of its kind. */
    public record Adoption(String company, String name, String place, Integer kind) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private QuarantineQueries quarantine;
    @Inject
    private CollectorService service;
    @Inject
    private CollectorQueries collectors;
    @Inject
    private Companies companies;
    @Inject
    private Once once;

    /** The last that knocked first. */
    @GET
    public Listing<QuarantinedBox> list(@QueryParam("q") String text, @BeanParam PageQuery page) {
        return Listing.of(quarantine.list(caller.get().scope(), Parameters.search("q", text), page.request()), QuarantinedBox::of);
    }

    /** Makes the box a collector, or lets a known collector in again. */
    @POST
    @Path("{id}/adopt")
    public Response adopt(@PathParam("id") String id, Adoption wanted) {
        int box = Parameters.intId("box in quarantine", id);
        return once.answer(() -> {
            Caller by = caller.get();
            boolean known = quarantine.byId(by.scope(), box).orElseThrow(() -> RefusedException.notFound("box in quarantine", box)).collectorId() != null;
            int company = known ? 0 : companies.forWriting(by, wanted.company());
            int made = service.adopt(by, box, company, wanted.name(), wanted.place(), wanted.kind()).id();
            CollectorResource.Collector collector = collectors.byId(by.scope(), made).map(CollectorResource.Collector::of)
                    .orElseThrow(() -> RefusedException.notFound("collector", made));
            String path = "collectors/" + made;
            return known ? Made.changed(path, collector) : Made.created(path, collector);
        });
    }
}
