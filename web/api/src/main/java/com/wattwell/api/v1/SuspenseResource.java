package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Required;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.payment.Refunds;
import com.wattwell.payment.Suspense;
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

/** Money that came through channels and is nobody's yet. */
@RequestScoped
@Path("suspense")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SuspenseResource {

    /** What stands in suspense as it goes out. @param id such as {@code payment-12} */
    public record SuspenseItem(String id, String company, String channel, String tradeNumber, String orderNumber, String why, String meantAccount, long amountFen, long leftFen, Instant at,
                               Long entry) {
        static SuspenseItem of(Suspense.Row row) {
            return new SuspenseItem(row.item().toString(), row.company(), row.channel().name(), row.tradeNumber(), row.orderNumber(), row.why(), row.meant(), row.amountFen(), row.leftFen(),
                    row.at(), row.entryId());
        }
    }

    /** Whose it is. @param token of the client's choice: the same again is the same claim */
    public record NewClaim(@Required Long account, @Required Long amountFen, @Required String reason, @Required String token) {
    }

    /** What goes back to the payer. @param token of the client's choice: the same again is the same refund */
    public record NewSuspenseRefund(@Required Long amountFen, @Required String reason, @Required String token) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Suspense suspense;
    @Inject
    private Refunds refunds;
    @Inject
    private Once once;

    @GET
    public Listing<SuspenseItem> list(@BeanParam PageQuery query) {
        mustSeeBooks();
        return Listing.of(suspense.list(caller.get().scope(), query.request()), SuspenseItem::of);
    }

    @GET
    @Path("{id}")
    public SuspenseItem get(@PathParam("id") String id) {
        mustSeeBooks();
        return suspense.byId(caller.get().scope(), Suspense.Item.of(id)).map(SuspenseItem::of).orElseThrow(() -> RefusedException.notFound("suspense item", id));
    }

    @POST
    @Path("{id}/claims")
    public Response claim(@PathParam("id") String id, NewClaim wanted) {
        return once.answer(() -> {
            suspense.claim(caller.get(), Suspense.Item.of(id), wanted.account(), wanted.amountFen(), wanted.reason(), wanted.token());
            return Made.changed("suspense/" + id, get(id));
        });
    }

    @POST
    @Path("{id}/refunds")
    public Response refund(@PathParam("id") String id, NewSuspenseRefund wanted) {
        return once.answer(() -> {
            Suspense.Item item = Suspense.Item.of(id);
            if (item.kind() != Suspense.Kind.PAYMENT) {
                throw RefusedException.notFound("payment", id);
            }
            refunds.requestFromSuspense(caller.get(), item.id(), wanted.amountFen(), wanted.reason(), wanted.token());
            return Made.accepted("suspense/" + id, get(id));
        });
    }

    private void mustSeeBooks() {
        if (!caller.get().maySeeBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only finance and auditors may see the books.");
        }
    }
}
