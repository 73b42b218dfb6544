package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.collector.CollectorQueries;
import com.wattwell.collector.CollectorService;
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

/** The boxes that dial in. */
@RequestScoped
@Path("collectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CollectorResource {

    /**
     * A collector as it goes out.
     *
     * @param since    of the present state, online or offline
     * @param lastSeen last byte that came from it, or {@code null}
     */
    public record Collector(int id, String code, String name, boolean online, Instant since, Instant lastSeen) {
        static Collector of(CollectorQueries.Row row) {
            return new Collector(row.id(), row.code(), row.name(), row.online(), row.since(), row.lastSeen());
        }
    }

    /** A collector to add; {@code company} is a code, needed only from who sees several companies. */
    public record NewCollector(String company, @Required String code, String name, String place, String token, String heartbeat,
                               String heartbeatAnswer, Integer idleSeconds, Integer baud) {
        @Override
        public String toString() {
            return "NewCollector[code=" + code + "]"; // the token is a secret
        }
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private CollectorQueries collectors;
    @Inject
    private CollectorService service;
    @Inject
    private Companies companies;
    @Inject
    private Once once;

    @GET
    public Listing<Collector> list(@QueryParam("q") String text, @QueryParam("online") String online, @BeanParam PageQuery page) {
        CollectorQueries.Filter filter = new CollectorQueries.Filter(Parameters.search("q", text), Parameters.truth("online", online), null);
        return Listing.of(collectors.list(caller.get().scope(), filter, CollectorQueries.Sort.CODE, false, page.request()), Collector::of);
    }

    @POST
    public Response create(NewCollector wanted) {
        return once.answer(() -> {
            int company = companies.forWriting(caller.get(), wanted.company());
            int id = service.create(caller.get(), new CollectorService.NewCollector(company, wanted.code(), wanted.name(), wanted.place(), wanted.token(),
                    wanted.heartbeat(), wanted.heartbeatAnswer(), wanted.idleSeconds(), wanted.baud())).id();
            return Made.created("collectors/" + id, find(id));
        });
    }

    @GET
    @Path("{id}")
    public Collector get(@PathParam("id") String id) {
        return find(Parameters.intId("collector", id));
    }

    private Collector find(int id) {
        return collectors.byId(caller.get().scope(), id).map(Collector::of).orElseThrow(() -> RefusedException.notFound("collector", id));
    }
}
