package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.v1.LineSearchResource.LineSearch;
import com.wattwell.api.v1.LineSearchResource.NewLineSearch;
import com.wattwell.control.LineSearches;
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

/** The searches of one line. */
@RequestScoped
@Path("collectors/{id}/lines/{number}/searches")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LineSearchesResource {

    @Inject
    private CurrentCaller caller;
    @Inject
    private LineSearches searches;
    @Inject
    private Once once;

    /** The latest first. */
    @GET
    public Listing<LineSearch> list(@PathParam("id") String id, @PathParam("number") String number, @BeanParam PageQuery page) {
        return Listing.of(page.request().of(searches.list(caller.get().scope(), Parameters.intId("collector", id), Parameters.intId("line", number))), LineSearch::of);
    }

    @POST
    public Response start(@PathParam("id") String id, @PathParam("number") String number, NewLineSearch wanted) {
        int collector = Parameters.intId("collector", id);
        int line = Parameters.intId("line", number);
        return once.answer(() -> {
            long made = searches.start(caller.get(), collector, line,
                    new LineSearches.NewSearch(wanted.protocols(), Boolean.TRUE.equals(wanted.thorough()), wanted.questions(), wanted.minutes()));
            return Made.accepted("line-searches/" + made, made(made));
        });
    }

    private LineSearch made(long id) {
        return searches.byId(caller.get().scope(), id).map(LineSearch::of).orElseThrow(() -> RefusedException.notFound("search", id));
    }
}
