package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.platform.RefusedException;
import com.wattwell.tariff.ChargeLine;
import com.wattwell.tariff.Charges;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.Rounding;
import com.wattwell.tariff.catalog.TariffDocument;
import com.wattwell.tariff.catalog.TariffPrices;
import com.wattwell.tariff.catalog.TariffQueries;
import com.wattwell.tariff.catalog.TariffService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Tariffs, their versions, and what a usage costs by them. */
@RequestScoped
@Path("tariffs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TariffResource {

    /**
     * A tariff as it goes out.
     *
     * @param company     code of its company
     * @param nowNumber   of the version in force today, or {@code null}
     * @param nowFrom     since when it is, a local day
     * @param draftNumber of its draft, or {@code null}
     */
    public record Tariff(int id, String company, String code, String commodity, String nameZh, String nameEn, Integer nowNumber, String nowFrom, Integer draftNumber, int published) {
        static Tariff of(TariffQueries.Row row) {
            return new Tariff(row.id(), row.companyCode(), row.code(), row.commodity().name(), row.name().zh(), row.name().en(), row.nowNumber(),
                    row.nowFrom() == null ? null : row.nowFrom().toString(), row.draftNumber(), row.published());
        }
    }

    /** A tariff to add, with its first draft; {@code company} is a code, needed only from who sees several companies. */
    public record NewTariff(String company, @Required String code, @Required String commodity, @Required String nameZh, @Required String nameEn,
                            @Required String effectiveFrom, @Required JsonObject document) {
    }

    /** @param until the day on which the next published version begins, or {@code null} */
    public record TariffVersion(int number, String state, String effectiveFrom, String until, String note, int revision, Instant changedAt, String changedBy,
                                Instant publishedAt, String publishedBy, JsonObject document) {
        static TariffVersion of(TariffQueries.Version version) {
            return new TariffVersion(version.number(), version.state().name(), version.effectiveFrom().toString(), version.until() == null ? null : version.until().toString(),
                    version.note(), version.revision(), version.changedAt(), version.changedBy(), version.publishedAt(), version.publishedBy(), TariffDocument.write(version.rules()));
        }
    }

    /** What a draft is to be. @param revision in which it was read; {@code null} to begin one */
    public record TariffDraft(Integer revision, @Required String effectiveFrom, String note, @Required JsonObject document) {
    }

    /** Which draft is meant. */
    public record TariffPublication(@Required Integer revision) {
    }

    /** What one register counted. @param quantity a number as text */
    public record UsedRegister(@Required String register, @Required String quantity) {
    }

    /**
     * A usage to price.
     *
     * @param version      number of the version, a draft too; {@code null} for those in force on the days
     * @param usedThisYear what the steps of the year hold already, a number as text
     */
    public record UsageToPrice(Integer version, @Required String from, @Required String to, @Required List<UsedRegister> usage, Integer householdSize, Integer beds,
                               String contractKw, String capacityKva, String usedThisYear, String usedThisMonth) {
    }

    /** One line of a charge; numbers with decimals are texts, amounts are whole fen. */
    public record PricedLine(String kind, String ruleId, String nameZh, String nameEn, int version, String from, String to, String register, int step, String quantity,
                             String unitPrice, long amountFen, long taxFen, String detail) {
        static PricedLine of(ChargeLine line) {
            return new PricedLine(line.kind().name(), line.ruleId(), line.name().zh(), line.name().en(), line.tariffVersion(), line.from().toString(), line.to().toString(),
                    line.register() == null ? null : line.register().name(), line.step(), line.quantity().toPlainString(), line.unitPrice().toPlainString(), line.amountFen(),
                    line.taxFen(), line.detail());
        }
    }

    /** What a usage costs. @param totalYuan the same as {@code totalFen}, with two decimals */
    public record PricedUsage(long totalFen, String totalYuan, long taxFen, String usedThisYear, String usedThisMonth, List<PricedLine> lines) {
        static PricedUsage of(Charges charges) {
            return new PricedUsage(charges.totalFen(), Rounding.yuan(charges.totalFen()).toPlainString(), charges.taxFen(), charges.used().thisYear().toPlainString(),
                    charges.used().thisMonth().toPlainString(), charges.lines().stream().map(PricedLine::of).toList());
        }
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private TariffQueries tariffs;
    @Inject
    private TariffService service;
    @Inject
    private TariffPrices prices;
    @Inject
    private Companies companies;
    @Inject
    private Once once;

    @GET
    public Listing<Tariff> list(@QueryParam("q") String text, @BeanParam PageQuery page) {
        return Listing.of(tariffs.list(caller.get().scope(), Parameters.search("q", text), page.request()), Tariff::of);
    }

    @POST
    public Response create(NewTariff wanted) {
        return once.answer(() -> {
            int id = service.create(caller.get(), companies.forWriting(caller.get(), wanted.company()), new TariffService.Names(wanted.code(), wanted.nameZh(), wanted.nameEn()),
                    commodity(wanted.commodity()), day("effectiveFrom", wanted.effectiveFrom()), TariffDocument.read(wanted.document()));
            return Made.created("tariffs/" + id, Tariff.of(find(id)));
        });
    }

    @GET
    @Path("{id}")
    public Tariff get(@PathParam("id") String id) {
        return Tariff.of(find(Parameters.intId("tariff", id)));
    }

    /** The newest first. */
    @GET
    @Path("{id}/versions")
    public Listing<TariffVersion> versions(@PathParam("id") String id, @BeanParam PageQuery page) {
        return Listing.of(page.request().of(tariffs.versions(caller.get().scope(), find(Parameters.intId("tariff", id)).id())), TariffVersion::of);
    }

    /** Begins a draft, or changes it. */
    @PUT
    @Path("{id}/draft")
    public TariffVersion draft(@PathParam("id") String id, TariffDraft wanted) {
        int tariff = find(Parameters.intId("tariff", id)).id();
        service.putDraft(caller.get(), tariff, wanted.revision(), day("effectiveFrom", wanted.effectiveFrom()), TariffDocument.read(wanted.document()), wanted.note());
        return TariffVersion.of(tariffs.draft(caller.get().scope(), tariff).orElseThrow());
    }

    /** Gives the draft up. */
    @DELETE
    @Path("{id}/draft")
    public Response discard(@PathParam("id") String id, @QueryParam("revision") String revision) {
        Integer read = Parameters.whole("revision", revision);
        if (read == null) {
            throw RefusedException.invalid("revision", "refused.required", "revision is missing.");
        }
        service.discard(caller.get(), find(Parameters.intId("tariff", id)).id(), read);
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/publication")
    public Response publish(@PathParam("id") String id, TariffPublication wanted) {
        return once.answer(() -> {
            int tariff = find(Parameters.intId("tariff", id)).id();
            service.publish(caller.get(), tariff, wanted.revision());
            return Made.changed("tariffs/" + tariff, Tariff.of(find(tariff)));
        });
    }

    /** Charge lines for a usage; nothing is charged. */
    @POST
    @Path("{id}/price")
    public PricedUsage price(@PathParam("id") String id, UsageToPrice wanted) {
        int tariff = find(Parameters.intId("tariff", id)).id();
        List<TariffPrices.Used> usage = wanted.usage().stream().map(each -> new TariffPrices.Used(each.register(), each.quantity())).toList();
        return PricedUsage.of(prices.price(caller.get(), tariff, wanted.version(), new TariffPrices.Wanted(day("from", wanted.from()), day("to", wanted.to()), usage,
                wanted.householdSize(), wanted.beds(), wanted.contractKw(), wanted.capacityKva(), wanted.usedThisYear(), wanted.usedThisMonth())));
    }

    private TariffQueries.Row find(int id) {
        return tariffs.byId(caller.get().scope(), id).orElseThrow(() -> RefusedException.notFound("tariff", id));
    }

    private static Commodity commodity(String text) {
        for (Commodity each : Commodity.values()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        throw RefusedException.invalid("commodity", "refused.commodity", "commodity must be ELECTRICITY or WATER.");
    }

    private static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw RefusedException.invalid(field, "refused.day", field + " must be a day such as 2026-12-01.");
        }
    }
}
