package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.billing.CorrectedReadings;
import com.wattwell.customer.UsagePoints;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.ReadingRef;
import com.wattwell.usage.book.UsageQueries;
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
import java.util.List;

/** Usage points and what is booked of them. */
@RequestScoped
@Path("usage-points")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UsagePointResource {

    private static final int EDITS = 100;

    /** A usage point as it goes out. */
    public record UsagePoint(long id, String name, String commodity, String place, Integer meter, String multiplier, String mostADay, Long account) {
    }

    /** What one register took from the beginning of a day to that of another. */
    public record BookedUsage(String from, String to, String register, String quantity, boolean estimated, List<UsageReading> readings) {
    }

    /** A reading that it was reckoned from. */
    public record UsageReading(int meter, String type, Instant at, String value) {
        static UsageReading of(ReadingRef reading) {
            return new UsageReading(reading.meterId(), reading.readingType(), reading.at(), reading.value().toPlainString());
        }
    }

    /** A value that counts instead of a reading; {@code after} is {@code null} when the reading does not count at all. */
    public record ReadingEdit(int meter, String type, Instant at, String before, String after, String reason, Instant editedAt, String editedBy) {
    }

    /** What was charged by readings that were corrected since; {@code bill} is {@code null} for the days of a prepaid account. */
    public record WrongCharge(long account, Long bill, String number, boolean draft, String from, String to) {
        static WrongCharge of(CorrectedReadings.Charged charged) {
            return new WrongCharge(charged.accountId(), charged.billId(), charged.number(), charged.draft(), charged.from().toString(), charged.to().toString());
        }
    }

    /** Corrections of a point's readings, and what is still to be taken back because of them. */
    public record Corrections(List<ReadingEdit> edits, List<WrongCharge> charged) {
    }

    /** Other transformers from a moment on. */
    public record MultiplierChange(@Required String multiplier, @Required String at, @Required String value) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private UsageQueries queries;
    @Inject
    private CorrectedReadings corrected;
    @Inject
    private UsagePoints points;
    @Inject
    private Once once;

    @GET
    public Listing<UsagePoint> list(@QueryParam("text") String text, @BeanParam PageQuery page) {
        return Listing.of(queries.points(caller.get().scope(), Parameters.search("text", text), page.request()), UsagePointResource::point);
    }

    @GET
    @Path("{id}")
    public UsagePoint get(@PathParam("id") String id) {
        return point(row(id));
    }

    @GET
    @Path("{id}/usage")
    public Listing<BookedUsage> usage(@PathParam("id") String id, @BeanParam PageQuery page) {
        return Listing.of(queries.items(caller.get().scope(), row(id).id(), page.request()), item -> new BookedUsage(item.from().toString(), item.to().toString(), item.register().name(),
                item.quantity().toPlainString(), item.estimated(), item.readings().stream().map(UsageReading::of).toList()));
    }

    @GET
    @Path("{id}/corrections")
    public Corrections corrections(@PathParam("id") String id) {
        long point = row(id).id();
        return new Corrections(queries.edits(caller.get().scope(), point, EDITS).stream().map(edit -> new ReadingEdit(edit.meterId(), edit.type(), edit.slot(), edit.before().toPlainString(),
                edit.after() == null ? null : edit.after().toPlainString(), edit.reason(), edit.at(), edit.by())).toList(),
                corrected.charged(caller.get().scope(), point).stream().map(WrongCharge::of).toList());
    }

    @POST
    @Path("{id}/multiplier")
    public Response changeMultiplier(@PathParam("id") String id, MultiplierChange wanted) {
        return once.answer(() -> {
            points.changeMultiplier(caller.get(), row(id).id(), Parameters.decimal("multiplier", wanted.multiplier()), Parameters.instant("at", wanted.at()),
                    Parameters.decimal("value", wanted.value()));
            return Made.changed("usage-points/" + row(id).id(), get(id));
        });
    }

    private UsageQueries.Point row(String id) {
        return queries.point(caller.get().scope(), Parameters.id("usage point", id)).orElseThrow(() -> RefusedException.notFound("usage point", id));
    }

    private static UsagePoint point(UsageQueries.Point row) {
        return new UsagePoint(row.id(), row.name(), row.commodity().name(), row.place(), row.meterId(), row.multiplier() == null ? null : row.multiplier().toPlainString(),
                row.mostADay().toPlainString(), row.accountId());
    }
}
