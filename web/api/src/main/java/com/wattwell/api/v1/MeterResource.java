package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.collector.CollectorQueries;
import com.wattwell.control.CommandService;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterQueries;
import com.wattwell.metering.MeterReplacements;
import com.wattwell.metering.MeterService;
import com.wattwell.metering.ReadingQueries;
import com.wattwell.metering.ReadingType;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Meters, what was read from them, and what is ordered of them. */
@RequestScoped
@Path("meters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MeterResource {

    /** Readings asked for without a beginning go back this far. */
    private static final Duration USUAL_SPAN = Duration.ofDays(1);
    /** Longest stretch of one answer; it is paged, but its total is counted. */
    private static final Duration LONGEST_SPAN = Duration.ofDays(400);

    /**
     * A meter as it goes out.
     *
     * @param collector code of its collector
     * @param model     id of its meter model
     * @param supply    UNKNOWN, CLOSED or OPEN: whether its relay lets current through, as last read
     */
    public record Meter(int id, String collector, int line, int model, String protocol, String address, String name, String place, String supply) {
        static Meter of(MeterQueries.Row row) {
            return new Meter(row.id(), row.collectorCode(), row.line(), row.modelId(), row.protocol(), row.address(), row.name(), row.place(), row.supply().name());
        }
    }

    /** A meter to add: {@code model} is a meter model's code; without one {@code protocol} names the standard. */
    public record NewMeter(@Required String collector, Integer line, String model, String protocol, @Required String address, String name, String place) {
    }

    /**
     * A reading as it goes out.
     *
     * @param type  code of the reading type
     * @param value a decimal number, as text so that no reader rounds it
     * @param at    the due instant or the meter's own freeze time
     */
    public record Reading(String type, String value, String unit, Instant at, String quality) {
        static Reading of(ReadingQueries.Reading reading) {
            return new Reading(reading.type().code(), reading.value().toPlainString(), reading.type().unit(), reading.slot(), reading.quality().name());
        }
    }

    /** An order to read now; without items the usual ones. */
    public record NewRead(List<String> items) {
    }

    /** An order about the supply. */
    public record NewControl(@Required String action, @Required String reason) {
    }

    /** Another model for a meter: the model's id. */
    public record NewMeterModelOf(@Required Integer model) {
    }

    /** A password of a meter's own; without one its model's counts again. */
    public record NewMeterPassword(@Required Integer level, String password) {
    }

    /** A frame as a person wrote it, in hex, with or without its preamble. */
    public record NewFrame(@Required String request) {
    }

    /**
     * What a register stood at when the old meter went and the new one came, as decimal numbers.
     *
     * @param type code of the reading type
     */
    public record RegisterStand(@Required String type, @Required String finalValue, @Required String firstValue) {
    }

    /** The device that takes an old one's place; {@code confirmed} that a final value below the last known one is right. */
    public record NewMeterReplacement(@Required String address, String model, String protocol, String at, @Required String reason, List<RegisterStand> registers,
                                      Boolean confirmed) {
    }

    /** A device that was replaced, and by which. */
    public record MeterReplacement(int id, Instant at, String oldModel, String oldProtocol, String oldAddress, String newModel, String newProtocol,
                                   String newAddress, String reason, String by, Instant recordedAt, List<RegisterStand> registers) {
        static MeterReplacement of(MeterReplacements.Replacement made) {
            return new MeterReplacement(made.id(), made.at(), made.oldModel(), made.oldProtocol(), made.oldAddress(), made.newModel(), made.newProtocol(), made.newAddress(), made.reason(),
                    made.by(), made.recordedAt(), made.registers().stream().map(stand -> new RegisterStand(stand.type().code(),
                    stand.finalValue().toPlainString(), stand.firstValue().toPlainString())).toList());
        }
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private MeterReplacements replacements;
    @Inject
    private MeterQueries meters;
    @Inject
    private MeterService service;
    @Inject
    private CollectorQueries collectors;
    @Inject
    private ReadingQueries readings;
    @Inject
    private CommandService commands;
    @Inject
    private CommandStory story;
    @Inject
    private Clock clock;
    @Inject
    private Once once;

    @GET
    public Listing<Meter> list(@QueryParam("q") String text, @QueryParam("collector") String collector, @BeanParam PageQuery page) {
        Scope scope = caller.get().scope();
        MeterQueries.Filter filter = new MeterQueries.Filter(Parameters.search("q", text), collectorId(scope, Parameters.search("collector", collector)),
                null, false);
        return Listing.of(meters.list(scope, filter, MeterQueries.Sort.ID, false, page.request()), Meter::of);
    }

    @POST
    public Response create(NewMeter wanted) {
        return once.answer(() -> {
            int id = service.create(caller.get(), new MeterService.NewMeter(wanted.collector(), wanted.line(), wanted.model(), wanted.protocol(), wanted.address(),
                    wanted.name(), wanted.place())).id();
            return Made.created("meters/" + id, find(id));
        });
    }

    @GET
    @Path("{id}")
    public Meter get(@PathParam("id") String id) {
        return find(Parameters.intId("meter", id));
    }

    /** The newest first. */
    @GET
    @Path("{id}/readings")
    public Listing<Reading> readings(@PathParam("id") String id, @QueryParam("type") String type, @QueryParam("from") String from,
                                     @QueryParam("to") String to, @BeanParam PageQuery page) {
        int meter = find(Parameters.intId("meter", id)).id();
        Instant now = clock.instant();
        Instant end = to == null ? now : Parameters.instant("to", to);
        Instant start = from == null ? end.minus(USUAL_SPAN) : Parameters.instant("from", from);
        if (!start.isBefore(end)) {
            throw RefusedException.invalid("from", "refused.span", "from must lie before to.");
        }
        if (start.plus(LONGEST_SPAN).isBefore(end)) {
            throw RefusedException.invalid("from", "refused.span", "from and to may lie at most " + LONGEST_SPAN.toDays() + " days apart.", LONGEST_SPAN.toDays());
        }
        return Listing.of(readings.list(caller.get().scope(), meter, type(Parameters.search("type", type)), start, end, page.request()), Reading::of);
    }

    @POST
    @Path("{id}/reads")
    public Response read(@PathParam("id") String id, NewRead wanted) {
        int meter = Parameters.intId("meter", id);
        return once.answer(() -> ordered(commands.read(caller.get(), meter, wanted == null ? null : wanted.items())));
    }

    @POST
    @Path("{id}/controls")
    public Response control(@PathParam("id") String id, NewControl wanted) {
        int meter = Parameters.intId("meter", id);
        return once.answer(() -> ordered(commands.control(caller.get(), meter, wanted.action(), wanted.reason())));
    }

    /** For an administrator; the answer is decoded as that of any other order. */
    @POST
    @Path("{id}/frames")
    public Response frame(@PathParam("id") String id, NewFrame wanted) {
        int meter = Parameters.intId("meter", id);
        return once.answer(() -> ordered(commands.raw(caller.get(), meter, wanted.request())));
    }

    /** One of the same protocol. */
    @PUT
    @Path("{id}/model")
    public Meter changeModel(@PathParam("id") String id, NewMeterModelOf wanted) {
        int meter = Parameters.intId("meter", id);
        service.changeModel(caller.get(), meter, wanted.model());
        return find(meter);
    }

    /** Write-only: no password goes out again. */
    @PUT
    @Path("{id}/password")
    public Response changePassword(@PathParam("id") String id, NewMeterPassword wanted) {
        service.changePassword(caller.get(), Parameters.intId("meter", id), wanted.level(), wanted.password());
        return Response.noContent().build();
    }

    /** The latest first. */
    @GET
    @Path("{id}/replacements")
    public Listing<MeterReplacement> replacements(@PathParam("id") String id, @BeanParam PageQuery page) {
        int meter = find(Parameters.intId("meter", id)).id();
        return Listing.of(page.request().of(replacements.list(caller.get().scope(), meter)), MeterReplacement::of);
    }

    @POST
    @Path("{id}/replacements")
    public Response replace(@PathParam("id") String id, NewMeterReplacement wanted) {
        int meter = Parameters.intId("meter", id);
        return once.answer(() -> Made.created("meters/" + meter + "/replacements", MeterReplacement.of(replacements.replace(caller.get(), meter,
                new MeterReplacements.NewDevice(wanted.address(), wanted.model(), wanted.protocol(), Parameters.instant("at", wanted.at()), wanted.reason(),
                        wanted.registers() == null ? List.of() : wanted.registers().stream().map(stand -> new MeterReplacements.RegisterStand(stand.type(),
                                Parameters.decimal("registers", stand.finalValue()), Parameters.decimal("registers", stand.firstValue()))).toList(),
                        Boolean.TRUE.equals(wanted.confirmed()))))));
    }

    private Made ordered(long command) {
        return Made.accepted("commands/" + command, story.of(caller.get().scope(), command));
    }

    private Meter find(int id) {
        return meters.byId(caller.get().scope(), id).map(Meter::of).orElseThrow(() -> RefusedException.notFound("meter", id));
    }

    private Integer collectorId(Scope scope, String code) {
        return code == null ? null : collectors.idOf(scope, code)
                .orElseThrow(() -> RefusedException.invalid("collector", "refused.collector", "There is no collector " + code + ".", code));
    }

    private ReadingType type(String code) {
        return code == null ? null : readings.type(code).orElseThrow(() -> RefusedException.invalid("type", "refused.readingType",
                "There is no reading type " + code + "; there are " + String.join(", ", readings.types().stream().map(ReadingType::code).toList()) + ".", code));
    }
}
