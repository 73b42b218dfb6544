package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.LongText;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.payment.Channel;
import com.wattwell.payment.Merchants;
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

/** The companies' contracts with payment channels. Keys go in and never come out. */
@RequestScoped
@Path("merchant-accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MerchantAccountResource {

    /** A merchant account as it goes out. @param validKeys how many sets of keys are believed now */
    public record MerchantAccount(int id, String company, String channel, String merchantNumber, String appId, int feePpm, boolean enabled, Instant keysSince, int validKeys) {
        static MerchantAccount of(Merchants.Row row) {
            return new MerchantAccount(row.id(), row.company(), row.channel().name(), row.merchantNumber(), row.appId(), row.feePpm(), row.enabled(), row.keysSince(), row.validKeys());
        }
    }

    /** A merchant account to write, or new keys for one that is there. */
    public record NewMerchantAccount(String company, @Required String channel, @Required String merchantNumber, @Required String appId, Integer feePpm, @LongText String privateKey,
                                     String privateKeySerial, @LongText String channelPublicKey, String channelPublicKeyId, String apiV3Key,
                                     Boolean signsLater) {
        @Override
        public String toString() {
            return channel + " " + merchantNumber;
        }
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Companies companies;
    @Inject
    private Merchants merchants;
    @Inject
    private Once once;

    @GET
    public Listing<MerchantAccount> list(@BeanParam PageQuery query) {
        if (!caller.get().mayAdminister() && !caller.get().maySeeBooks()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators and finance see merchant accounts.");
        }
        return Listing.of(query.request().of(merchants.list(caller.get().scope())), MerchantAccount::of);
    }

    @POST
    public Response save(NewMerchantAccount wanted) {
        return once.answer(() -> {
            int id = merchants.save(caller.get(), new Merchants.Definition(companies.forWriting(caller.get(), wanted.company()),
                    PaymentOrderResource.word("channel", Channel.class, wanted.channel()), wanted.merchantNumber(), wanted.appId(), wanted.feePpm() == null ? 6000 : wanted.feePpm(), true,
                    wanted.privateKey(), wanted.privateKeySerial(), wanted.channelPublicKey(), wanted.channelPublicKeyId(), wanted.apiV3Key(),
                    Boolean.TRUE.equals(wanted.signsLater())));
            return Made.changed("merchant-accounts", merchants.byId(caller.get().scope(), id).map(MerchantAccount::of).orElseThrow());
        });
    }

    /** The channel has the keys that wait. */
    @POST
    @Path("{id}/sign")
    public Response letSign(@PathParam("id") String id) {
        return once.answer(() -> {
            int account = Parameters.intId("merchant account", id);
            merchants.letSign(caller.get(), account);
            return Made.changed("merchant-accounts", merchants.byId(caller.get().scope(), account).map(MerchantAccount::of).orElseThrow());
        });
    }
}
