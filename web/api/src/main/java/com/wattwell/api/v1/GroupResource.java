package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Required;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.metering.MeterGroups;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Groups of meters, whose ids a schedule may be pointed at. */
@RequestScoped
@Path("groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class GroupResource {

    /** A group as it goes out; {@code meters} counts them. */
    public record Group(int id, String company, String name, int meters) {
    }

    /** A group to add, with the ids of its meters. */
    public record NewGroup(String company, @Required String name, List<Integer> meters) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Companies companies;
    @Inject
    private MeterGroups groups;
    @Inject
    private Once once;

    @GET
    public Listing<Group> list(@BeanParam PageQuery page) {
        return Listing.of(groups.list(caller.get().scope(), page.request()), row -> new Group(row.id(), row.company(), row.name(), row.meters()));
    }

    @POST
    public Response create(NewGroup wanted) {
        return once.answer(() -> {
            int company = companies.forWriting(caller.get(), wanted.company());
            int id = groups.create(caller.get(), company, wanted.name(), wanted.meters());
            Group made = new Group(id, companies.all(caller.get().scope()).stream().filter(each -> each.id() == company).findFirst().orElseThrow().code(),
                    wanted.name().strip(), wanted.meters() == null ? 0 : (int) wanted.meters().stream().distinct().count());
            return Made.created("groups", made);
        });
    }
}
