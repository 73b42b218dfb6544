package com.wattwell.customer;

import com.wattwell.platform.Clockwork;
import com.wattwell.platform.Vault;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** When the master key was changed: customers' identity numbers are sealed anew at the start, so that the former key may go. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SealedIdentities {

    private final Clockwork clockwork = new Clockwork(SealedIdentities.class);

    @Inject
    private CustomerService customers;
    @Inject
    private Vault vault;

    @PostConstruct
    void start() {
        if (vault.hasOldKey()) {
            clockwork.attempt("sealing identity numbers anew", () -> {
                long behind = 0;
                do {
                    behind = customers.sealAnew(behind);
                } while (behind != 0);
            });
        }
    }
}
