package com.wattwell.billing;

import com.wattwell.platform.Database;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Accounts that were set aside because a reading was still awaited: it has come, or the stated rule estimates it now. Their drafts wait for a person as those of their run did. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AwaitedAccounts {

    private static final Logger LOG = Logger.getLogger(AwaitedAccounts.class.getName());
    private static final int MOST = 10_000;

    @Inject
    private Database database;
    @Inject
    private AwaitedAccount account;

    private record Awaited(long accountId, Long runId, LocalDate period) {
    }

    /** @return how many were settled */
    public int settleAll() {
        List<Awaited> waiting = database.list("select account_id, run_id, period from settlement_parked where state = 'OPEN' and reason = 'READING_AWAITED' order by id limit ?",
                row -> new Awaited(row.getLong(1), row.getObject(2, Long.class), row.getObject(3, LocalDate.class)), MOST);
        int settled = 0;
        for (Awaited each : waiting) {
            try {
                settled += account.settle(BillingPeriod.of(each.period()), each.runId(), each.accountId()) ? 1 : 0;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Account " + each.accountId() + " is still set aside", e);
            }
        }
        return settled;
    }
}
