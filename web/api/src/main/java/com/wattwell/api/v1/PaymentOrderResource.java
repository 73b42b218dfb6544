package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.payment.Channel;
import com.wattwell.payment.OrderState;
import com.wattwell.payment.PaymentDesk;
import com.wattwell.payment.PaymentOrder;
import com.wattwell.payment.PaymentOrders;
import com.wattwell.payment.PaymentQueries;
import com.wattwell.payment.PaymentQueries.OrderRow;
import com.wattwell.payment.Product;
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
import java.util.Arrays;

/** Orders to pay through a payment channel. */
@RequestScoped
@Path("payment-orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PaymentOrderResource {

    /** An order as it goes out. @param code what the QR shows, or the page or session to pay on */
    public record PaymentOrderShown(long id, String number, long account, String accountNumber, String channel, String product, long amountFen, String state, String code,
                                    String failure, long paidFen, int payments, Instant createdAt, String createdBy, Instant expiresAt, Instant endedAt) {
        static PaymentOrderShown of(OrderRow row) {
            PaymentOrder order = row.order();
            return new PaymentOrderShown(order.id(), order.number(), order.customerAccountId(), row.account(), order.channel().name(), order.product().name(), order.amountFen(),
                    order.state().name(), order.code(), order.failure(), row.paidFen(), row.payments(), order.createdAt(), order.createdBy(), order.expiresAt(), order.endedAt());
        }
    }

    /** An order to make. @param token of the client's choice: the same again is the same order */
    public record NewPaymentOrder(@Required Long account, @Required String channel, @Required String product, @Required Long amountFen, @Required String token, String payer,
                                  String payerAddress) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private PaymentDesk desk;
    @Inject
    private PaymentQueries queries;
    @Inject
    private Once once;

    @GET
    public Listing<PaymentOrderShown> list(@BeanParam PageQuery query, @QueryParam("state") String state, @QueryParam("search") String search) {
        return Listing.of(queries.orders(caller.get().scope(), state == null ? null : word("state", OrderState.class, state), Parameters.search("search", search), query.request()),
                PaymentOrderShown::of);
    }

    @POST
    public Response create(NewPaymentOrder wanted) {
        return once.answerAfter(() -> desk.order(caller.get(), new PaymentOrders.Wanted(wanted.account(), word("channel", Channel.class, wanted.channel()),
                word("product", Product.class, wanted.product()), wanted.amountFen(), wanted.token(), wanted.payer()), wanted.payerAddress()),
                made -> Made.created("payment-orders/" + made.id(), get(Long.toString(made.id()))));
    }

    @GET
    @Path("{id}")
    public PaymentOrderShown get(@PathParam("id") String id) {
        long wanted = Parameters.id("payment order", id);
        return queries.order(caller.get().scope(), wanted).map(PaymentOrderShown::of).orElseThrow(() -> RefusedException.notFound("payment order", wanted));
    }

    @POST
    @Path("{id}/close")
    public Response close(@PathParam("id") String id) {
        return once.answerAfter(() -> desk.close(caller.get(), Parameters.id("payment order", id)), closed -> Made.changed("payment-orders/" + closed.id(), get(id)));
    }

    static <E extends Enum<E>> E word(String field, Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants()).filter(each -> each.name().equals(text)).findFirst().orElseThrow(() -> RefusedException.invalid(field, "refused.word",
                field + " must be one of " + Arrays.toString(type.getEnumConstants()) + "."));
    }
}
