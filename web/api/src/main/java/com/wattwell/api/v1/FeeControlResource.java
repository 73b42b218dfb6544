package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.feecontrol.FeeControlQueries;
import com.wattwell.feecontrol.FeeControlRule;
import com.wattwell.feecontrol.FeeControlRules;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;

/** Who is low, who was cut and why, how fast supply comes back, and the settings. */
@RequestScoped
@Path("fee-control")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class FeeControlResource {

    private static final Duration STOPWATCH = Duration.ofDays(30);

    /** An account below a level; amounts in fen. */
    public record LowAccount(long account, String number, String customer, int level, Instant warnedAt, Instant shortSince, Instant cutAfter, String heldBack, long availableFen) {
        static LowAccount of(FeeControlQueries.Low row) {
            return new LowAccount(row.accountId(), row.account(), row.customer(), row.level(), row.warnedAt(), row.shortSince(), row.cutAfter(), row.heldBack(), row.availableFen());
        }
    }

    /** A cut with its restore. */
    public record FeeControlCase(long id, long account, String number, int meter, String state, Instant decidedAt, long availableFen, long limitFen, Long tripCommand, Instant cutAt,
                                 Long restoreCommand, Instant paidAt, Instant postedAt, Instant orderedAt, Instant sentAt, Instant acceptedAt, Instant readBackAt, boolean permitted, boolean late,
                                 String why) {
        static FeeControlCase of(FeeControlQueries.Row row) {
            return new FeeControlCase(row.id(), row.accountId(), row.account(), row.meterId(), row.state(), row.decidedAt(), row.availableFen(), row.limitFen(), row.tripCommand(), row.cutAt(),
                    row.restoreCommand(), row.paidAt(), row.postedAt(), row.orderedAt(), row.sentAt(), row.acceptedAt(), row.readBackAt(), row.permitted(), row.late(), row.why());
        }
    }

    /** From paid to read back, of the last 30 days; milliseconds. */
    public record RestoreStopwatch(int cases, long p50Millis, long p99Millis, long postedP50Millis, long sentP50Millis, int late) {
    }

    /** A company's settings as they go out; amounts in fen. */
    public record FeeControlSetting(String company, boolean enabled, List<Long> warnFen, long tripBelowFen, long restoreFromFen, int graceMinutes, String cutFrom, String cutUntil,
                                    boolean cutOnRestDays, boolean permitOnly, int lateSeconds) {
    }

    /** What they are to be from now on; {@code company} is a code, needed only from who sees several companies. */
    public record NewFeeControlSetting(String company, @Required Boolean enabled, @Required List<Integer> warnFen, @Required Integer tripBelowFen, @Required Integer restoreFromFen,
                                       @Required Integer graceMinutes, String cutFrom, String cutUntil, @Required Boolean cutOnRestDays, @Required Boolean permitOnly,
                                       @Required Integer lateSeconds, @Required String reason) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private FeeControlQueries queries;
    @Inject
    private FeeControlRules rules;
    @Inject
    private Companies companies;

    @GET
    public Listing<LowAccount> low(@BeanParam PageQuery page) {
        return Listing.of(queries.low(caller.get().scope(), page.request()), LowAccount::of);
    }

    @GET
    @Path("cases")
    public Listing<FeeControlCase> cases(@QueryParam("open") String open, @BeanParam PageQuery page) {
        return Listing.of(queries.cases(caller.get().scope(), Boolean.TRUE.equals(Parameters.truth("open", open)), page.request()), FeeControlCase::of);
    }

    @GET
    @Path("stopwatch")
    public RestoreStopwatch stopwatch() {
        FeeControlQueries.Stopwatch watch = queries.stopwatch(caller.get().scope(), STOPWATCH);
        return new RestoreStopwatch(watch.cases(), watch.p50Millis(), watch.p99Millis(), watch.postedP50Millis(), watch.sentP50Millis(), watch.late());
    }

    @GET
    @Path("setting")
    public FeeControlSetting setting(@QueryParam("company") String company) {
        return out(companies.forWriting(caller.get(), company));
    }

    @PUT
    @Path("setting")
    public FeeControlSetting change(NewFeeControlSetting wanted) {
        int company = companies.forWriting(caller.get(), wanted.company());
        rules.change(caller.get(), company, new FeeControlRule(wanted.enabled(), wanted.warnFen().stream().map(Integer::longValue).toList(), wanted.tripBelowFen(), wanted.restoreFromFen(), wanted.graceMinutes(),
                time("cutFrom", wanted.cutFrom()), time("cutUntil", wanted.cutUntil()), wanted.cutOnRestDays(), wanted.permitOnly(), wanted.lateSeconds()), wanted.reason());
        return out(company);
    }

    private FeeControlSetting out(int company) {
        FeeControlRule rule = rules.of(company);
        String code = companies.all(caller.get().scope()).stream().filter(each -> each.id() == company).findFirst().orElseThrow(() -> RefusedException.notFound("company", company)).code();
        return new FeeControlSetting(code, rule.enabled(), rule.warnFen(), rule.tripBelowFen(), rule.restoreFromFen(), rule.graceMinutes(), text(rule.cutFrom()), text(rule.cutUntil()),
                rule.cutOnRestDays(), rule.permitOnly(), rule.lateSeconds());
    }

    private static String text(LocalTime time) {
        return time == null ? null : time.toString();
    }

    private static LocalTime time(String field, String written) {
        try {
            return written == null ? null : LocalTime.parse(written);
        } catch (DateTimeException e) {
            throw RefusedException.invalid(field, "refused.hours", field + " must be a time such as 09:00.");
        }
    }
}
