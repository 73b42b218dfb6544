package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.payment.PaymentQueries;
import com.wattwell.payment.PaymentQueries.PaymentRow;
import com.wattwell.payment.Refunds;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** Money that came through payment channels, and what goes back of it. */
@RequestScoped
@Path("payments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PaymentResource {

    /** A payment as it goes out. @param account {@code null} when nobody knew whose it was */
    public record Payment(long id, String channel, String tradeNumber, String orderNumber, Long order, Long account, String accountNumber, long amountFen, long refundedFen,
                          long refundableFen, long suspenseFen, boolean takenBack, Instant paidAt, String learnedBy, Instant learnedAt, String remark, Long entry) {
        static Payment of(PaymentRow row) {
            return new Payment(row.id(), row.channel().name(), row.tradeNumber(), row.orderNumber(), row.orderId(), row.accountId(), row.account(), row.amountFen(), row.refundedFen(),
                    row.refundableFen(), row.suspenseFen(), row.takenBack(), row.paidAt(), row.learnedBy(), row.learnedAt(), row.remark(), row.entryId());
        }
    }

    /** Money to give back. @param token of the client's choice: the same again is the same refund */
    public record NewRefund(@Required Long amountFen, @Required String reason, @Required String token) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private PaymentQueries queries;
    @Inject
    private Refunds refunds;
    @Inject
    private Once once;

    @GET
    public Listing<Payment> list(@BeanParam PageQuery query, @QueryParam("suspense") String suspense, @QueryParam("account") String account) {
        boolean inSuspense = Boolean.TRUE.equals(Parameters.truth("suspense", suspense));
        if (inSuspense && !caller.get().maySeeBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only finance and auditors may see what stands in suspense.");
        }
        return Listing.of(queries.payments(caller.get().scope(), inSuspense,
                account == null ? null : Parameters.id("account", account), query.request()), Payment::of);
    }

    @GET
    @Path("{id}")
    public Payment get(@PathParam("id") String id) {
        long wanted = Parameters.id("payment", id);
        return queries.payment(caller.get().scope(), wanted).map(Payment::of).orElseThrow(() -> RefusedException.notFound("payment", wanted));
    }

    @POST
    @Path("{id}/refunds")
    public Response refund(@PathParam("id") String id, NewRefund wanted) {
        return once.answer(() -> {
            long payment = Parameters.id("payment", id);
            refunds.request(caller.get(), payment, wanted.amountFen(), wanted.reason(), wanted.token());
            return Made.accepted("payments/" + payment, get(id));
        });
    }
}
