package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.identity.Companies;
import com.wattwell.identity.Company;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.metering.AskedItems;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.metermodel.MeterModelQueries.Row;
import com.wattwell.metermodel.MeterModelService;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How makes of meters want to be spoken to, and what they can do. */
@RequestScoped
@Path("meter-models")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MeterModelResource {

    /** Models of one export. */
    private static final int MAX_EXPORTED = 500;

    /**
     * A model as it goes out.
     *
     * @param company        code of its company, {@code null} when it ships with Wattwell
     * @param meters         how many of the caller's meters are of it
     * @param version        to be named by who changes it
     * @param passwordLevels levels of which it has a password
     * @param model          its document, without passwords
     */
    public record MeterModel(int id, String company, boolean shipped, long meters, int version, List<Integer> passwordLevels, JsonObject model) {
    }

    /** A model to add; {@code company} is a code, needed only from who sees several companies. */
    public record NewMeterModel(String company, @Required JsonObject model) {
    }

    /** A model to change: its whole document, and the version it was read in. */
    public record ChangedMeterModel(@Required Integer version, @Required JsonObject model) {
    }

    /** Models of one document; {@code dryRun} says only what would be done. */
    public record ModelImport(String company, Boolean dryRun, @Required JsonObject document) {
    }

    /**
     * What an import did, or would do, with one model.
     *
     * @param existing whether a model of that code was changed
     * @param problem  why it was not taken, or {@code null}
     */
    public record ImportedModel(String code, boolean existing, String problem) {
    }

    /** @param taken whether the models are in now: not after a dry run, and none when one has a problem */
    public record ImportResult(boolean taken, List<ImportedModel> models) {
    }

    /** A document that can be imported elsewhere. */
    public record ModelExport(List<JsonObject> meterModels) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private MeterModelQueries models;
    @Inject
    private MeterModelService service;
    @Inject
    private Companies companies;
    @Inject
    private Once once;

    @GET
    public Listing<MeterModel> list(@QueryParam("q") String text, @QueryParam("protocol") String protocol, @BeanParam PageQuery page) {
        String named = Parameters.search("protocol", protocol);
        Page<Row> found = models.list(caller.get().scope(), Parameters.search("q", text), named == null ? null : AskedItems.protocol(named).name(), page.request());
        Iterator<MeterModel> shown = shown(found.items()).iterator();
        return Listing.of(found, row -> shown.next());
    }

    @POST
    public Response create(NewMeterModel wanted) {
        return once.answer(() -> {
            int id = service.create(caller.get(), companies.forWriting(caller.get(), wanted.company()), wanted.model());
            return Made.created("meter-models/" + id, find(id));
        });
    }

    /** The caller's own models, or one of any kind. */
    @GET
    @Path("export")
    public ModelExport export(@QueryParam("model") String model) {
        if (model == null) {
            return new ModelExport(service.documents(models.own(caller.get().scope(), MAX_EXPORTED)));
        }
        int id = Parameters.intId("meter model", model);
        return new ModelExport(List.of(service.document(byId(id))));
    }

    @POST
    @Path("import")
    public Response importModels(ModelImport wanted) {
        return once.answer(() -> {
            boolean dryRun = Boolean.TRUE.equals(wanted.dryRun());
            List<ImportedModel> told = service.importAll(caller.get(), companies.forWriting(caller.get(), wanted.company()), wanted.document().toString(), dryRun).stream()
                    .map(each -> new ImportedModel(each.code(), each.existing(), each.problem() == null ? null : each.problem().getMessage())).toList();
            return Made.changed("meter-models", new ImportResult(!dryRun && told.stream().allMatch(each -> each.problem() == null), told));
        });
    }

    @GET
    @Path("{id}")
    public MeterModel get(@PathParam("id") String id) {
        return find(Parameters.intId("meter model", id));
    }

    @PUT
    @Path("{id}")
    public MeterModel change(@PathParam("id") String id, ChangedMeterModel wanted) {
        int model = Parameters.intId("meter model", id);
        service.change(caller.get(), model, wanted.version(), wanted.model());
        return find(model);
    }

    /** Only one that no meter is of. */
    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        service.delete(caller.get(), Parameters.intId("meter model", id));
        return Response.noContent().build();
    }

    private MeterModel find(int id) {
        return shown(List.of(new Row(byId(id), null, models.meters(caller.get().scope(), id)))).getFirst();
    }

    private com.wattwell.metermodel.MeterModel byId(int id) {
        return models.byId(caller.get().scope(), id).orElseThrow(() -> RefusedException.notFound("meter model", id));
    }

    /** What belongs to them is looked up once for all of them. */
    private List<MeterModel> shown(List<Row> rows) {
        List<com.wattwell.metermodel.MeterModel> found = rows.stream().map(Row::model).toList();
        Iterator<JsonObject> documents = service.documents(found).iterator();
        Map<Integer, List<Integer>> levels = models.passwordLevels(found);
        Map<Integer, String> codes = companies.all(caller.get().scope()).stream().collect(Collectors.toMap(Company::id, Company::code));
        return rows.stream().map(row -> new MeterModel(row.model().id(), codes.get(row.model().companyId()), row.model().shipped(), row.meters(), row.model().version(),
                levels.getOrDefault(row.model().id(), List.of()), documents.next())).toList();
    }
}
