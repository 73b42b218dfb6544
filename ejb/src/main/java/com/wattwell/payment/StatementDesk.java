package com.wattwell.payment;

import com.wattwell.identity.Caller;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Fetches the channels' statements, outside of transactions. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class StatementDesk {

    private static final Logger LOG = Logger.getLogger(StatementDesk.class.getName());
    private static final int AT_ONCE = 5;

    @Inject
    private Channels channels;
    @Inject
    private Merchants merchants;
    @Inject
    private Statements statements;
    @Inject
    private Clock clock;

    /** Plans yesterday's, and fetches what is due. */
    public void fetchDue() {
        statements.plan();
        for (Statements.Due due : statements.claimDue(AT_ONCE)) {
            try {
                fetch(due);
            } catch (ChannelException e) {
                statements.later(due, e.line());
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "The statement of " + due.day() + " is fetched again later", e);
                statements.later(due, e.getClass().getSimpleName());
            }
        }
    }

    /** Fetches a day's statement now. @return its id @throws RefusedException with the channel's words when it has none to give */
    public long fetch(Caller caller, int merchantAccountId, LocalDate day) {
        Statements.Due due = statements.want(caller, merchantAccountId, day);
        try {
            fetch(due);
        } catch (ChannelException e) {
            statements.later(due, e.line());
            throw new RefusedException(RefusedException.Kind.CONFLICT, "day", "refused.channelSaysNo", "The channel gives no statement: " + e.line(), e.line());
        }
        return due.id();
    }

    private void fetch(Statements.Due due) throws ChannelException {
        MerchantKeys merchant = merchants.keys(due.merchantAccountId()).orElseThrow();
        Optional<StatementFile> file = channels.of(merchant.channel()).statement(merchant, due.day());
        if (file.isEmpty() && clock.instant().isBefore(Statements.readyAt(due.day()))) {
            throw new ChannelException(ChannelException.Kind.UNREACHABLE, "not ready", "The statement of " + due.day() + " is not made yet", null);
        }
        statements.keep(merchant, due, file);
    }
}
