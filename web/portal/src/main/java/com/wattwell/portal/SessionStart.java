package com.wattwell.portal;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import java.time.Clock;
import java.time.Instant;

/**
 * Marks a session with the time at which its person signed in. A session is there before that, since it remembers the page
 * that was asked for; but it is given another id at the moment of signing in.
 */
@WebListener
public class SessionStart implements HttpSessionIdListener {

    private static final String MARK = SessionStart.class.getName();

    @Inject
    private Clock clock;

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String oldId) {
        if (event.getSession().getAttribute(MARK) == null) { // whatever else may change the id makes no session younger
            renew(event.getSession(), clock.instant());
        }
    }

    /** Lets a session count from now on: of the one in which the password was changed. */
    public static void renew(HttpSession session, Instant now) {
        session.setAttribute(MARK, now.toEpochMilli());
    }

    /** Whether the session began before that instant, if there is one. */
    static boolean isBefore(HttpSession session, Instant from) {
        if (session == null || from == null) {
            return false;
        }
        Object mark = session.getAttribute(MARK);
        return (mark instanceof Long millis ? millis : session.getCreationTime()) < from.toEpochMilli();
    }
}
