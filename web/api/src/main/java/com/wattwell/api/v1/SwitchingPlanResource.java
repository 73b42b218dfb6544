package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import com.wattwell.schedule.SwitchingPlans;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** What is switched off and on again by the clock and the calendar. */
@RequestScoped
@Path("switching-plans")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SwitchingPlanResource {

    /**
     * A plan as it goes out.
     *
     * @param company        code of its company
     * @param dark           whether it has tripped its target and not given supply back yet
     * @param nextOff        {@code null} while it is not enabled
     * @param nextOn         that comes next, whether or not its off has been
     * @param expectedDarkBy who said that the target is meant to go dark, so that its trips pass the brake
     * @param lastBatch      the newest batch it made
     */
    public record SwitchingPlan(int id, String company, String name, String target, int targetId, String days, String offTime, String onTime, String onAction,
                                boolean enabled, boolean dark, Instant nextOff, Instant nextOn, String expectedDarkBy, Instant expectedDarkAt, Long lastBatch) {
        static SwitchingPlan of(SwitchingPlans.Row row) {
            return new SwitchingPlan(row.id(), row.companyCode(), row.name(), row.target().name(), row.targetId(), row.hours().days().name(),
                    row.hours().off().toString(), row.hours().on().toString(), row.onAction().name(), row.enabled(), row.dark(), row.nextOff(), row.nextOn(),
                    row.expectedDarkBy(), row.expectedDarkAt(), row.lastBatch());
        }
    }

    /** A plan to add; {@code company} is a code, needed only from who sees several companies. */
    public record NewSwitchingPlan(String company, @Required String name, @Required String target, @Required Integer targetId, @Required String days,
                                   @Required String offTime, @Required String onTime, @Required String onAction, Boolean expectedDark) {
    }

    /** What a plan is to be from now on. */
    public record ChangedSwitchingPlan(@Required String name, @Required String target, @Required Integer targetId, @Required String days, @Required String offTime,
                                       @Required String onTime, @Required String onAction, @Required Boolean enabled, Boolean expectedDark) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private SwitchingPlans plans;
    @Inject
    private Companies companies;
    @Inject
    private Once once;

    @GET
    public Listing<SwitchingPlan> list(@BeanParam PageQuery page) {
        return Listing.of(plans.list(caller.get().scope(), page.request()), SwitchingPlan::of);
    }

    @POST
    public Response create(NewSwitchingPlan wanted) {
        return once.answer(() -> {
            int company = companies.forWriting(caller.get(), wanted.company());
            int id = plans.save(caller.get(), null, new SwitchingPlans.Definition(company, wanted.name(), wanted.target(), wanted.targetId(), wanted.days(),
                    wanted.offTime(), wanted.onTime(), wanted.onAction(), true, wanted.expectedDark()));
            return Made.created("switching-plans/" + id, SwitchingPlan.of(find(id)));
        });
    }

    @GET
    @Path("{id}")
    public SwitchingPlan get(@PathParam("id") String id) {
        return SwitchingPlan.of(find(Parameters.intId("switching plan", id)));
    }

    @PUT
    @Path("{id}")
    public SwitchingPlan change(@PathParam("id") String id, ChangedSwitchingPlan wanted) {
        int plan = Parameters.intId("switching plan", id);
        plans.save(caller.get(), plan, new SwitchingPlans.Definition(find(plan).companyId(), wanted.name(), wanted.target(), wanted.targetId(), wanted.days(),
                wanted.offTime(), wanted.onTime(), wanted.onAction(), wanted.enabled(), wanted.expectedDark()));
        return SwitchingPlan.of(find(plan));
    }

    private SwitchingPlans.Row find(int id) {
        return plans.byId(caller.get().scope(), id).orElseThrow(() -> RefusedException.notFound("switching plan", id));
    }
}
