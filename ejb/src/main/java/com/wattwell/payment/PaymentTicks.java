package com.wattwell.payment;

import com.wattwell.platform.Clockwork;
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

    private final Clockwork clockwork = new Clockwork(PaymentTicks.class);
    private final Clockwork.Beat busy = new Clockwork.Beat();

    @PostConstruct
    void start() {
        if (vault.hasOldKey()) {
            int anew = merchants.sealAnew();
            LOG.info(() -> anew + " keys of merchants were sealed anew under the present master key");
        }
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "payment orders and refunds")
    void everySecond() {
        busy.unlessBusy(() -> {
            clockwork.attempt("asking about payment orders", payments::askDue);
            clockwork.attempt("working on refunds", refunds::workDue);
        });
    }

    @Schedule(hour = "*", minute = "*", second = "23", persistent = false, info = "statements of payment channels")
    void everyMinute() {
        clockwork.attempt("fetching statements", statements::fetchDue);
    }
}
