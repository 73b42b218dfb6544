package com.wattwell.billing;

import com.wattwell.platform.DatabaseException;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The clockwork of bills: plans that fall due, runs whose server died, last bills whose reading has come, fees for paying late. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BillingTicks {

    private static final Logger LOG = Logger.getLogger(BillingTicks.class.getName());
    private static final int LATE_FEE_BATCH = 1_000;
    private static final int FINAL_BILLS = 500;

    @Inject
    private SettlementSweep sweep;
    @Inject
    private SettlementPlans plans;
    @Inject
    private FinalBills finalBills;
    @Inject
    private LateFees lateFees;
    @Inject
    private DailyRuns dailyRuns;
    @Inject
    private SettlementJobs jobs;

    private final AtomicBoolean busy = new AtomicBoolean();

    @Schedule(hour = "*", minute = "*", second = "5/10", persistent = false, info = "settlements")
    void everyTenSeconds() {
        if (busy.compareAndSet(false, true)) {
            try {
                attempt("going on with settlements", sweep::goOn);
                attempt("starting planned settlements", () -> {
                    while (plans.startNext()) {
                        // until nothing is due
                    }
                });
            } finally {
                busy.set(false);
            }
        }
    }

    @Schedule(hour = "*", minute = "23", persistent = false, info = "last bills")
    void everyHour() {
        attempt("making last bills", () -> finalBills.due(FINAL_BILLS).forEach(account -> attempt("making the last bill of account " + account, () -> finalBills.make(account))));
    }

    /** Late fees, once a local day of each company; what was posted today is not posted again. */
    @Schedule(hour = "*", minute = "41", persistent = false, info = "late fees")
    void lateFees() {
        attempt("posting late fees", () -> lateFees.companies().forEach(company -> {
            long after = 0;
            do {
                after = lateFees.post(company, after, LATE_FEE_BATCH);
            } while (after != 0);
        }));
    }

    /** Prepaid accounts whose day is over; those whose reading is still awaited come again. */
    @Schedule(hour = "*", minute = "13", persistent = false, info = "daily charges")
    void dailyCharges() {
        attempt("starting the daily charges", () -> {
            dailyRuns.begin();
            if (dailyRuns.any()) {
                jobs.start("daily-charges");
            }
        });
    }

    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "While {0}: {1}; it is tried again", new Object[] {what, e.getMessage()});
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "While " + what + "; it is tried again", e);
        }
    }
}
