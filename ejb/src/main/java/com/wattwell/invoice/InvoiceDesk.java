package com.wattwell.invoice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Asks the provider, outside of any transaction: before it stands that it is asked, and afterwards what it said. */
@ApplicationScoped
public class InvoiceDesk {

    private static final int BATCH = 50;

    @Inject
    private InvoiceWork work;
    @Inject
    private InvoiceProviders providers;

    /** What is due for another try. */
    public void workDue() {
        work.due(BATCH).forEach(this::ask);
    }

    void ask(long id) {
        Optional<InvoiceWork.Claimed> claimed = work.claim(id);
        if (claimed.isEmpty()) {
            return; // another is at it, or it is done
        }
        Optional<InvoiceProvider> provider = providers.provider(claimed.get().companyId());
        if (provider.isEmpty()) {
            work.later(id, "The company has no provider");
            return;
        }
        try {
            work.issued(id, provider.get().issue(claimed.get().wanted()));
        } catch (InvoiceException e) {
            if (e.isForGood()) {
                work.refused(id, e.getMessage());
            } else {
                work.later(id, e.getMessage());
            }
        }
    }
}
