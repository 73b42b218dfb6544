package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.PageQuery;
import com.wattwell.metering.ReadingQueries;
import com.wattwell.metering.ReadingType;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What can be read and is kept. */
@RequestScoped
@Path("reading-types")
@Produces(MediaType.APPLICATION_JSON)
public class ReadingTypeResource {

    /**
     * A reading type as it goes out.
     *
     * @param kind REGISTER or GAUGE
     * @param cim  its eighteen fields by IEC 61968-9, or {@code null} where the standard has no such code
     */
    public record Type(String code, String nameEn, String nameZh, String unit, String kind, String cim) {
        static Type of(ReadingType type) {
            return new Type(type.code(), type.nameEn(), type.nameZh(), type.unit(), type.kind().name(), type.cim());
        }
    }

    @Inject
    private ReadingQueries readings;

    /** In order of their numbers. */
    @GET
    public Listing<Type> list(@BeanParam PageQuery page) {
        return Listing.of(readings.types(page.request()), Type::of);
    }
}
