package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.Page;
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
import java.util.List;

/** The operating companies the caller sees. */
@RequestScoped
@Path("companies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CompanyResource {

    /** A company as it goes out. */
    public record Company(int id, String code, String name) {
        static Company of(com.wattwell.identity.Company company) {
            return new Company(company.id(), company.code(), company.name());
        }
    }

    /** A company to add. */
    public record NewCompany(@Required String code, @Required String name) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Companies companies;
    @Inject
    private Once once;

    @GET
    public Listing<Company> list(@BeanParam PageQuery query) {
        Page.Request page = query.request();
        List<Company> all = companies.all(caller.get().scope()).stream().map(Company::of).toList();
        return new Listing<>(all.stream().skip(page.offset()).limit(page.size()).toList(), page.page(), page.size(), all.size());
    }

    @POST
    public Response create(NewCompany wanted) {
        return once.answer(() -> {
            Company made = Company.of(companies.create(caller.get(), wanted.code(), wanted.name()));
            return Made.created("companies/" + made.id(), made);
        });
    }

    @GET
    @Path("{id}")
    public Company get(@PathParam("id") String id) {
        int wanted = Parameters.intId("company", id);
        return companies.all(caller.get().scope()).stream().filter(company -> company.id() == wanted).findFirst().map(Company::of)
                .orElseThrow(() -> RefusedException.notFound("company", wanted));
    }
}
