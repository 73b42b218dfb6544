package com.wattwell.api.v1;

import com.wattwell.api.http.Listing;
import com.wattwell.api.http.Once;
import com.wattwell.api.http.Once.Made;
import com.wattwell.api.http.PageQuery;
import com.wattwell.api.http.Parameters;
import com.wattwell.api.http.Required;
import com.wattwell.identity.Companies;
import com.wattwell.identity.CurrentCaller;
import com.wattwell.identity.UserQueries;
import com.wattwell.identity.Users;
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
import java.util.Set;
import java.util.function.Consumer;

/** Who may sign in. A one-time password goes out once, with the act that made it, and is kept nowhere. */
@RequestScoped
@Path("users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UserResource {

    /** A user as it goes out; {@code company} is {@code null} for staff of the installation. */
    public record User(int id, String name, String displayName, String company, List<String> roles, String state, Instant oneTimeUntil, Instant createdAt, int version) {
        static User of(UserQueries.Row row) {
            return new User(row.id(), row.name(), row.displayName(), row.company(), row.roles(), row.state().name(), row.oneTimeUntil(), row.createdAt(), row.version());
        }
    }

    /** A user to add. */
    public record NewUser(@Required String name, @Required String displayName, String company, Boolean installation, @Required List<String> roles) {
    }

    /** What a user shall be from now on. */
    public record UserChange(@Required Integer version, @Required String displayName, String company, Boolean installation, @Required List<String> roles) {
    }

    /** A user with the password to hand over; a repetition of the request is told {@code null}. */
    public record HandOver(User user, String oneTimePassword) {
        /** Without the password. */
        @Override
        public String toString() {
            return "HandOver[user=" + user + "]";
        }
    }

    @Inject
    private CurrentCaller caller;
    @Inject
    private Companies companies;
    @Inject
    private UserQueries queries;
    @Inject
    private Users users;
    @Inject
    private Once once;

    @GET
    public Listing<User> list(@QueryParam("q") String text, @QueryParam("role") String role, @QueryParam("state") String state, @BeanParam PageQuery page) {
        UserQueries.Filter filter = new UserQueries.Filter(Parameters.search("q", text), Parameters.search("role", role),
                state == null ? null : PaymentOrderResource.word("state", UserQueries.State.class, state));
        return Listing.of(queries.list(caller.get(), caller.get().scope(), filter, page.request()), User::of);
    }

    @POST
    public Response create(NewUser wanted) {
        return once.answer(() -> {
            Users.Made made = users.create(caller.get(), wanted.name(), new Users.Definition(wanted.displayName(), company(wanted.company(), wanted.installation()), Set.copyOf(wanted.roles())));
            User user = user(made.id());
            return Made.created("users/" + made.id(), new HandOver(user, made.oneTimePassword())).keeping(new HandOver(user, null));
        });
    }

    @GET
    @Path("{id}")
    public User get(@PathParam("id") String id) {
        return user(Parameters.intId("user", id));
    }

    @POST
    @Path("{id}")
    public Response change(@PathParam("id") String id, UserChange wanted) {
        return done(id, user -> users.change(caller.get(), user, wanted.version(),
                new Users.Definition(wanted.displayName(), company(wanted.company(), wanted.installation()), Set.copyOf(wanted.roles()))));
    }

    @POST
    @Path("{id}/disable")
    public Response disable(@PathParam("id") String id) {
        return done(id, user -> users.disable(caller.get(), user));
    }

    @POST
    @Path("{id}/enable")
    public Response enable(@PathParam("id") String id) {
        return done(id, user -> users.enable(caller.get(), user));
    }

    @POST
    @Path("{id}/reset")
    public Response reset(@PathParam("id") String id) {
        int wanted = Parameters.intId("user", id);
        return once.answer(() -> {
            String oneTime = users.reset(caller.get(), wanted);
            User user = user(wanted);
            return Made.changed("users/" + wanted, new HandOver(user, oneTime)).keeping(new HandOver(user, null));
        });
    }

    private Response done(String id, Consumer<Integer> act) {
        int wanted = Parameters.intId("user", id);
        return once.answer(() -> {
            act.accept(wanted);
            return Made.changed("users/" + wanted, user(wanted));
        });
    }

    private User user(int id) {
        return queries.byId(caller.get(), id).map(User::of).orElseThrow(() -> RefusedException.notFound("user", id));
    }

    /** @return {@code null} for the installation, which has to be said: a company that was forgotten must not give all of them */
    private Integer company(String code, Boolean installation) {
        if (!Boolean.TRUE.equals(installation)) {
            return companies.forWriting(caller.get(), code);
        }
        if (!caller.get().isSystemAdmin() || code != null) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "installation", "refused.right",
                    "Only a system admin makes staff of the installation, and such a user has no company.");
        }
        return null;
    }
}
