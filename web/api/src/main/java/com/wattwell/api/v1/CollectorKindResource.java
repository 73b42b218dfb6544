package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.collector.CollectorKind.Definition;
import com.wattwell.collector.CollectorKinds;
import com.wattwell.connector.ListeningPort;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Makes and models of collectors. */
@RequestScoped
@Path("collector-kinds")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CollectorKindResource {

    /**
     * A kind as it goes out.
     *
     * @param company code of the company whose it is, or {@code null} for one that ships with Wattwell
     * @param ports   on which ports of this installation such a box dials in; none when no port speaks its dialect
     */
    public record CollectorKind(int id, String company, String make, String model, String dialect, String registration, String heartbeat,
                                String heartbeatAnswer, int idleSeconds, int baud, int firstReplyMillis, int lines, String notes, int collectors,
                                List<Integer> ports) {
        static CollectorKind of(com.wattwell.collector.CollectorKind kind, List<ListeningPort> ports) {
            return new CollectorKind(kind.id(), kind.company(), kind.make(), kind.model(), kind.dialect().name(), kind.registration(), kind.heartbeat(),
                    kind.heartbeatAnswer(), kind.idleSeconds(), kind.baud(), kind.firstReplyMillis(), kind.lines(), kind.notes(), kind.collectors(),
                    ports.stream().filter(port -> port.dialect() == kind.dialect()).map(ListeningPort::port).toList());
        }
    }

    /** A kind to add, or all of one that is changed; {@code company} is a code, needed only from who sees several companies. */
    public record NewCollectorKind(String company, @Required String make, @Required String model, @Required String dialect, String registration,
                                   String heartbeat, String heartbeatAnswer, Integer idleSeconds, Integer baud, Integer firstReplyMillis, Integer lines,
                                   String notes) {
        Definition definition() {
            return new Definition(make, model, dialect, registration, heartbeat, heartbeatAnswer, idleSeconds, baud, firstReplyMillis, lines, notes);
        }
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private CollectorKinds kinds;
    @Inject
    private Companies companies;
    @Inject
    private Once once;

    @GET
    public Listing<CollectorKind> list(@QueryParam("q") String text, @BeanParam PageQuery page) {
        List<ListeningPort> ports = kinds.ports();
        return Listing.of(kinds.list(caller.get().scope(), Parameters.search("q", text), page.request()), kind -> CollectorKind.of(kind, ports));
    }

    @POST
    public Response create(NewCollectorKind wanted) {
        return once.answer(() -> {
            int id = kinds.create(caller.get(), companies.forWriting(caller.get(), wanted.company()), wanted.definition());
            return Made.created("collector-kinds/" + id, find(id));
        });
    }

    @GET
    @Path("{id}")
    public CollectorKind get(@PathParam("id") String id) {
        return find(Parameters.intId("kind of collector", id));
    }

    /** Collectors that are of it already keep what they took from it. */
    @POST
    @Path("{id}")
    public Response change(@PathParam("id") String id, NewCollectorKind wanted) {
        int kind = Parameters.intId("kind of collector", id);
        return once.answer(() -> {
            if (wanted.company() != null && !wanted.company().equalsIgnoreCase(find(kind).company())) {
                throw RefusedException.invalid("company", "refused.company", "A kind stays with its company.", wanted.company());
            }
            kinds.change(caller.get(), kind, wanted.definition());
            return Made.changed("collector-kinds/" + kind, find(kind));
        });
    }

    /** Only one that no collector is of. */
    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        kinds.delete(caller.get(), Parameters.intId("kind of collector", id));
        return Response.noContent().build();
    }

    private CollectorKind find(int id) {
        return kinds.byId(caller.get().scope(), id).map(kind -> CollectorKind.of(kind, kinds.ports()))
                .orElseThrow(() -> RefusedException.notFound("kind of collector", id));
    }
}
