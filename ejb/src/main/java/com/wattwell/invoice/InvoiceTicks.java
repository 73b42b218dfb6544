package com.wattwell.invoice;

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

/** Asks again for invoices that a provider has not answered for. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InvoiceTicks {

    private static final Logger LOG = Logger.getLogger(InvoiceTicks.class.getName());

    @Inject
    private InvoiceDesk desk;

    private final AtomicBoolean busy = new AtomicBoolean();

    @Schedule(hour = "*", minute = "*", second = "7/10", persistent = false, info = "invoices")
    void everyTenSeconds() {
        if (busy.compareAndSet(false, true)) {
            try {
                desk.workDue();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "While asking for invoices: {0}; it is tried again", e.getMessage());
            } finally {
                busy.set(false);
            }
        }
    }
}
