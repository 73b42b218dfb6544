package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.counter.Counter;
import com.wattwell.counter.Receipt;
import com.wattwell.counter.ReceiptQueries;
import com.wattwell.counter.Tender;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import com.wattwell.prepayment.Available;
import com.wattwell.prepayment.Balances;
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
import java.util.Arrays;

/** Money that is taken for an account at the counter, and what it still has. */
@RequestScoped
@Path("accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RechargeResource {

    /** A receipt as it goes out; amounts in fen. */
    public record CounterReceipt(long id, String number, long account, String kind, String tender, long amountFen, long availableFen, String reference, String reason, String day, Instant at,
                                 String by, Instant reversedAt, String reversedBy) {
        static CounterReceipt of(Receipt row) {
            return new CounterReceipt(row.id(), row.number(), row.accountId(), row.kind(), row.tender().name(), row.amountFen(), row.balanceFen(), row.reference(), row.reason(), row.day().toString(), row.at(),
                    row.by(), row.reversedAt(), row.reversedBy());
        }
    }

    /** Money to take, once for each token. */
    public record NewRecharge(@Required String tender, @Required Integer amountFen, String reference, @Required String token) {
    }

    /** Why a recharge is taken back. */
    public record Reversal(@Required String reason) {
    }

    /** What an account still has; amounts in fen. */
    public record AccountBalance(long account, long balanceFen, long soFarFen, long availableFen, long overdraftFen, long deferredFen, String nextDay, Instant readUntil, String parked) {
        static AccountBalance of(Available row) {
            return new AccountBalance(row.accountId(), row.balanceFen(), row.soFarFen(), row.availableFen(), row.overdraftFen(), row.deferredFen(), row.nextDay() == null ? null : row.nextDay().toString(), row.readUntil(), row.parked());
        }
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Counter counter;
    @Inject
    private ReceiptQueries receipts;
    @Inject
    private Balances balances;
    @Inject
    private Once once;

    @GET
    @Path("{id}/balance")
    public AccountBalance balance(@PathParam("id") String id) {
        return AccountBalance.of(available(id));
    }

    @GET
    @Path("{id}/recharges")
    public Listing<CounterReceipt> list(@PathParam("id") String id, @BeanParam PageQuery page) {
        return Listing.of(receipts.ofAccount(caller.get().scope(), available(id).accountId(), page.request()), CounterReceipt::of);
    }

    @POST
    @Path("{id}/recharges")
    public Response recharge(@PathParam("id") String id, NewRecharge wanted) {
        long account = Parameters.id("account", id);
        return once.answer(() -> {
            Receipt receipt = counter.recharge(caller.get(), new Counter.Recharge(account, tender(wanted.tender()), wanted.amountFen().longValue(), wanted.reference(), wanted.token()));
            return Made.created("accounts/" + account + "/recharges", CounterReceipt.of(receipt));
        });
    }

    @POST
    @Path("{id}/recharges/{receipt}/reversal")
    public Response reverse(@PathParam("id") String id, @PathParam("receipt") String receipt, Reversal wanted) {
        long account = Parameters.id("account", id);
        long which = Parameters.id("receipt", receipt);
        receipts.byId(caller.get().scope(), which).filter(row -> row.accountId() == account).orElseThrow(() -> RefusedException.notFound("receipt", receipt));
        return once.answer(() -> Made.changed("accounts/" + account + "/recharges", CounterReceipt.of(counter.reverse(caller.get(), which, wanted.reason()))));
    }

    private Available available(String id) {
        return balances.of(caller.get().scope(), Parameters.id("account", id)).orElseThrow(() -> RefusedException.notFound("account", id));
    }

    private static Tender tender(String name) {
        return Arrays.stream(Tender.values()).filter(tender -> tender.name().equals(name)).findFirst()
                .orElseThrow(() -> RefusedException.invalid("tender", "refused.tender", "tender must be CASH or CARD."));
    }
}
