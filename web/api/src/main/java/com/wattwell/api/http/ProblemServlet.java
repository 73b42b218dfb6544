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
        write(response, status instanceof Integer error ? error : HttpServletResponse.SC_NOT_FOUND);
    }

    public static void write(HttpServletResponse response, int status) throws IOException {
        byte[] json = Problem.of(status, Problem.usualDetail(status)).json();
        response.setStatus(status);
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
