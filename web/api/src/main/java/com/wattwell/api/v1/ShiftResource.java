package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.counter.Shift;
import com.wattwell.counter.Shifts;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** Cashiers' shifts. */
@RequestScoped
@Path("shifts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ShiftResource {

    /** A shift as it goes out; amounts in fen. */
    public record CashierShift(long id, String cashier, Instant openedAt, long floatFen, long cashInFen, long cashOutFen, long cardFen, long expectedFen, Instant closedAt, Long countedFen,
                               Long depositFen, String explanation, int receipts) {
        static CashierShift of(Shift row) {
            return new CashierShift(row.id(), row.cashier(), row.openedAt(), row.floatFen(), row.cashInFen(), row.cashOutFen(), row.cardFen(), row.expectedFen(), row.closedAt(), row.countedFen(),
                    row.depositFen(), row.explanation(), row.receipts());
        }
    }

    /** A shift to open, once for each token; {@code company} is a code, needed only from who sees several companies. */
    public record NewShift(String company, @Required Integer floatFen, @Required String token) {
    }

    /** What was counted when a shift ended. */
    public record ShiftClosing(@Required Integer countedFen, Integer depositFen, String explanation) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Shifts shifts;
    @Inject
    private Companies companies;
    @Inject
    private Once once;

    /** All for who looks into the books; else the caller's own. */
    @GET
    public Listing<CashierShift> list(@BeanParam PageQuery page) {
        String only = caller.get().maySeeBooks() ? null : caller.get().name();
        return Listing.of(shifts.list(caller.get().scope(), only, page.request()), CashierShift::of);
    }

    @POST
    public Response open(NewShift wanted) {
        return once.answer(() -> {
            Shift shift = shifts.open(caller.get(), companies.forWriting(caller.get(), wanted.company()), wanted.floatFen().longValue(), wanted.token());
            return Made.created("shifts/" + shift.id(), CashierShift.of(shift));
        });
    }

    @GET
    @Path("{id}")
    public CashierShift get(@PathParam("id") String id) {
        return CashierShift.of(shifts.byId(caller.get().scope(), Parameters.id("shift", id)).filter(shift -> caller.get().maySeeBooks() || shift.cashier().equals(caller.get().name()))
                .orElseThrow(() -> RefusedException.notFound("shift", id)));
    }

    @POST
    @Path("{id}/closing")
    public Response close(@PathParam("id") String id, ShiftClosing wanted) {
        long shift = Parameters.id("shift", id);
        return once.answer(() -> Made.changed("shifts/" + shift, CashierShift.of(shifts.close(caller.get(), shift,
                new Shifts.Closing(wanted.countedFen().longValue(), wanted.depositFen() == null ? null : (Long) wanted.depositFen().longValue(), wanted.explanation())))));
    }
}
