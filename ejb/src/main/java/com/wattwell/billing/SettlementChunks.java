package com.wattwell.billing;

import com.wattwell.billing.SettlementRun.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Brings a chunk to its end. When something in it fails that nobody expected, it is halved until the account is found that does it; that one is
 * set aside and the others are done. What is the database's own trouble is nobody's fault: it ends the job, which is gone on with later.
 */
@ApplicationScoped
public class SettlementChunks {

    private static final Logger LOG = Logger.getLogger(SettlementChunks.class.getName());
    private static final int TRIES = 5;
    private static final Set<String> TROUBLE = Set.of("08", "53", "57", "58", "XX");

    @Inject
    private SettlementWork work;

    /** @param accounts of one slice, the next ones, in order */
    public void work(SettlementRun run, Phase phase, int slice, long[] accounts) {
        for (int i = 1;; i++) {
            try {
                work.chunk(run, phase, slice, accounts);
                return;
            } catch (RuntimeException e) {
                boolean waitedInACircle = sqlStates(e).anyMatch(state -> state.startsWith("40"));
                if (waitedInACircle && i < TRIES) {
                    continue; // this one was rolled back for the other
                }
                if (waitedInACircle || e instanceof MovedByAnotherException || isTroubleOfTheDatabase(e)) {
                    throw e;
                }
                apart(run, phase, slice, accounts, e);
                return;
            }
        }
    }

    private void apart(SettlementRun run, Phase phase, int slice, long[] accounts, RuntimeException why) {
        if (accounts.length == 1) {
            LOG.log(Level.WARNING, "Account " + accounts[0] + " of settlement run " + run.id() + " is set aside", why);
            work.failed(run, phase, slice, accounts[0], told(why));
            return;
        }
        int half = accounts.length / 2;
        work(run, phase, slice, Arrays.copyOfRange(accounts, 0, half));
        work(run, phase, slice, Arrays.copyOfRange(accounts, half, accounts.length));
    }

    private static String told(Throwable why) {
        Throwable cause = why;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static Stream<Throwable> causes(Throwable why) {
        return Stream.iterate(why, Objects::nonNull, Throwable::getCause);
    }

    private static Stream<String> sqlStates(Throwable why) {
        return causes(why).filter(SQLException.class::isInstance).map(cause -> Objects.requireNonNullElse(((SQLException) cause).getSQLState(), "08"));
    }

    /** Connection lost, out of space or memory, shut down, or the transaction itself could not be ended. */
    private static boolean isTroubleOfTheDatabase(Throwable why) {
        return sqlStates(why).anyMatch(state -> TROUBLE.contains(state.substring(0, 2))) || causes(why).anyMatch(cause -> cause.getClass().getName().startsWith("jakarta.transaction."));
    }
}
