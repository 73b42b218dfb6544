package com.wattwell.portal;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * What every answer tells the browser: no framing, no guessing of types, no address given to others, no copies kept of
 * pages. A page of PrimeFaces puts its own policy, with a nonce for its scripts, in the place of the general one. The
 * sign-in page comes by a forward of the container's.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true, dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ERROR})
public class SecurityHeaders implements Filter {

    private static final String POLICY = "Content-Security-Policy";
    private static final String RESOURCES = "/jakarta.faces.resource/";
    /** The one page that looks through the camera: it scans the numbers of meters. */
    private static final String INSTALL = "/install";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("X-Frame-Options", "DENY");
        answer.setHeader("Referrer-Policy", "same-origin");
        answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        String uri = ((HttpServletRequest) request).getRequestURI();
        answer.setHeader("Permissions-Policy", (uri.endsWith(INSTALL) ? "camera=(self)" : "camera=()") + ", microphone=(), geolocation=()");
        answer.setHeader(POLICY, "frame-ancestors 'none'; object-src 'none'; base-uri 'self'; form-action 'self'");
        if (!uri.contains(RESOURCES)) {
            answer.setHeader("Cache-Control", "no-store");
        }
        chain.doFilter(request, new OnePolicy(answer));
    }

    /** Two policies in one answer would both hold, and be read as a mistake. */
    private static final class OnePolicy extends HttpServletResponseWrapper {

        OnePolicy(HttpServletResponse answer) {
            super(answer);
        }

        @Override
        public void addHeader(String name, String value) {
            if (POLICY.equalsIgnoreCase(name)) {
                super.setHeader(name, value);
            } else {
                super.addHeader(name, value);
            }
        }
    }
}
