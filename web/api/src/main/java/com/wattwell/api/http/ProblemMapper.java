package com.wattwell.api.http;

import com.wattwell.platform.RefusedException;
import jakarta.ejb.EJBAccessException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Whatever goes wrong is told as a problem; what only we can understand goes to the log under a number. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());
    private static final int MAX_CAUSES = 20;
    private static final int ERROR = 400;

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException known && known.getResponse().getStatus() < ERROR) {
            return known.getResponse(); // the answer to OPTIONS comes this way
        }
        return response(problem(thrown));
    }

    static Response response(Problem problem) {
        Response.ResponseBuilder response = Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.json());
        problem.headers().forEach(response::header);
        return response.build();
    }

    static Problem problem(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++, cause = cause.getCause()) {
            Problem known = switch (cause) {
                case RefusedException refused -> Problem.of(refused);
                case ProblemException told -> told.problem();
                case WebApplicationException http when http.getResponse().getStatus() >= ERROR -> http(http.getResponse());
                case EJBAccessException denied -> Problem.of(403, Problem.usualDetail(403));
                case SQLException sql -> database(sql);
                default -> null;
            };
            if (known != null) {
                return known;
            }
        }
        String number = UUID.randomUUID().toString();
        LOG.log(Level.SEVERE, "Request failed, " + number, thrown);
        return Problem.of(500, "Something went wrong on the server. Its log tells more under " + number + ".");
    }

    private static Problem http(Response response) {
        int status = response.getStatus();
        String allow = response.getHeaderString(HttpHeaders.ALLOW);
        Problem problem = Problem.of(status, Problem.usualDetail(status));
        return allow == null ? problem : problem.with(Map.of(HttpHeaders.ALLOW, allow));
    }

    /** @return {@code null} for what is our own mistake */
    private static Problem database(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.equals("23505")) { // unique_violation: the check before found nothing yet
            return Problem.conflict(null, "Somebody else made the same thing at the same moment.");
        }
        // connection failures, too many connections, locks not had in time, a shutdown, a pool that is empty
        boolean away = state.startsWith("08") || state.startsWith("53") || state.startsWith("55P03") || state.startsWith("57") || state.isEmpty();
        if (!away) {
            return null;
        }
        LOG.log(Level.WARNING, "The database does not answer: {0}", failure.getMessage());
        return Problem.unavailable();
    }
}
