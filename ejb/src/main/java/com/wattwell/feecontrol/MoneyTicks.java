package com.wattwell.feecontrol;

import com.wattwell.counter.Instalments;
import com.wattwell.platform.DatabaseException;
import com.wattwell.platform.RefusedException;
import com.wattwell.prepayment.MeterPurchases;
import com.wattwell.prepayment.PositionSweep;
import jakarta.annotation.PostConstruct;
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

/** The clockwork of prepayment and fee control; nothing here is worth keeping. A tick that finds the one before still busy is passed over. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MoneyTicks {

    private static final Logger LOG = Logger.getLogger(MoneyTicks.class.getName());
    /** At each look; what is left waits for the next one. */
    private static final int BATCHES = 20;

    @Inject
    private PositionSweep positions;
    @Inject
    private MeterPurchases purchases;
    @Inject
    private Cuts cuts;
    @Inject
    private FeeControlEars ears;
    @Inject
    private Standing standing;
    @Inject
    private Instalments instalments;

    private final AtomicBoolean second = new AtomicBoolean();
    private final AtomicBoolean tenSeconds = new AtomicBoolean();

    @PostConstruct
    void start() {
        attempt("looking at balances", positions::lookAgain);
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "balances")
    void everySecond() {
        unlessBusy(second, () -> {
            attempt("following readings", () -> {
                for (int i = 0; i < BATCHES && positions.follow(); i++) {
                    // as long as there are more
                }
            });
            attempt("bringing purchases to meters", purchases::tryAgain);
        });
    }

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false, info = "fee control")
    void everyTenSeconds() {
        unlessBusy(tenSeconds, () -> {
            attempt("cutting", () -> cuts.due().forEach(this::cut));
            attempt("giving supply back", ears::lookAgain);
        });
    }

    @Schedule(hour = "*", minute = "*", second = "33", persistent = false, info = "positions")
    void everyMinute() {
        attempt("looking at balances", positions::lookAgain);
        attempt("ending instalments", instalments::endOver);
        attempt("looking at instalments", standing::judgeInstalments);
    }

    private void cut(long account) {
        try {
            cuts.cut(account);
        } catch (RefusedException e) {
            attempt("keeping why", () -> cuts.holdBack(account, "heldBack.refused|" + e.messageKey()));
        }
    }

    private static void unlessBusy(AtomicBoolean busy, Runnable work) {
        if (busy.compareAndSet(false, true)) {
            try {
                work.run();
            } finally {
                busy.set(false);
            }
        }
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
