package com.wattwell.payment;

import com.wattwell.platform.DatabaseException;
import com.wattwell.platform.Vault;
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

/** The clockwork of payments: what is due is a row, claimed by whichever node looks first. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PaymentTicks {

    private static final Logger LOG = Logger.getLogger(PaymentTicks.class.getName());

    @Inject
    private PaymentDesk payments;
    @Inject
    private RefundDesk refunds;
    @Inject
    private StatementDesk statements;

    @Inject
    private Merchants merchants;
    @Inject
    private Vault vault;

    private final AtomicBoolean busy = new AtomicBoolean();

    @PostConstruct
    void start() {
        if (vault.hasOldKey()) {
            int anew = merchants.sealAnew();
            LOG.info(() -> anew + " keys of merchants were sealed anew under the present master key");
        }
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "payment orders and refunds")
    void everySecond() {
        if (busy.compareAndSet(false, true)) {
            try {
                attempt("asking about payment orders", payments::askDue);
                attempt("working on refunds", refunds::workDue);
            } finally {
                busy.set(false);
            }
        }
    }

    @Schedule(hour = "*", minute = "*", second = "23", persistent = false, info = "statements of payment channels")
    void everyMinute() {
        attempt("fetching statements", statements::fetchDue);
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
