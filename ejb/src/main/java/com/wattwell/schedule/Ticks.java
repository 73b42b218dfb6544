package com.wattwell.schedule;

import com.wattwell.calendar.CalendarProposals;
import com.wattwell.collector.ParkedSweep;
import com.wattwell.control.CommandSweep;
import com.wattwell.control.LineOrders;
import com.wattwell.ledger.journal.Proofs;
import com.wattwell.ledger.journal.SealHorizon;
import com.wattwell.ledger.journal.Sealer;
import com.wattwell.metering.Gaps;
import com.wattwell.metering.LineTasks;
import com.wattwell.metering.SettledTasks;
import com.wattwell.metering.TaskSweep;
import com.wattwell.metering.TasksInHand;
import com.wattwell.platform.Clockwork;
import com.wattwell.platform.DeployedJobs;
import com.wattwell.platform.Partitions;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Properties;

/**
 * The node's clockwork. Schedules are rows; nothing here is worth keeping. A tick that finds the one before still busy is
 * passed over, and each piece of work is a transaction of its own whose failure is told and tried again at the next tick.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Ticks {

    private static final int SETTLE_BATCH = 500;
    /** At each look; what is left waits for the next one. */
    private static final int GAP_BATCHES = 20;
    /** At each look, of 20,000 entries each: far more than can be posted in the time. */
    private static final int SEAL_BATCHES = 20;
    /** System property: days for which the bytes of both directions are kept. */
    private static final String KEEP_DAYS_PROPERTY = "wattwell.bytes.keepDays";

    @Inject
    private DueSchedules dueSchedules;
    @Inject
    private LineTasks lineTasks;
    @Inject
    private Gaps gaps;
    @Inject
    private TaskSweep taskSweep;
    @Inject
    private SettledTasks settledTasks;
    @Inject
    private CommandSweep commandSweep;
    @Inject
    private ClockSchedules clockSchedules;
    @Inject
    private DueSwitching dueSwitching;
    @Inject
    private LineOrders lineOrders;
    @Inject
    private ParkedSweep parkedSweep;
    @Inject
    private Partitions partitions;
    @Inject
    private CalendarProposals calendarProposals;
    @Inject
    private SealHorizon sealHorizon;
    @Inject
    private Sealer sealer;
    @Inject
    private Proofs proofs;

    private final Clockwork clockwork = new Clockwork(Ticks.class);
    private final Clockwork.Beat everySecond = new Clockwork.Beat();
    private final Clockwork.Beat everyTenSeconds = new Clockwork.Beat();
    private final Clockwork.Beat sealing = new Clockwork.Beat();
    private final Clockwork.Beat proving = new Clockwork.Beat();

    @PostConstruct
    void start() {
        partitions.ensure();
        clockwork.attempt("proposing holidays", calendarProposals::ensure);
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "due schedules")
    void everySecond() {
        everySecond.unlessBusy(this::second);
    }

    private void second() {
        clockwork.attempt("making runs", () -> {
            while (dueSchedules.makeRuns()) {
                // until nothing is due
            }
        });
        clockwork.attempt("settling tasks", () -> {
            List<TasksInHand.Ended> ended = settledTasks.take(SETTLE_BATCH);
            while (!ended.isEmpty()) {
                lineTasks.settle(ended);
                ended = settledTasks.take(SETTLE_BATCH);
            }
        });
        clockwork.attempt("ringing for tasks", taskSweep::ringAgain);
        clockwork.attempt("ringing for commands", commandSweep::ringAgain);
        clockwork.attempt("making clock orders", clockSchedules::makeOrders);
        clockwork.attempt("switching by plans", () -> {
            while (dueSwitching.switchNext()) {
                // until nothing is due
            }
            while (dueSwitching.tryAgainNext()) {
                // until nothing is due
            }
        });
        clockwork.attempt("ringing for orders to lines", lineOrders::ringAgain);
        clockwork.attempt("judging parked boxes again", parkedSweep::judgeAgain);
    }

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false, info = "leases")
    void everyTenSeconds() {
        everyTenSeconds.unlessBusy(this::tenSeconds);
    }

    private void tenSeconds() {
        clockwork.attempt("keeping leases", lineTasks::keepLeases);
        clockwork.attempt("ending late tasks", lineTasks::expire);
        clockwork.attempt("ending late commands", commandSweep::expire);
        clockwork.attempt("ending late orders to lines", lineOrders::expire);
        clockwork.attempt("filling gaps", () -> {
            for (int i = 0; i < GAP_BATCHES && gaps.fill(); i++) {
                // as long as there are more
            }
        });
    }

    /** A beat of its own, because it may have much to do and must not hold up the leases. */
    @Schedule(hour = "*", minute = "*", second = "5/10", persistent = false, info = "seals of the journal")
    void seal() {
        sealing.unlessBusy(() -> clockwork.attempt("sealing the journal", () -> {
            long horizon = sealHorizon.passed();
            for (int i = 0; i < SEAL_BATCHES && sealer.seal(horizon); i++) {
                // as long as there are more
            }
        }));
    }

    /** The night comes to each company in its own zone; a node that was down then makes good for it. */
    @Schedule(hour = "*", minute = "11", persistent = false, info = "proofs of the books")
    void prove() {
        proving.unlessBusy(() -> clockwork.attempt("proving the books", proofs::proveDue));
    }

    @Schedule(hour = "*", minute = "7", persistent = false, info = "partitions")
    void everyHour() {
        clockwork.attempt("making partitions", partitions::ensure);
        clockwork.attempt("proposing holidays", calendarProposals::ensure);
    }

    /** The nightly upkeep. On several nodes it runs several times, and finds nothing left to do. */
    @Schedule(hour = "3", minute = "17", persistent = false, info = "upkeep")
    void everyNight() {
        clockwork.attempt("starting the upkeep", () -> {
            Properties parameters = new Properties();
            parameters.setProperty("keepDays", System.getProperty(KEEP_DAYS_PROPERTY, "30"));
            DeployedJobs.find().start("upkeep", parameters);
        });
    }
}
