package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.billing.BillingPeriod;
import com.wattwell.billing.PublicShareQueries;
import com.wattwell.billing.PublicShareService;
import com.wattwell.billing.PublicShares;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;

/** Whose units bear the usage of common meters (公摊). */
@RequestScoped
@Path("public-shares")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PublicShareResource {

    /**
     * A share as it goes out; months are texts such as {@code 2026-11}, numbers with decimals are texts.
     *
     * @param company    code of its company
     * @param meter      address of the common meter, or {@code null}
     * @param to         its last month, or {@code null}
     * @param members    how many units bear
     * @param lastMonth  that was reckoned last, or {@code null}; the other three are of it
     * @param lastHeld   why it is not known yet, or {@code null}
     * @param lastCharged fen that stand on bills of it so far
     */
    public record PublicShare(int id, String company, long usagePoint, String point, String meter, String commodity, String basis, String nameZh, String nameEn, String from,
                              String to, int members, String lastMonth, String lastQuantity, String lastHeld, Long lastCharged) {
        static PublicShare of(PublicShareQueries.Row row) {
            PublicShareQueries.Month last = row.last();
            return new PublicShare(row.id(), row.companyCode(), row.usagePointId(), row.point(), row.address(), row.commodity().name(), row.basis().name(), row.nameZh(), row.nameEn(),
                    row.from().toString(), row.to() == null ? null : row.to().toString(), row.members(), last == null ? null : last.period().toString(),
                    last == null ? null : last.quantity().toPlainString(), last == null ? null : last.held(), last == null ? null : last.chargedFen());
        }
    }

    /** A unit that bears. @param area square metres as text; needed with AREA */
    public record BearingUnit(@Required Long usagePoint, String area) {
        PublicShareService.Member member() {
            return new PublicShareService.Member(usagePoint, area == null ? null : Parameters.decimal("members", area));
        }
    }

    /** A share to add: by {@code usagePoint}, or by {@code meter}, the id of a meter that need not have a usage point yet. */
    public record NewPublicShare(String company, Long usagePoint, Integer meter, @Required String from, String to, @Required String nameZh, @Required String nameEn,
                                 @Required String basis, @Required List<BearingUnit> members) {
    }

    /** What a share is to be from a month on. */
    public record ChangedPublicShare(@Required String from, @Required String nameZh, @Required String nameEn, @Required String basis, @Required List<BearingUnit> members) {
    }

    /** @param to the last month */
    public record PublicShareEnd(@Required String to) {
    }

    /** A unit of a share. @param area square metres as text */
    public record ShareMember(long usagePoint, String point, String place, String account, String area) {
        static ShareMember of(PublicShareQueries.Unit unit) {
            return new ShareMember(unit.usagePointId(), unit.point(), unit.place(), unit.account(), unit.area().toPlainString());
        }
    }

    /** What a unit bore of a month. @param bill its number, or {@code null} before it is billed @param amountFen {@code null} before, and where its tariff has no price for shares */
    public record SharePart(long usagePoint, String point, String place, String quantity, Long billId, String bill, Long amountFen) {
        static SharePart of(PublicShareQueries.Part part) {
            return new SharePart(part.usagePointId(), part.point(), part.place(), part.quantity().toPlainString(), part.billId(), part.bill(), part.fen());
        }
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private PublicShareQueries shares;
    @Inject
    private PublicShareService service;
    @Inject
    private Companies companies;
    @Inject
    private Once once;

    @GET
    public Listing<PublicShare> list(@QueryParam("q") String text, @QueryParam("ended") String ended, @BeanParam PageQuery page) {
        return Listing.of(shares.list(caller.get().scope(), Parameters.search("q", text), Boolean.TRUE.equals(Parameters.truth("ended", ended)), page.request()), PublicShare::of);
    }

    @POST
    public Response create(NewPublicShare wanted) {
        return once.answer(() -> {
            int id = service.create(caller.get(), new PublicShareService.NewShare(companies.forWriting(caller.get(), wanted.company()), wanted.usagePoint(), wanted.meter(),
                    wanted.from(), wanted.to(), terms(wanted.nameZh(), wanted.nameEn(), wanted.basis(), wanted.members())));
            return Made.created("public-shares/" + id, PublicShare.of(find(id)));
        });
    }

    @GET
    @Path("{id}")
    public PublicShare get(@PathParam("id") String id) {
        return PublicShare.of(find(number(id)));
    }

    @PUT
    @Path("{id}")
    public PublicShare change(@PathParam("id") String id, ChangedPublicShare wanted) {
        return PublicShare.of(find(service.change(caller.get(), number(id), wanted.from(), terms(wanted.nameZh(), wanted.nameEn(), wanted.basis(), wanted.members()))));
    }

    @DELETE
    @Path("{id}")
    public Response remove(@PathParam("id") String id) {
        service.remove(caller.get(), number(id));
        return Response.noContent().build();
    }

    @PUT
    @Path("{id}/end")
    public PublicShare end(@PathParam("id") String id, PublicShareEnd wanted) {
        service.end(caller.get(), number(id), wanted.to());
        return PublicShare.of(find(number(id)));
    }

    @GET
    @Path("{id}/members")
    public Listing<ShareMember> members(@PathParam("id") String id, @BeanParam PageQuery page) {
        return Listing.of(page.request().of(shares.units(caller.get().scope(), find(number(id)).id())), ShareMember::of);
    }

    @GET
    @Path("{id}/parts")
    public Listing<SharePart> parts(@PathParam("id") String id, @QueryParam("period") String period, @BeanParam PageQuery page) {
        return Listing.of(page.request().of(shares.parts(caller.get().scope(), find(number(id)).id(), BillingPeriod.written(period))), SharePart::of);
    }

    private static PublicShareService.Terms terms(String nameZh, String nameEn, String basis, List<BearingUnit> members) {
        if (members.size() > PublicShareService.MAX_MEMBERS) {
            throw RefusedException.invalid("members", "refused.shareMembers", "members must name 1 to " + PublicShareService.MAX_MEMBERS + " units.", PublicShareService.MAX_MEMBERS);
        }
        PublicShares.Basis by = Arrays.stream(PublicShares.Basis.values()).filter(each -> each.name().equals(basis)).findFirst().orElse(null); // the service refuses what is none
        return new PublicShareService.Terms(nameZh, nameEn, by, members.stream().map(BearingUnit::member).toList());
    }

    private static int number(String id) {
        return Parameters.intId("public share", id);
    }

    private PublicShareQueries.Row find(int id) {
        return shares.byId(caller.get().scope(), id).orElseThrow(() -> RefusedException.notFound("public share", id));
    }
}
