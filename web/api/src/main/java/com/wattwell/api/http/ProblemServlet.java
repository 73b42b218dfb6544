package com.wattwell.api.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers for everything outside the REST application: addresses at which there is nothing, and what the container itself
 * refuses (a missing sign-in, above all), which web.xml sends here as its error page.
 */
@WebServlet("/")
public class ProblemServlet extends HttpServlet {

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        // the server's sign-in stumbles over credentials that are not Base64, before any code of ours runs
        boolean unreadable = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IllegalArgumentException && request.getUserPrincipal() == null;
        if (unreadable) {
            write(response, Problem.of(Problem.INVALID, "The Authorization header is no HTTP Basic."));
        } else {
            write(response, status instanceof Integer error ? error : HttpServletResponse.SC_NOT_FOUND);
        }
    }

    public static void write(HttpServletResponse response, int status) throws IOException {
        write(response, Problem.of(status, Problem.usualDetail(status)));
    }

    private static void write(HttpServletResponse response, Problem problem) throws IOException {
        byte[] json = problem.json();
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
