package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.api.v1.UsagePointResource.UsageReading;
import com.wattwell.api.v1.UsagePointResource.WrongCharge;
import com.wattwell.billing.CorrectedReadings;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import com.wattwell.usage.Ruling;
import com.wattwell.usage.book.HandReadings;
import com.wattwell.usage.book.HeldUsage;
import com.wattwell.usage.book.ReadingCorrection;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Usage that waits for a decision, and readings by hand. */
@RequestScoped
@Path("usage")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UsageResource {

    /** Usage that nobody believes; quantities are texts or {@code null}. */
    public record HeldItem(long id, long usagePoint, Long account, String from, String to, String register, String reason, String quantity, String rolled, String usual, boolean open,
                           String decision, String decidedBy, String why, List<UsageReading> readings) {
    }

    /** How it is decided; with CORRECT the reading that is wrong, and its right value or none at all. */
    public record UsageDecision(@Required String decision, @Required String why, Integer meter, String type, String at, String value) {
    }

    /** What somebody read off a meter. */
    public record HandReading(@Required Integer meter, String at, @Required List<HandValue> values, Boolean confirmed) {
    }

    /** One register of it. */
    public record HandValue(@Required String type, @Required String value) {
    }

    /** A reading as it was taken. */
    public record TakenReading(int meter, Instant at) {
    }

    /** A reading's right value; without one it does not count at all. */
    public record CorrectedReading(@Required Integer meter, @Required String type, @Required String at, String value, @Required String reason) {
    }

    /** What was charged by it and is still to be taken back by a person. */
    public record ReadingCorrected(int meter, String type, Instant at, List<WrongCharge> charged) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private HeldUsage held;
    @Inject
    private HandReadings readings;
    @Inject
    private CorrectedReadings corrected;
    @Inject
    private Once once;

    @GET
    @Path("held")
    public Listing<HeldItem> held(@BeanParam PageQuery page) {
        return Listing.of(held.open(caller.get().scope(), page.request()), UsageResource::item);
    }

    @GET
    @Path("held/{id}")
    public HeldItem heldUsage(@PathParam("id") String id) {
        return item(row(Parameters.id("held usage", id)));
    }

    @POST
    @Path("held/{id}/decision")
    public Response decide(@PathParam("id") String id, UsageDecision wanted) {
        return once.answer(() -> {
            long number = Parameters.id("held usage", id);
            ReadingCorrection correction = wanted.meter() == null ? null : new ReadingCorrection(wanted.meter(), wanted.type() == null ? "" : wanted.type(),
                    Parameters.instant("at", wanted.at()), wanted.value() == null ? null : Parameters.decimal("value", wanted.value()));
            held.decide(caller.get(), number, ruling(wanted.decision()), wanted.why(), correction);
            return Made.changed("usage/held/" + number, item(row(number)));
        });
    }

    @POST
    @Path("readings")
    public Response read(HandReading wanted) {
        return once.answer(() -> {
            Instant at = readings.record(caller.get(), new HandReadings.Taken(wanted.meter(), Parameters.instant("at", wanted.at()),
                    wanted.values().stream().map(each -> new HandReadings.Value(each.type(), Parameters.decimal("value", each.value()))).toList(),
                    Boolean.TRUE.equals(wanted.confirmed()), null));
            return Made.created("meters/" + wanted.meter() + "/readings", new TakenReading(wanted.meter(), at));
        });
    }

    @POST
    @Path("corrections")
    public Response correct(CorrectedReading wanted) {
        return once.answer(() -> {
            ReadingCorrection correction = new ReadingCorrection(wanted.meter(), wanted.type(), Parameters.instant("at", wanted.at()),
                    wanted.value() == null ? null : Parameters.decimal("value", wanted.value()));
            List<WrongCharge> charged = corrected.correct(caller.get(), correction, wanted.reason()).stream().map(WrongCharge::of).toList();
            return Made.created("meters/" + wanted.meter() + "/readings", new ReadingCorrected(wanted.meter(), correction.type(), correction.at(), charged));
        });
    }

    private HeldUsage.Row row(long id) {
        return held.byId(caller.get().scope(), id).orElseThrow(() -> RefusedException.notFound("held usage", id));
    }

    private static HeldItem item(HeldUsage.Row row) {
        return new HeldItem(row.id(), row.usagePointId(), row.accountId(), row.from().toString(), row.to().toString(), row.register().name(), row.reason().name(), text(row.quantity()),
                text(row.rolled()), text(row.usual()), row.open(), row.decision() == null ? null : row.decision().name(), row.decidedBy(), row.why(),
                row.readings().stream().map(UsageReading::of).toList());
    }

    private static String text(BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }

    private static Ruling ruling(String text) {
        try {
            return Ruling.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("decision", "refused.heldRuling", "decision must be ACCEPT, ESTIMATE or CORRECT.");
        }
    }
}
