package com.wattwell.invoice;

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

/** Asks again for invoices that a provider has not answered for. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InvoiceTicks {

    @Inject
    private InvoiceDesk desk;
    @Inject
    private InvoiceProviders providers;
    @Inject
    private Vault vault;

    private final Clockwork clockwork = new Clockwork(InvoiceTicks.class);
    private final Clockwork.Beat busy = new Clockwork.Beat();

    @PostConstruct
    void start() {
        if (vault.hasOldKey()) {
            clockwork.attempt("sealing the secrets of invoice providers anew", providers::sealAnew);
        }
    }

    @Schedule(hour = "*", minute = "*", second = "7/10", persistent = false, info = "invoices")
    void everyTenSeconds() {
        busy.unlessBusy(() -> clockwork.attempt("asking for invoices", desk::workDue));
    }
}
