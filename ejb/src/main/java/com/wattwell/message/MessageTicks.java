package com.wattwell.message;

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

/** The clockwork of messages: what is due is a row, claimed by whichever node looks first. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MessageTicks {

    private static final Logger LOG = Logger.getLogger(MessageTicks.class.getName());

    @Inject
    private MessageDesk desk;

    @Inject
    private MessageSuppliers suppliers;
    @Inject
    private Vault vault;

    private final Clockwork clockwork = new Clockwork(MessageTicks.class);
    private final Clockwork.Beat busy = new Clockwork.Beat();

    @PostConstruct
    void start() {
        if (vault.hasOldKey()) {
            int anew = suppliers.sealAnew();
            LOG.info(() -> anew + " secrets of message suppliers were sealed anew under the present master key");
        }
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "messages")
    void everySecond() {
        busy.unlessBusy(() -> clockwork.attempt("sending messages", desk::workDue));
    }
}
