package com.wattwell.api.v1;

import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.control.LineSearches;
import com.wattwell.control.LineSearches.Search;
import com.wattwell.control.LineSearches.Sighting;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;

/** Searches of lines for their meters. */
@RequestScoped
@Path("line-searches")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LineSearchResource {

    /** A search to start; what is left out is as usual. */
    public record NewLineSearch(List<String> protocols, Boolean thorough, Integer questions, Integer minutes) {
    }

    /**
     * Somebody on the line.
     *
     * @param meter the meter it is, or {@code null} when it is new
     */
    public record FoundMeter(String protocol, String address, String other, String value, String unit, Integer meter) {
        static FoundMeter of(Sighting seen) {
            return new FoundMeter(seen.found().protocol(), seen.found().address(), seen.found().other(), seen.found().value(), seen.found().unit(), seen.meterId());
        }
    }

    /** A search as it goes out. */
    public record LineSearch(long id, int collector, int line, String state, String by, Instant startedAt, Instant endedAt, Instant until, int asked, int most,
                             boolean thorough, String asking, List<FoundMeter> found, List<String> unreadable) {
        static LineSearch of(Search search) {
            return new LineSearch(search.id(), search.collectorId(), search.line(), search.state(), search.by(), search.startedAt(), search.endedAt(), search.until(),
                    search.asked(), search.most(), search.thorough(), search.ended() ? null : search.asking(),
                    search.sightings().stream().map(FoundMeter::of).toList(), search.unreadable());
        }
    }

    /** One that was found and is to become a meter. */
    public record AdoptedMeter(@Required String protocol, @Required String address, String model, String name, String place) {
    }

    /** Those that are to become meters, all or none. */
    public record Adoptions(@Required List<AdoptedMeter> meters) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private LineSearches searches;
    @Inject
    private Once once;

    @GET
    @Path("{id}")
    public LineSearch get(@PathParam("id") String id) {
        return find(Parameters.id("search", id));
    }

    @POST
    @Path("{id}/stop")
    public Response stop(@PathParam("id") String id) {
        long search = Parameters.id("search", id);
        return once.answer(() -> {
            searches.stop(caller.get(), search);
            return Made.changed("line-searches/" + search, find(search));
        });
    }

    @POST
    @Path("{id}/adoptions")
    public Response adopt(@PathParam("id") String id, Adoptions wanted) {
        long search = Parameters.id("search", id);
        return once.answer(() -> {
            searches.adopt(caller.get(), search, wanted.meters().stream()
                    .map(each -> new LineSearches.Adoption(each.protocol(), each.address(), each.model(), each.name(), each.place())).toList());
            return Made.created("line-searches/" + search, find(search));
        });
    }

    private LineSearch find(long id) {
        return searches.byId(caller.get().scope(), id).map(LineSearch::of).orElseThrow(() -> RefusedException.notFound("search", id));
    }
}
