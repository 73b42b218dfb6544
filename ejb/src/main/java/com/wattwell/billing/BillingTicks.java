package com.wattwell.billing;

import com.wattwell.platform.Clockwork;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** The clockwork of bills: plans that fall due, runs whose server died, last bills whose reading has come, fees for paying late. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BillingTicks {

    private static final int LATE_FEE_BATCH = 1_000;
    private static final int FINAL_BILLS = 500;

    @Inject
    private SettlementSweep sweep;
    @Inject
    private SettlementPlans plans;
    @Inject
    private FinalBills finalBills;
    @Inject
    private AwaitedAccounts awaited;
    @Inject
    private LateFees lateFees;
    @Inject
    private DailyRuns dailyRuns;
    @Inject
    private SettlementJobs jobs;

    private final Clockwork clockwork = new Clockwork(BillingTicks.class);
    private final Clockwork.Beat busy = new Clockwork.Beat();
    private final Clockwork.Beat waiting = new Clockwork.Beat();

    @Schedule(hour = "*", minute = "*", second = "5/10", persistent = false, info = "settlements")
    void everyTenSeconds() {
        busy.unlessBusy(() -> {
            clockwork.attempt("going on with settlements", sweep::goOn);
            clockwork.attempt("starting planned settlements", () -> {
                while (plans.startNext()) {
                    // until nothing is due
                }
            });
        });
    }

    @Schedule(hour = "*", minute = "23", persistent = false, info = "last bills")
    void everyHour() {
        clockwork.attempt("making last bills", () -> finalBills.due(FINAL_BILLS).forEach(account -> clockwork.attempt("making the last bill of account " + account, () -> finalBills.make(account))));
    }

    /** Accounts whose reading was awaited: it has come, or is estimated by now. */
    @Schedule(hour = "*", minute = "33", persistent = false, info = "awaited readings")
    void everyHourAwaited() {
        waiting.unlessBusy(() -> clockwork.attempt("settling awaited accounts", awaited::settleAll));
    }

    /** Late fees, once a local day of each company; what was posted today is not posted again. */
    @Schedule(hour = "*", minute = "41", persistent = false, info = "late fees")
    void lateFees() {
        clockwork.attempt("posting late fees", () -> lateFees.companies().forEach(company -> clockwork.attempt("posting late fees of company " + company, () -> {
            long after = 0;
            do {
                after = lateFees.post(company, after, LATE_FEE_BATCH);
            } while (after != 0);
        })));
    }

    /** Prepaid accounts whose day is over; those whose reading is still awaited come again. */
    @Schedule(hour = "*", minute = "13", persistent = false, info = "daily charges")
    void dailyCharges() {
        clockwork.attempt("starting the daily charges", () -> {
            dailyRuns.begin();
            if (dailyRuns.any()) {
                jobs.start("daily-charges");
            }
        });
    }
}
