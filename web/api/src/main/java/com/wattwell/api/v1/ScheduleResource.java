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
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.RecurrenceRule;
import com.wattwell.schedule.ScheduleQueries;
import com.wattwell.schedule.ScheduleService;
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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What is read when. */
@RequestScoped
@Path("schedules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ScheduleResource {

    private static final int NEXT_TIMES = 5;

    /**
     * A schedule as it goes out.
     *
     * @param company   code of its company
     * @param readingTypes codes of what it reads
     * @param fillGaps     whether gaps are filled from the meters' memory
     * @param readLate     whether what no memory has is read later, while it is the newest, and marked late
     * @param simultaneous whether meters that can freeze do so at the due instant, and the freeze is read
     * @param nextTimes its next due instants; empty while it is not enabled
     */
    public record Schedule(int id, String company, String name, String kind, String cron, Integer intervalSeconds, List<String> times, Boolean nonWorking,
                           List<String> monthDays, Boolean shift, String target, Integer targetId, List<String> readingTypes, boolean fillGaps, boolean readLate,
                           boolean simultaneous, boolean enabled, List<Instant> nextTimes) {
        static Schedule of(ScheduleQueries.Row row, List<Instant> nextTimes) {
            RecurrenceRule rule = row.rule();
            return new Schedule(row.id(), row.companyCode(), row.name(), rule.kind().name(), rule.cron(), rule.intervalSeconds(), rule.times(),
                    rule.nonWorking(), rule.monthDays(), rule.shift(), row.target().name(), row.targetId(), row.readingTypes(),
                    row.options().fillGaps(), row.options().readLate(), row.options().simultaneous(), row.enabled(), nextTimes);
        }
    }

    /** A schedule to add; {@code company} is a code, needed only from who sees several companies. */
    public record NewSchedule(String company, @Required String name, @Required String kind, String cron, Integer intervalSeconds, List<String> times,
                              Boolean nonWorking, List<String> monthDays, Boolean shift, String target, Integer targetId,
                              @Required List<String> readingTypes, Boolean fillGaps, Boolean readLate, Boolean simultaneous) {
        ReadingSchedule.Options options() {
            ReadingSchedule.Options usual = ReadingSchedule.Options.USUAL;
            return new ReadingSchedule.Options(Objects.requireNonNullElse(fillGaps, usual.fillGaps()), Objects.requireNonNullElse(readLate, usual.readLate()),
                    Objects.requireNonNullElse(simultaneous, usual.simultaneous()));
        }


        RecurrenceRule rule() {
            return new RecurrenceRule(RecurrenceRule.kind(kind), cron, intervalSeconds, times, nonWorking, monthDays, shift);
        }
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private ScheduleQueries schedules;
    @Inject
    private ScheduleService service;
    @Inject
    private Companies companies;
    @Inject
    private Clock clock;
    @Inject
    private Once once;

    @GET
    public Listing<Schedule> list(@QueryParam("q") String text, @BeanParam PageQuery page) {
        return Listing.of(schedules.list(caller.get().scope(), Parameters.search("q", text), page.request()), row -> Schedule.of(row, nextTimes(row)));
    }

    @POST
    public Response create(NewSchedule wanted) {
        return once.answer(() -> {
            if ("ALL".equals(wanted.target()) && wanted.targetId() != null) {
                throw RefusedException.invalid("targetId", "refused.targetIdWithAll", "targetId goes with every target but ALL.");
            }
            int company = companies.forWriting(caller.get(), wanted.company());
            int id = service.create(caller.get(), new ScheduleService.Definition(company, wanted.name(), wanted.rule(), wanted.target(),
                    wanted.targetId(), wanted.readingTypes(), wanted.options())).id();
            return Made.created("schedules/" + id, find(id));
        });
    }

    @GET
    @Path("{id}")
    public Schedule get(@PathParam("id") String id) {
        return find(Parameters.intId("schedule", id));
    }

    private Schedule find(int id) {
        return schedules.byId(caller.get().scope(), id).map(row -> Schedule.of(row, nextTimes(row)))
                .orElseThrow(() -> RefusedException.notFound("schedule", id));
    }

    private List<Instant> nextTimes(ScheduleQueries.Row row) {
        if (row.nextDue() == null || !row.enabled()) {
            return List.of();
        }
        Instant now = clock.instant();
        // what is due and not yet begun stands first
        return Stream.concat(Stream.of(row.nextDue()), service.next(row, now.isAfter(row.nextDue()) ? now : row.nextDue(), NEXT_TIMES - 1).stream()).toList();
    }
}
