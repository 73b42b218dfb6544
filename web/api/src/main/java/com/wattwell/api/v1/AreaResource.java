package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.collector.AreaQueries;
import com.wattwell.identity.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Estates, buildings and units, whose ids a schedule may be pointed at. They are made by the places of collectors and meters. */
@RequestScoped
@Path("areas")
@Produces(MediaType.APPLICATION_JSON)
public class AreaResource {

    /**
     * An area as it goes out.
     *
     * @param kind ESTATE, BUILDING or UNIT
     * @param path its written place, with the levels above it
     */
    public record Area(int id, String kind, String name, String path) {
        static Area of(AreaQueries.Row row) {
            return new Area(row.id(), row.kind().name(), row.name(), row.path());
        }
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private AreaQueries areas;

    @GET
    public Listing<Area> list(@QueryParam("q") String text, @BeanParam PageQuery page) {
        return Listing.of(areas.list(caller.get().scope(), Parameters.search("q", text), page.request()), Area::of);
    }
}
