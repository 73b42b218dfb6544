package com.wattwell.api.v1;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;

/** The description of this interface (OpenAPI 3.1). It tells nothing that the source does not, so it needs no sign-in. */
@RequestScoped
@Path("openapi.yaml")
public class OpenApiResource {

    static final String DESCRIPTION = "/openapi.yaml";

    @GET
    @Produces("application/yaml")
    public InputStream get() {
        return OpenApiResource.class.getResourceAsStream(DESCRIPTION);
    }
}
