package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.collector.CollectorQueries;
import com.wattwell.collector.CollectorReplacements;
import com.wattwell.collector.CollectorService;
import com.wattwell.collector.CollectorSettings.Settings;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;

/** The boxes that dial in. */
@RequestScoped
@Path("collectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CollectorResource {

    /**
     * A collector as it goes out.
     *
     * @param since    of the present state, online or offline
     * @param lastSeen last byte that came from it, or {@code null}
     */
    public record Collector(int id, String code, String name, boolean online, Instant since, Instant lastSeen) {
        static Collector of(CollectorQueries.Row row) {
            return new Collector(row.id(), row.code(), row.name(), row.online(), row.since(), row.lastSeen());
        }
    }

    /** A line and what it is set to. */
    public record LineSetting(@Required Integer number, @Required Integer baud, @Required Integer firstReplyMillis) {
    }

    /**
     * What a collector is set to; on the way in, what is left out stays as it is.
     *
     * @param kind      id of its kind; 0 for none
     * @param lines     all of them; one that is left out is removed
     * @param reconnect whether the box is to dial in again, so that it holds at once; on the way out {@code null}
     */
    public record CollectorSettings(String name, String place, Integer kind, String heartbeat, String heartbeatAnswer, Integer idleSeconds,
                                    List<LineSetting> lines, Boolean reconnect) {
        static CollectorSettings of(Settings settings) {
            return new CollectorSettings(settings.name(), settings.place(), settings.kindId(), settings.heartbeat(), settings.heartbeatAnswer(),
                    settings.idleSeconds(), settings.lines().stream().map(line -> new LineSetting(line.number(), line.baud(), line.firstReplyMillis())).toList(),
                    null);
        }

        Settings wanted() {
            return new Settings(name, place, kind, heartbeat, heartbeatAnswer, idleSeconds, lines == null ? null : lines.stream()
                    .map(line -> new com.wattwell.collector.CollectorSettings.LineSetting(line.number(), line.baud(), line.firstReplyMillis())).toList());
        }
    }

    /** A box that was replaced. */
    public record CollectorReplacement(int id, Instant at, String oldCode, String newCode, String reason, String by, Instant recordedAt) {
        static CollectorReplacement of(CollectorReplacements.Replacement made) {
            return new CollectorReplacement(made.id(), made.at(), made.oldCode(), made.newCode(), made.reason(), made.by(), made.recordedAt());
        }
    }

    /** The box that takes a broken one's place. */
    public record NewCollectorReplacement(@Required String code, String at, @Required String reason, String token) {
        @Override
        public String toString() {
            return "NewCollectorReplacement[code=" + code + "]"; // the token is a secret
        }
    }

    /** A collector to add; {@code company} is a code, needed only from who sees several companies. */
    public record NewCollector(String company, @Required String code, String name, String place, String token, String heartbeat,
                               String heartbeatAnswer, Integer idleSeconds, Integer baud, Integer kind) {
        @Override
        public String toString() {
            return "NewCollector[code=" + code + "]"; // the token is a secret
        }
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private CollectorQueries collectors;
    @Inject
    private CollectorService service;
    @Inject
    private com.wattwell.collector.CollectorSettings settings;
    @Inject
    private CollectorReplacements replacements;
    @Inject
    private Companies companies;
    @Inject
    private Once once;

    @GET
    public Listing<Collector> list(@QueryParam("q") String text, @QueryParam("online") String online, @BeanParam PageQuery page) {
        CollectorQueries.Filter filter = new CollectorQueries.Filter(Parameters.search("q", text), Parameters.truth("online", online), null);
        return Listing.of(collectors.list(caller.get().scope(), filter, CollectorQueries.Sort.CODE, false, page.request()), Collector::of);
    }

    @POST
    public Response create(NewCollector wanted) {
        return once.answer(() -> {
            int company = companies.forWriting(caller.get(), wanted.company());
            int id = service.create(caller.get(), new CollectorService.NewCollector(company, wanted.code(), wanted.name(), wanted.place(), wanted.token(),
                    wanted.heartbeat(), wanted.heartbeatAnswer(), wanted.idleSeconds(), wanted.baud(), wanted.kind())).id();
            return Made.created("collectors/" + id, find(id));
        });
    }

    @GET
    @Path("{id}")
    public Collector get(@PathParam("id") String id) {
        return find(Parameters.intId("collector", id));
    }

    @GET
    @Path("{id}/settings")
    public CollectorSettings settings(@PathParam("id") String id) {
        return CollectorSettings.of(settings.of(caller.get().scope(), Parameters.intId("collector", id)));
    }

    /** They hold from its next login on. */
    @POST
    @Path("{id}/settings")
    public Response change(@PathParam("id") String id, CollectorSettings wanted) {
        int collector = Parameters.intId("collector", id);
        return once.answer(() -> {
            settings.change(caller.get(), collector, wanted.wanted(), Boolean.TRUE.equals(wanted.reconnect()));
            return Made.changed("collectors/" + collector + "/settings", CollectorSettings.of(settings.of(caller.get().scope(), collector)));
        });
    }

    /** The latest first. */
    @GET
    @Path("{id}/replacements")
    public Listing<CollectorReplacement> replacements(@PathParam("id") String id, @BeanParam PageQuery page) {
        int collector = find(Parameters.intId("collector", id)).id();
        return Listing.of(page.request().of(replacements.list(caller.get().scope(), collector)), CollectorReplacement::of);
    }

    /** If the new box waits in quarantine it comes to life at once. */
    @POST
    @Path("{id}/replacements")
    public Response replace(@PathParam("id") String id, NewCollectorReplacement wanted) {
        int collector = Parameters.intId("collector", id);
        return once.answer(() -> Made.created("collectors/" + collector + "/replacements", CollectorReplacement.of(replacements.replace(caller.get(), collector,
                new CollectorReplacements.NewBox(wanted.code(), Parameters.instant("at", wanted.at()), wanted.reason(), wanted.token())))));
    }

    private Collector find(int id) {
        return collectors.byId(caller.get().scope(), id).map(Collector::of).orElseThrow(() -> RefusedException.notFound("collector", id));
    }
}
