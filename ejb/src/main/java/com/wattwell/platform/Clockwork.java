package com.wattwell.platform;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the timers of a node have in common: a beat that finds the one before still at work is passed over, and what fails is told and tried again at the next. */
public final class Clockwork {

    private final Logger log;

    public Clockwork(Class<?> owner) {
        log = Logger.getLogger(owner.getName());
    }

    /** Does the work; a failure is told and does not reach the timer. @param what such as "sending messages" */
    public void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (DatabaseException e) {
            // every second for as long as the database is away: one line each, or the log has room for nothing else
            log.log(Level.WARNING, "While {0}: {1}; it is tried again", new Object[] {what, e.getMessage()});
        } catch (RuntimeException e) {
            log.log(Level.WARNING, "While " + what + "; it is tried again", e);
        }
    }

    /** One of the timers. */
    public static final class Beat {

        private final AtomicBoolean busy = new AtomicBoolean();

        /** Does the work unless the one before is still at it. */
        public void unlessBusy(Runnable work) {
            if (busy.compareAndSet(false, true)) {
                try {
                    work.run();
                } finally {
                    busy.set(false);
                }
            }
        }
    }
}
