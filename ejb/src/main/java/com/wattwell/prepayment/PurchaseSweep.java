package com.wattwell.prepayment;

import com.wattwell.platform.Aside;
import com.wattwell.platform.Clockwork;
import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Sets purchases going: the moment their money is committed, with no waiting for a tick, and again when their pause is over. Outside of any transaction. */
@ApplicationScoped
public class PurchaseSweep {

    private final Clockwork clockwork = new Clockwork(PurchaseSweep.class);

    @Inject
    private PurchaseSending sending;
    @Inject
    private Aside aside;

    /** Behind the caller's transaction. */
    public void soon(long purchaseId) {
        aside.run(() -> attempt(purchaseId));
    }

    /** Orders what is due, and tells what is late. */
    public void tryAgain() {
        sending.due().forEach(this::attempt);
        sending.tellLate();
    }

    private void attempt(long purchaseId) {
        clockwork.attempt("bringing purchase " + purchaseId + " to its meter", () -> {
            try {
                sending.send(purchaseId);
            } catch (RefusedException e) {
                sending.later(purchaseId, "held.refused|" + e.messageKey());
            }
        });
    }
}
