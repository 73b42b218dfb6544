package com.wattwell.feecontrol;

import com.wattwell.counter.Instalments;
import com.wattwell.platform.Clockwork;
import com.wattwell.platform.RefusedException;
import com.wattwell.prepayment.PositionSweep;
import com.wattwell.prepayment.PurchaseSweep;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** The clockwork of prepayment and fee control; nothing here is worth keeping. A tick that finds the one before still busy is passed over. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MoneyTicks {

    /** At each look; what is left waits for the next one. */
    private static final int BATCHES = 20;

    @Inject
    private PositionSweep positions;
    @Inject
    private PurchaseSweep purchases;
    @Inject
    private Cuts cuts;
    @Inject
    private FeeControlEars ears;
    @Inject
    private Restores restores;
    @Inject
    private Standing standing;
    @Inject
    private Instalments instalments;

    private final Clockwork clockwork = new Clockwork(MoneyTicks.class);
    private final Clockwork.Beat second = new Clockwork.Beat();
    private final Clockwork.Beat tenSeconds = new Clockwork.Beat();
    private final Clockwork.Beat minute = new Clockwork.Beat();

    @PostConstruct
    void start() {
        clockwork.attempt("giving new accounts a position", positions::begin);
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "balances")
    void everySecond() {
        second.unlessBusy(() -> {
            clockwork.attempt("following readings", () -> {
                for (int i = 0; i < BATCHES && positions.follow(); i++) {
                    // as long as there are more
                }
            });
            clockwork.attempt("bringing purchases to meters", purchases::tryAgain);
        });
    }

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false, info = "fee control")
    void everyTenSeconds() {
        tenSeconds.unlessBusy(() -> {
            clockwork.attempt("cutting", () -> cuts.due().forEach(account -> clockwork.attempt("cutting account " + account, () -> cut(account))));
            clockwork.attempt("giving supply back", ears::lookAgain);
            clockwork.attempt("telling who is late", restores::tellLate);
        });
    }

    @Schedule(hour = "*", minute = "*", second = "33", persistent = false, info = "positions")
    void everyMinute() {
        minute.unlessBusy(() -> {
            clockwork.attempt("giving new accounts a position", positions::begin);
            clockwork.attempt("looking at balances", () -> {
                for (int i = 0; i < BATCHES && positions.lookAgain(); i++) {
                    // as long as there are more
                }
            });
            clockwork.attempt("ending instalments", instalments::endOver);
            clockwork.attempt("looking at instalments", standing::judgeInstalments);
        });
    }

    private void cut(long account) {
        try {
            cuts.cut(account);
        } catch (RefusedException e) {
            cuts.holdBack(account, "heldBack.refused|" + e.messageKey());
        }
    }
}
