package com.wattwell.api.http;

import com.wattwell.identity.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Before any resource: an account that is disabled, deleted or still on its one-time password may nothing, and is told so. */
@WebFilter("/v1/*")
public class AccountGuard extends HttpFilter {

    @Inject
    private CurrentCaller caller;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (request.getUserPrincipal() != null) { // the description is for everybody
            try {
                caller.get();
            } catch (RuntimeException refused) {
                write(response, ProblemMapper.problem(refused));
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static void write(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        problem.headers().forEach(response::setHeader);
        response.getOutputStream().write(problem.json());
    }
}
