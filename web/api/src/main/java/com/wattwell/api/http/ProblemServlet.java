package com.wattwell.api.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Answers for everything outside the REST application: addresses at which there is nothing, and what the container itself
 * refuses (a missing sign-in, above all), which web.xml sends here as its error page.
 */
@WebServlet("/")
public class ProblemServlet extends HttpServlet {

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        write(response, signIn(request, status).orElseGet(() -> usual(status instanceof Integer error ? error : HttpServletResponse.SC_NOT_FOUND)));
    }

    /** What the server's sign-in stumbled over, before any code of ours ran. */
    private static Optional<Problem> signIn(HttpServletRequest request, Object status) {
        boolean failed = status instanceof Integer error && error == HttpServletResponse.SC_INTERNAL_SERVER_ERROR && request.getUserPrincipal() == null;
        if (failed && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IllegalArgumentException) {
            return Optional.of(Problem.of(Problem.INVALID, "The Authorization header is no HTTP Basic.")); // not even Base64
        }
        if (failed && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) == null) {
            return Optional.of(Problem.unavailable()); // the accounts cannot be read
        }
        return Optional.empty();
    }

    public static void write(HttpServletResponse response, int status) throws IOException {
        write(response, usual(status));
    }

    private static Problem usual(int status) {
        return Problem.of(status, Problem.usualDetail(status));
    }

    private static void write(HttpServletResponse response, Problem problem) throws IOException {
        byte[] json = problem.json();
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
