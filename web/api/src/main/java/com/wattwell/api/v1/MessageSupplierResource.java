package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Required;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.message.MessageSuppliers;
import com.wattwell.message.Supplier;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The companies' suppliers of messages. Secrets go in and never come out. */
@RequestScoped
@Path("message-suppliers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MessageSupplierResource {

    /** A supplier as it goes out. @param reportPath below the callback archive, for delivery reports */
    public record MessageSupplier(int id, String company, String supplier, String accessKeyId, String appId, String signName, int priority, boolean enabled, String reportPath) {
        static MessageSupplier of(MessageSuppliers.Row row) {
            return new MessageSupplier(row.id(), row.company(), row.supplier().name(), row.accessKeyId(), row.appId(), row.signName(), row.priority(), row.enabled(), row.reportPath());
        }
    }

    /** A supplier to write. */
    public record NewMessageSupplier(String company, @Required String supplier, @Required String accessKeyId, String accessKeySecret, String appId, String signName, Integer priority) {
        @Override
        public String toString() {
            return supplier + " " + accessKeyId;
        }
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Companies companies;
    @Inject
    private MessageSuppliers suppliers;
    @Inject
    private Once once;

    @GET
    public Listing<MessageSupplier> list(@BeanParam PageQuery query) {
        if (!caller.get().mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators see suppliers of messages.");
        }
        return Listing.of(query.request().of(suppliers.list(caller.get().scope())), MessageSupplier::of);
    }

    @POST
    public Response save(NewMessageSupplier wanted) {
        return once.answer(() -> {
            Supplier supplier = PaymentOrderResource.word("supplier", Supplier.class, wanted.supplier());
            int company = companies.forWriting(caller.get(), wanted.company());
            int id = suppliers.save(caller.get(), new MessageSuppliers.Definition(company, supplier, wanted.accessKeyId(), wanted.accessKeySecret(), wanted.appId(),
                    wanted.signName() == null ? "Wattwell" : wanted.signName(), wanted.priority() == null ? supplier.ordinal() + 1 : wanted.priority(), true));
            return Made.changed("message-suppliers", suppliers.list(caller.get().scope()).stream().filter(row -> row.id() == id).findFirst().map(MessageSupplier::of).orElseThrow());
        });
    }
}
