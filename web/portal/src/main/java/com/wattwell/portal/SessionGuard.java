package com.wattwell.portal;

import com.wattwell.identity.CurrentCaller;
import com.wattwell.identity.CurrentCaller.Standing;
import com.wattwell.platform.RefusedException;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Looks at the account behind a session before each page: whoever is disabled or deleted is signed out, and so is a session
 * that began before the password was changed or reset. Whoever has a one-time password chooses another before anything else.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true, dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class SessionGuard extends HttpFilter {

    static final String CHANGE_PASSWORD = "/change-password";

    private static final List<String> OPEN_FOLDERS = List.of("/jakarta.faces.resource/", "/errors/");
    private static final Set<String> OPEN = Set.of("/sign-in", "/language");
    private static final String ENDED = "/sign-in?ended=true";

    @Inject
    private CurrentCaller current;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (request.getUserPrincipal() == null) {
            chain.doFilter(request, response);
            return;
        }
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            // the server may have found no roles any more; the next click then leads to the sign-in page. Other errors may be the database's
            if (Integer.valueOf(HttpServletResponse.SC_FORBIDDEN).equals(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)) && standing() == null) {
                end(request);
            }
            chain.doFilter(request, response);
            return;
        }
        // what the server has made of the address, and not what was sent: /errors/../users is /users
        String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        if (OPEN.contains(path) || OPEN_FOLDERS.stream().anyMatch(path::startsWith)) {
            chain.doFilter(request, response);
            return;
        }
        Standing standing = standing();
        if (standing == null || SessionStart.isBefore(request.getSession(false), standing.sessionsFrom())) {
            end(request);
            go(request, response, ENDED);
        } else if (standing.oneTime() && !path.equals(CHANGE_PASSWORD)) {
            go(request, response, CHANGE_PASSWORD);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** @return {@code null} when the account is not (or no longer) there */
    private Standing standing() {
        try {
            return current.standing();
        } catch (RefusedException gone) {
            return null;
        }
    }

    private static void end(HttpServletRequest request) throws ServletException {
        request.logout();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** A part of a page that asks by itself is told in the words of Faces to go elsewhere as a whole. */
    private static void go(HttpServletRequest request, HttpServletResponse response, String page) throws IOException {
        String address = request.getContextPath() + page;
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            response.setContentType("text/xml");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.getWriter().write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\"" + address + "\"/></partial-response>");
        } else {
            response.sendRedirect(address);
        }
    }
}
