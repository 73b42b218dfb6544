package com.wattwell.invoice;

import com.wattwell.platform.Clockwork;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Asks again for invoices that a provider has not answered for. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InvoiceTicks {


    @Inject
    private InvoiceDesk desk;

    private final Clockwork clockwork = new Clockwork(InvoiceTicks.class);
    private final Clockwork.Beat busy = new Clockwork.Beat();

    @Schedule(hour = "*", minute = "*", second = "7/10", persistent = false, info = "invoices")
    void everyTenSeconds() {
        busy.unlessBusy(() -> clockwork.attempt("asking for invoices", desk::workDue));
    }
}
