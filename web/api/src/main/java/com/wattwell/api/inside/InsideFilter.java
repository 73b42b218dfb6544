package com.wattwell.api.inside;

import com.wattwell.api.http.ProblemServlet;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Health and metrics need no sign-in, so they are shown to this machine alone, and to the addresses that the system
 * property {@code wattwell.metrics.allow} or the environment variable {@code WATTWELL_METRICS_ALLOW} lists
 * ({@code 10.1.2.3,10.2.0.0/16}). To everybody else there is nothing here. What a proxy handed on is nobody's own
 * request: anybody can write the header that says where it came from.
 */
@WebFilter({"/health/*", "/metrics"})
public class InsideFilter extends HttpFilter {

    private transient AllowedAddresses allowed;

    @Override
    public void init() {
        allowed = new AllowedAddresses(System.getProperty("wattwell.metrics.allow", System.getenv("WATTWELL_METRICS_ALLOW")));
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        boolean forwarded = request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
        if (forwarded || !allowed.allow(request.getRemoteAddr())) {
            ProblemServlet.write(response, HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        chain.doFilter(request, response);
    }
}
