package com.wattwell.api.v1;

import com.wattwell.api.http.Parameters;
import com.wattwell.identity.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What became of an order. */
@RequestScoped
@Path("commands")
@Produces(MediaType.APPLICATION_JSON)
public class CommandResource {

    @Inject
    private CurrentCaller caller;
    @Inject
    private CommandStory story;

    @GET
    @Path("{id}")
    public CommandStory.Command get(@PathParam("id") String id) {
        return story.of(caller.get().scope(), Parameters.id("command", id));
    }
}
