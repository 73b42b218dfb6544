package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.billing.BillingRules;
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

    /** When a company's bills are to be paid and what comes on top; parts are numbers as texts. */
    public record PayingRules(int dueDays, int graceDays, String lateFeePerDay, String lateFeeCap) {
    }

    /** Other ones. */
    public record PayingRulesChange(@Required Integer dueDays, @Required Integer graceDays, @Required String lateFeePerDay, @Required String lateFeeCap) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Companies companies;
    @Inject
    private BillingRules rules;
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

    @GET
    @Path("{id}/billing-rules")
    public PayingRules billingRules(@PathParam("id") String id) {
        BillingRules.Rule rule = rules.of(get(id).id());
        return new PayingRules(rule.dueDays(), rule.graceDays(), rule.lateFeePerDay().toPlainString(), rule.lateFeeCap().toPlainString());
    }

    @POST
    @Path("{id}/billing-rules")
    public Response changeBillingRules(@PathParam("id") String id, PayingRulesChange wanted) {
        return once.answer(() -> {
            rules.save(caller.get(), get(id).id(), new BillingRules.Rule(wanted.dueDays(), wanted.graceDays(), Parameters.decimal("lateFeePerDay", wanted.lateFeePerDay()),
                    Parameters.decimal("lateFeeCap", wanted.lateFeeCap())));
            return Made.changed("companies/" + get(id).id() + "/billing-rules", billingRules(id));
        });
    }
}
