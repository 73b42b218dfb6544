package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.customer.AccountQueries;
import com.wattwell.customer.Customer;
import com.wattwell.identity.Companies;
import com.wattwell.identity.Company;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Customers, looked for by name or phone. */
@RequestScoped
@Path("customers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CustomerResource {

    /** A customer as it goes out; the identity number does not. */
    public record CustomerItem(long id, String company, String name, String phone, String postalAddress, String invoiceTitle, String taxNumber, boolean identityKnown) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Companies companies;
    @Inject
    private AccountQueries accounts;

    @GET
    public Listing<CustomerItem> list(@QueryParam("text") String text, @BeanParam PageQuery page) {
        return Listing.of(accounts.customers(caller.get().scope(), Parameters.search("text", text), page.request()), this::item);
    }

    @GET
    @Path("{id}")
    public CustomerItem get(@PathParam("id") String id) {
        return item(accounts.customer(caller.get().scope(), Parameters.id("customer", id)).orElseThrow(() -> RefusedException.notFound("customer", id)));
    }

    private CustomerItem item(Customer row) {
        String company = companies.all(caller.get().scope()).stream().filter(each -> each.id() == row.companyId()).map(Company::code).findFirst().orElse(null);
        return new CustomerItem(row.id(), company, row.name(), row.phone(), row.postalAddress(), row.invoiceTitle(), row.taxNumber(), row.identityKnown());
    }
}
