package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.message.Medium;
import com.wattwell.message.MessageQueries;
import com.wattwell.message.Messages;
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

/** What residents were told, and whether it arrived. */
@RequestScoped
@Path("messages")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MessageResource {

    /** A message as it goes out. @param waitsFor QUIET or LIMIT, or {@code null} */
    public record Message(long id, String medium, String recipient, String accountNumber, String template, String text, String state, String waitsFor, String failure, int attempts,
                          String supplier, Instant createdAt, Instant sentAt, Instant endedAt, Long resendOf) {
        static Message of(MessageQueries.Row row) {
            return new Message(row.id(), row.medium().name(), row.recipient(), row.account(), row.template(), row.text(), row.state(), row.waitsFor(), row.failure(), row.attempts(),
                    row.supplier(), row.createdAt(), row.sentAt(), row.endedAt(), row.resendOf());
        }
    }

    /** A message to send once more. @param token of the client's choice: the same again is the same message */
    public record Resend(@Required String token) {
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private MessageQueries queries;
    @Inject
    private Messages messages;
    @Inject
    private Once once;

    @GET
    public Listing<Message> list(@BeanParam PageQuery query, @QueryParam("search") String search, @QueryParam("state") String state, @QueryParam("medium") String medium) {
        return Listing.of(queries.list(caller.get().scope(), Parameters.search("search", search), Parameters.search("state", state),
                medium == null ? null : PaymentOrderResource.word("medium", Medium.class, medium), query.request()), Message::of);
    }

    @GET
    @Path("{id}")
    public Message get(@PathParam("id") String id) {
        long wanted = Parameters.id("message", id);
        return queries.byId(caller.get().scope(), wanted).map(Message::of).orElseThrow(() -> RefusedException.notFound("message", wanted));
    }

    @POST
    @Path("{id}/resend")
    public Response resend(@PathParam("id") String id, Resend wanted) {
        return once.answer(() -> {
            long made = messages.resend(caller.get(), Parameters.id("message", id), wanted.token());
            return Made.created("messages/" + made, get(Long.toString(made)));
        });
    }
}
